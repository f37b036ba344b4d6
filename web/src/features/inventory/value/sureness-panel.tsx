import { Link } from '@tanstack/react-router';
import { formatWhole } from '../../../lib/format/number.ts';
import type { CurrencyValue } from '../../../lib/queries/inventory-value.ts';
import { Stat } from '../../../ui/stat.tsx';
import { useVendor } from '../vendor/use-vendor.ts';

/** How much of the stock the figures speak of. */
export function SurenessPanel({ value }: { readonly value: CurrencyValue }) {
  const { vendor_id } = useVendor();
  const { pieces, pieces_without_cost, pieces_without_price, pieces_without_market } = value;
  const params = { vendor: vendor_id };
  return (
    <section className="card value-side" aria-labelledby="value-sureness">
      <h2 className="value-title" id="value-sureness">
        How sure is this
      </h2>
      <dl className="stats px-4 pb-3">
        <Stat label="Pieces with a price">{part(pieces - pieces_without_price, pieces)}</Stat>
        <Stat label="Pieces with a cost">{part(pieces - pieces_without_cost, pieces)}</Stat>
        <Stat label="Pieces that others offer too">{part(pieces - pieces_without_market, pieces)}</Stat>
      </dl>
      <p className="value-note">
        Market is the lowest price that other vendors ask now for the same card in the same state. What nobody else
        offers has none, and is left out of it.
      </p>
      {pieces_without_price + pieces_without_cost > 0 && (
        <div className="value-note">
          {pieces_without_price > 0 && (
            <p>
              {counted(pieces_without_price)} without a price {are(pieces_without_price)} left out of the asking price.{' '}
              <Link to="/inventory/$vendor" params={params} search={{ state: 'no_price' }} className="link">
                Show what has no price
              </Link>
            </p>
          )}
          {pieces_without_cost > 0 && (
            <p>
              {counted(pieces_without_cost)} without a cost {are(pieces_without_cost)} left out of cost and margin.{' '}
              <Link to="/inventory/$vendor" params={params} search={{ state: 'no_cost' }} className="link">
                Show what has no cost
              </Link>
            </p>
          )}
        </div>
      )}
    </section>
  );
}

function part(known: number, all: number): string {
  if (known === all) return 'all';
  const tenths = Math.floor((known / all) * 1_000);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

function counted(pieces: number): string {
  return `${formatWhole(pieces)} ${pieces === 1 ? 'piece' : 'pieces'}`;
}

function are(pieces: number): string {
  return pieces === 1 ? 'is' : 'are';
}
