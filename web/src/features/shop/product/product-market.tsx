import { lazy, Suspense } from 'react';
import { useNow } from '../../../app/use-now.ts';
import { UNKNOWN } from '../../../lib/format/number.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import { countOf } from '../words.ts';
import type { ProductParts } from './product-page.tsx';
import { soldIn } from './sold-in.ts';
import './market.css';

const ProductChart = lazy(async () => ({ default: (await import('./product-chart.tsx')).ProductChart }));
const DAYS = 30;
const HOUR_MS = 3_600_000;

/** What the chosen state was and is worth: its chart, and four figures. */
export function ProductMarket({ product, state }: ProductParts) {
  const now_ms = useNow(HOUR_MS);
  const sold = soldIn(product.sales, { days: DAYS, now_ms, state: state?.state ?? null });
  const vendors = new Set(product.list.map((offer) => offer.vendor.id)).size;
  const money = (minor: number | null | undefined) => formatMoney(minor, product.currency);
  return (
    <section className="product-market" aria-label="Market">
      <Suspense fallback={<div className="product-chart" aria-busy="true" />}>
        {state && <ProductChart key={state.instrument_symbol} symbol={state.instrument_symbol} />}
      </Suspense>
      <dl className="product-figures">
        <div>
          <dt>Sold in 30 days</dt>
          <dd>
            {countOf(sold.pieces, 'piece')}
            {!sold.whole && ' or more'}
          </dd>
        </div>
        <div>
          <dt>30-day range</dt>
          <dd>{sold.range === null ? UNKNOWN : `${money(sold.range[0])} – ${money(sold.range[1])}`}</dd>
        </div>
        <div>
          <dt>Lowest offer{state && `, ${state.state}`}</dt>
          <dd>{money(state?.price_minor)}</dd>
        </div>
        <div>
          <dt>On offer</dt>
          <dd>
            {countOf(product.available, 'piece')}, {countOf(vendors, 'vendor')}
          </dd>
        </div>
      </dl>
    </section>
  );
}
