import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TrendingUp } from 'lucide-react';
import { useNow } from '../../../../app/use-now.ts';
import { formatDate } from '../../../../lib/format/time.ts';
import { type Listing, type ListingPrice, listingPricesQuery } from '../../../../lib/queries/inventory-listing.ts';
import { buttonClass } from '../../../../ui/button.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { Panel } from '../panel.tsx';
import { CHART_HEIGHT, CHART_WIDTH, pricePath } from './price-steps.ts';

const MINUTE_MS = 60_000;

/** What it is offered at now, and was before. */
export function PricePanel({ listing }: { readonly listing: Listing }) {
  const { vendor_id, money } = useVendor();
  const { data = [] } = useQuery(listingPricesQuery(vendor_id, listing.id));
  const { price_minor, cost_minor, currency, instrument_symbol } = listing;
  return (
    <Panel
      title="Price"
      aside={
        instrument_symbol !== null && (
          <Link
            to="/s/$symbol"
            params={{ symbol: instrument_symbol }}
            className={buttonClass({ tone: 'ghost', size: 'small' })}
          >
            <TrendingUp className="icon-small" aria-hidden="true" />
            Watch {instrument_symbol}
          </Link>
        )
      }
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="listing-price">{money(price_minor, currency)}</span>
        <span className="text-muted">cost {money(cost_minor, currency)}</span>
      </p>
      {data.length > 1 ? (
        <PriceLine prices={data} currency={currency} />
      ) : (
        <p className="text-muted">It had no other price.</p>
      )}
    </Panel>
  );
}

interface PriceLineProps {
  /** The newest first. */
  readonly prices: readonly ListingPrice[];
  readonly currency: string;
}

function PriceLine({ prices, currency }: PriceLineProps) {
  const { money } = useVendor();
  const now_ms = useNow(MINUTE_MS);
  const points = prices
    .filter((price) => price.currency === currency)
    .map(({ at, price_minor }) => ({ at_ms: Date.parse(at), minor: price_minor }))
    .toReversed();
  const known = points.flatMap(({ minor }) => (minor === null ? [] : [minor]));
  if (known.length === 0) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const summary = `From ${money(low, currency)} to ${money(high, currency)} since ${formatDate(points[0]?.at_ms)}`;
  return (
    <figure>
      <svg
        className="listing-line"
        viewBox={`-2 -4 ${CHART_WIDTH + 4} ${CHART_HEIGHT + 8}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={pricePath(points, now_ms)} />
      </svg>
      <figcaption className="text-12 text-muted">{summary}</figcaption>
      <details className="listing-prices">
        <summary className="link">Every price</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Since</th>
              <th scope="col">Price</th>
            </tr>
          </thead>
          <tbody>
            {prices.map((price) => (
              <tr key={price.id}>
                <td>{formatDate(price.at)}</td>
                <td>{money(price.price_minor, price.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
