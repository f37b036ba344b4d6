import { SALES_SHOWN_MAX } from '../../../../../contract/orders-terms.ts';
import type { ProductView } from '../../../lib/queries/shop.ts';

interface Span {
  readonly days: number;
  readonly now_ms: number;
  /** Only what was sold in this state; null for any. */
  readonly state: string | null;
}

const DAY_MS = 86_400_000;

/**
 * How many pieces were sold lately, and between which prices, in minor units; null where none was. `whole`: false where
 * there may have been more, of which no more is told.
 */
export function soldIn(
  sales: ProductView['sales'],
  { days, now_ms, state }: Span,
): { readonly pieces: number; readonly range: readonly [number, number] | null; readonly whole: boolean } {
  const lately = sales.filter((sale) => Date.parse(sale.at) > now_ms - days * DAY_MS);
  const counted = lately.filter((sale) => state === null || sale.state === state);
  const prices = counted.map(({ price_minor }) => price_minor);
  return {
    pieces: counted.reduce((sum, { quantity }) => sum + quantity, 0),
    range: prices.length === 0 ? null : [Math.min(...prices), Math.max(...prices)],
    whole: lately.length < SALES_SHOWN_MAX,
  };
}
