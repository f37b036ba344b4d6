import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { BasketPartView } from '../../../lib/queries/basket.ts';
import { countryName } from '../../shop/words.ts';
import { BasketLine } from './basket-line.tsx';

/** What one vendor sends: its lines, the changed ones first. */
export function VendorPart({ part, currency }: { readonly part: BasketPartView; readonly currency: string }) {
  const id = useId();
  const { vendor, lines, shipping_options, shipping_method_id } = part;
  const from = countryName(vendor.ships_from);
  const chosen = shipping_options.find((option) => option.id === shipping_method_id);
  const ordered = [...lines].sort((left, right) => Number(right.problem !== null) - Number(left.problem !== null));
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>
          <Link to="/shop/vendors/$id" params={{ id: vendor.id }} className="hover:underline">
            {vendor.name}
          </Link>
          {from !== null && <span className="panel-count">{from}</span>}
        </h2>
        {chosen && <span className="panel-note">{`${chosen.name}, ${daysOf(chosen)}`}</span>}
      </header>
      <ul>
        {ordered.map((line) => (
          <BasketLine key={line.listing_id} line={line} currency={currency} />
        ))}
      </ul>
    </section>
  );
}

/** "2–3 days". */
export function daysOf({ days_min, days_max }: { readonly days_min: number; readonly days_max: number }): string {
  if (days_min === days_max) return days_max === 1 ? '1 day' : `${days_max} days`;
  return `${days_min}–${days_max} days`;
}
