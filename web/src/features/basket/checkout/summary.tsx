import { copyState } from '../../../../../contract/copy-state.ts';
import { Link } from '@tanstack/react-router';
import { formatMoney } from '../../../lib/format/money.ts';
import type { BasketView } from '../../../lib/queries/basket.ts';
import { Art } from '../../shop/art.tsx';
import { nameOf } from '../../shop/words.ts';

/** Everything that is bought, to read once more. */
export function Summary({ basket }: { readonly basket: BasketView }) {
  return (
    <section className="panel" aria-labelledby="checkout-pieces">
      <header className="panel-head">
        <h2 id="checkout-pieces">What you buy</h2>
        <Link to="/basket" className="link text-12 font-medium">
          Change the basket
        </Link>
      </header>
      <ul className="summary">
        {basket.parts.flatMap(({ vendor, lines }) =>
          lines.map((line) => (
            <li key={line.listing_id}>
              <Art image_url={line.image_url} seed={line.product_slug ?? line.sku} mark={line.collector_number ?? ''} />
              <span className="min-w-0 grow">
                <span className="block truncate">{nameOf(line)}</span>
                <span className="block truncate text-12 text-muted">
                  {line.quantity} × {copyState(line)} · {vendor.name}
                </span>
              </span>
              <span className="tabular">{formatMoney(line.subtotal_minor, basket.currency ?? 'EUR')}</span>
            </li>
          )),
        )}
      </ul>
    </section>
  );
}
