import { copyState } from '../../../../../contract/copy-state.ts';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { UNKNOWN } from '../../../lib/format/number.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import type { OfferView } from '../../../lib/queries/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { addToBasket } from '../../basket/change-basket.ts';
import { countryName, isGrade } from '../words.ts';
import { useHeld } from './buy-panel.tsx';
import './offers.css';

/** Offers shown before one asks for the rest. */
const FEW = 12;

interface OffersProps {
  readonly title: string;
  /** What all of them are. */
  readonly name: string;
  readonly offers: readonly OfferView[];
  /** The one that the buy panel shows. */
  readonly chosen: OfferView | undefined;
}

/** Everyone who has one, cheapest first, with what it costs with its way to you. */
export function OffersPanel({ title, name, offers, chosen }: OffersProps) {
  const id = useId();
  const [all, setAll] = useState(false);
  if (offers.length === 0) return null;
  const shown = all ? offers : offers.slice(0, FEW);
  const graded = shown.some((offer) => offer.grading !== null);
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>
          {title} <span className="panel-count">{offers.length}</span>
        </h2>
        <span className="panel-note">Lowest price first</span>
      </header>
      <div className="offers-scroll">
        <table className="offers">
          <thead>
            <tr>
              <th scope="col">{graded ? 'Grade' : 'Cond.'}</th>
              <th scope="col">Vendor</th>
              <th scope="col" className="offers-from">
                {graded ? 'Certificate' : 'Ships from'}
              </th>
              <th scope="col" className="number">
                Qty
              </th>
              <th scope="col" className="number">
                Price
              </th>
              <th scope="col" className="number offers-shipping">
                Shipping
              </th>
              <th scope="col" className="number offers-total">
                Total
              </th>
              <th scope="col">
                <span className="unseen">Add to the basket</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((offer) => (
              <OfferRow key={offer.listing_id} name={name} offer={offer} graded={graded} chosen={offer === chosen} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < offers.length && (
        <footer className="panel-foot">
          <Button tone="ghost" onClick={() => setAll(true)}>
            Show all {offers.length}
          </Button>
        </footer>
      )}
    </section>
  );
}

interface RowProps extends Pick<OffersProps, 'name'> {
  readonly offer: OfferView;
  readonly graded: boolean;
  readonly chosen: boolean;
}

function OfferRow({ name, offer, graded, chosen }: RowProps) {
  const { listing_id, vendor, price_minor, currency, available, ships_from, shipping_from_minor, state } = offer;
  const [busy, setBusy] = useState(false);
  const held = useHeld(listing_id);
  const add = async () => {
    setBusy(true);
    await addToBasket({ listing_id, title: name, quantity: 1, price_minor, available });
    setBusy(false);
  };
  const total = shipping_from_minor === null ? null : price_minor + shipping_from_minor;
  return (
    <tr data-chosen={chosen || undefined}>
      <td>
        <StateBadge state={copyState(offer)} graded={isGrade(state)} />
      </td>
      <td className="offers-vendor">
        <Link to="/shop/vendors/$id" params={{ id: vendor.id }} className="hover:underline">
          {vendor.name}
        </Link>
      </td>
      <td className="offers-from text-muted">
        {graded ? (offer.grading?.cert_number ?? UNKNOWN) : (countryName(ships_from) ?? UNKNOWN)}
      </td>
      <td className="number">{available}</td>
      <td className="number font-medium">{formatMoney(price_minor, currency)}</td>
      <td className="number offers-shipping text-muted">{formatMoney(shipping_from_minor, currency)}</td>
      <td className="number offers-total">{formatMoney(total, currency)}</td>
      <td className="number">
        <Button size="small" busy={busy} disabled={held >= available} onClick={() => void add()}>
          {held >= available ? 'Added' : 'Add'}
          <span className="unseen">
            {' '}
            {copyState(offer)} from {vendor.name}
          </span>
        </Button>
      </td>
    </tr>
  );
}
