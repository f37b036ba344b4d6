import { formatPercent, formatWhole } from '../../../lib/format/number.ts';
import type { CurrencyValue } from '../../../lib/queries/inventory-value.ts';
import { useVendor } from '../vendor/use-vendor.ts';

/** The figures above all others. */
export function TotalsStrip({ value }: { readonly value: CurrencyValue }) {
  const { money } = useVendor();
  const { currency, listings, pieces, cost_minor, price_minor, margin_minor, margin_percent } = value;
  const noCosts = value.pieces_without_cost === pieces;
  const noMarket = value.pieces_without_market === pieces;
  return (
    <dl className="value-totals card">
      <div>
        <dt>Asking price</dt>
        <dd>
          {money(price_minor, currency)}
          <small>
            {formatWhole(pieces)} {pieces === 1 ? 'piece' : 'pieces'} on hand
          </small>
        </dd>
      </div>
      <div>
        <dt>Cost</dt>
        <dd>
          {noCosts ? '—' : money(cost_minor, currency)}
          <small>{noCosts ? 'no costs given' : share(pieces - value.pieces_without_cost, pieces)}</small>
        </dd>
      </div>
      <div>
        <dt>Market</dt>
        <dd>
          {noMarket ? '—' : money(value.market_minor, currency)}
          <small>
            {noMarket ? 'nobody else offers any of it' : share(pieces - value.pieces_without_market, pieces)}
          </small>
        </dd>
      </div>
      <div>
        <dt>Margin</dt>
        <dd>
          {margin_percent === null ? '—' : money(margin_minor, currency)}
          <small>
            {margin_percent === null
              ? 'needs a cost and a price'
              : `${formatPercent(margin_percent)} of the price, where both are known`}
          </small>
        </dd>
      </div>
      <div>
        <dt>Listings</dt>
        <dd>
          {formatWhole(listings)}
          <small>with pieces on hand</small>
        </dd>
      </div>
    </dl>
  );
}

function share(known: number, pieces: number): string {
  return known === pieces ? 'of all pieces' : `of ${formatWhole(known)} of ${formatWhole(pieces)} pieces`;
}
