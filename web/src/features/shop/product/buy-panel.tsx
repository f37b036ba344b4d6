import { copyState } from '../../../../../contract/copy-state.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { LINE_PIECES_MAX } from '../../../../../contract/orders-terms.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import { useConnection } from '../../../lib/live/hooks.ts';
import { basketQuery } from '../../../lib/queries/basket.ts';
import type { OfferView, ProductStateView, ProductView } from '../../../lib/queries/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { Stepper } from '../../../ui/stepper.tsx';
import { addToBasket } from '../../basket/change-basket.ts';
import { hasBasket } from '../../basket/known-basket.ts';
import { useAsked } from '../asked.ts';
import { countryName, countOf, inOrder, isGrade, nameOf, stateName } from '../words.ts';
import type { ProductParts } from './product-page.tsx';
import { useTellMe } from './tell-me.tsx';
import './buy.css';

/** Buying by condition: what each costs, who sends the chosen one, and how many. */
export function BuyPanel(parts: ProductParts) {
  const { product, state, offer } = parts;
  const id = useId();
  const { phase } = useConnection();
  const is_live = phase === 'live' || phase === 'polling';
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>Buy</h2>
        {is_live && (
          <span className="panel-note">
            <span className="dot pill-live" /> Offers are live
          </span>
        )}
      </header>
      <fieldset className="buy-states">
        <legend className="unseen">Condition</legend>
        {inOrder(product.states).map((one) => (
          <StateRow key={one.state} one={one} {...parts} name={id} />
        ))}
      </fieldset>
      {offer ? (
        <BuyOffer key={offer.listing_id} offer={offer} product={product} />
      ) : (
        <p className="buy-none">
          {state === null
            ? 'Nobody offers one now.'
            : `Nobody offers one in ${stateName(state.state)} now. Choose another condition, or be told when there is one.`}
        </p>
      )}
    </section>
  );
}

interface StateRowProps extends ProductParts {
  readonly one: ProductStateView;
  readonly name: string;
}

function StateRow({ one, name, product, state, choose }: StateRowProps) {
  const { minor } = useAsked(one, product);
  const tellMe = useTellMe(product.currency);
  const graded = isGrade(one.state);
  return (
    <div className="buy-state">
      <label>
        <input
          type="radio"
          className="radio"
          name={name}
          checked={one.state === state?.state}
          onChange={() => choose(one.state)}
        />
        <StateBadge state={one.state} graded={graded} />
        <span className="min-w-0 grow">
          {minor === null
            ? 'None on offer'
            : `${graded ? '' : `${stateName(one.state)}, `}${countOf(one.available, 'piece')}`}
        </span>
        {minor !== null && <span className="price">{formatMoney(minor, product.currency)}</span>}
      </label>
      {minor === null && (
        <button type="button" className="link buy-tell" onClick={() => tellMe(one)}>
          Tell me<span className="unseen"> when there is one in {stateName(one.state)}</span>
        </button>
      )}
    </div>
  );
}

function BuyOffer({ offer, product }: { readonly offer: OfferView; readonly product: ProductView }) {
  const { vendor, price_minor, available, currency, ships_from, listing_id } = offer;
  const [pieces, setPieces] = useState(1);
  const [busy, setBusy] = useState(false);
  const held = useHeld(listing_id);
  const most = Math.max(0, Math.min(available, LINE_PIECES_MAX) - held);
  const quantity = Math.min(pieces, Math.max(most, 1));
  const from = countryName(ships_from);
  const add = async () => {
    setBusy(true);
    await addToBasket({ listing_id, title: nameOf(product), quantity, price_minor, available });
    setBusy(false);
  };
  return (
    <div className="buy-offer">
      <p>
        <Link to="/shop/vendors/$id" params={{ id: vendor.id }} className="font-medium hover:underline">
          {vendor.name}
        </Link>
        {from !== null && <span className="block text-12 text-muted">Ships from {from}</span>}
      </p>
      <BuySum offer={offer} quantity={quantity} />
      <div className="buy-act">
        <Stepper
          label={`Pieces of ${nameOf(product)}`}
          value={quantity}
          min={1}
          max={Math.max(1, most)}
          onChange={setPieces}
        />
        <Button
          tone="primary"
          size="large"
          className="grow"
          busy={busy}
          disabled={most === 0}
          onClick={() => void add()}
        >
          {most === 0
            ? 'All of them are in your basket'
            : `Add to basket · ${formatMoney(price_minor * quantity, currency)}`}
        </Button>
      </div>
      <p className="text-12 text-muted">
        {held > 0 ? (
          <>
            {countOf(held, 'piece')} of it in{' '}
            <Link to="/basket" className="link">
              your basket
            </Link>
            .{' '}
          </>
        ) : null}
        Held for you for 10 minutes at checkout. The price is frozen when you order.
      </p>
    </div>
  );
}

function BuySum({ offer, quantity }: { readonly offer: OfferView; readonly quantity: number }) {
  const { price_minor, currency, shipping_from_minor } = offer;
  return (
    <dl className="buy-sum">
      <div>
        <dt>
          {quantity} × {stateName(copyState(offer))}
        </dt>
        <dd>{formatMoney(price_minor * quantity, currency)}</dd>
      </div>
      <div>
        <dt>Shipping</dt>
        <dd>{shipping_from_minor === null ? 'Not sent yet' : `from ${formatMoney(shipping_from_minor, currency)}`}</dd>
      </div>
    </dl>
  );
}

/** Pieces of an offer that are in the basket already. */
export function useHeld(listing_id: string | undefined): number {
  const { data } = useQuery({ ...basketQuery, enabled: hasBasket() });
  const lines = data?.parts.flatMap((part) => part.lines) ?? [];
  return lines.find((line) => line.listing_id === listing_id)?.quantity ?? 0;
}
