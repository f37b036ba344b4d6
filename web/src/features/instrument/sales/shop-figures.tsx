import { Link } from '@tanstack/react-router';
import { Store } from 'lucide-react';
import { useNow } from '../../../app/use-now.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import { UNKNOWN } from '../../../lib/format/number.ts';
import { formatAgo } from '../../../lib/format/time.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Stat } from '../../../ui/stat.tsx';
import { soldIn } from '../../shop/product/sold-in.ts';
import { countOf } from '../../shop/words.ts';
import type { InstrumentPageView } from '../use-instrument-view.ts';

const DAYS = 30;
const NOW_MS = 30_000;

/** What a collectible sold for and what is on offer now. */
export function ShopFigures({ view }: { readonly view: InstrumentPageView }) {
  const now_ms = useNow(NOW_MS);
  const { sales } = view;
  if (sales === undefined || sales === null) return null;
  const { product } = sales;
  const { pieces, whole } = soldIn(sales.sales, { days: DAYS, now_ms, state: null });
  return (
    <section aria-labelledby="in-the-shop">
      <h2 id="in-the-shop" className="mb-1 text-13 tracking-normal">
        In the shop
      </h2>
      <dl>
        <Stat label="Last sale">{formatMoney(product.last_sale_minor, product.currency)}</Stat>
        <Stat label="Sold last">
          {product.last_sale_at === null ? UNKNOWN : formatAgo(product.last_sale_at, now_ms)}
        </Stat>
        <Stat label="Sold in 30 days">
          {countOf(pieces, 'piece')}
          {!whole && ' or more'}
        </Stat>
        <Stat label="On offer">
          {product.price_minor === null
            ? 'None now'
            : `${countOf(product.available, 'piece')}, ${countOf(product.offers, 'offer')}`}
        </Stat>
      </dl>
    </section>
  );
}

/** The way to where it can be bought. */
export function ShopLink({ view }: { readonly view: InstrumentPageView }) {
  const { sales } = view;
  if (sales === undefined || sales === null) return null;
  const { slug, state } = sales.product;
  return (
    <Link to="/shop/$slug" params={{ slug }} search={{ state }} className={buttonClass()}>
      <Store className="icon" aria-hidden="true" />
      In the shop
    </Link>
  );
}
