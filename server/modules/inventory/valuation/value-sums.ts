import type { ValuationView } from '../../../../contract/inventory-bulk.ts';
import { percentOf } from '../../../../contract/decimal.ts';

/** Sums as PostgreSQL reckons them. Of a margin, the prices of the same pieces. */
export interface SumRow {
  readonly listings: number;
  readonly pieces: number;
  readonly cost_minor: number;
  readonly price_minor: number;
  readonly margin_minor: number;
  readonly margin_price_minor: number;
  readonly pieces_without_cost: number;
  readonly pieces_without_price: number;
  readonly market_minor: number;
  readonly pieces_without_market: number;
}

type Sums = Omit<ValuationView['currencies'][number], 'currency' | 'groups'>;

export function sumsOf(row: SumRow): Sums {
  const { listings, pieces, cost_minor, price_minor, margin_minor, margin_price_minor } = row;
  return {
    listings,
    pieces,
    cost_minor,
    price_minor,
    margin_minor,
    margin_percent: percentOf(margin_minor, margin_price_minor),
    pieces_without_cost: row.pieces_without_cost,
    pieces_without_price: row.pieces_without_price,
    market_minor: row.market_minor,
    pieces_without_market: row.pieces_without_market,
  };
}
