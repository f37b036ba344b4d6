import type { BoardColumns } from './board-columns.ts';
import type { Trail } from './trail.ts';

/** A price that was told wrongly; prices are scaled by the instrument's decimals. */
export interface RowCorrection {
  readonly index: number;
  readonly wrong: number;
  readonly right: number;
  /** The newest price is the wrong one, unless it was told later than this; null: only where it is that very price. */
  readonly current_until_ms: number | null;
  /** The day's own extremes, where the candles know them. */
  readonly day: { readonly high: number; readonly low: number } | null;
}

/**
 * Puts right what a wrong price did to a row: the price itself, the day's open, high and low, the previous close and the
 * points of the small chart. Doing it twice does no more.
 * @returns whether anything was wrong.
 */
export function correctRow(columns: BoardColumns, trail: Trail, correction: RowCorrection): boolean {
  const { index, wrong, right, current_until_ms, day } = correction;
  const price = columns.price[index] ?? 0;
  if (price === 0) return false;
  const is_price =
    price !== right &&
    (price === wrong || (current_until_ms !== null && (columns.at_ms[index] ?? 0) <= current_until_ms));
  let changed = trail.replace(index, wrong, right) || is_price;
  if (is_price) {
    columns.price[index] = right;
    columns.corrected[index] = 1;
    columns.pending_price[index] = 0;
  }
  for (const column of [columns.open, columns.previous_close]) {
    if (column[index] !== wrong) continue;
    column[index] = right;
    changed = true;
  }
  const ends = [columns.price[index] ?? right, right];
  const open = columns.open[index] ?? Number.NaN;
  if (!Number.isNaN(open)) ends.push(open);
  if (columns.high[index] === wrong) {
    columns.high[index] = Math.max(...ends, day?.high ?? 0);
    changed = true;
  }
  if (columns.low[index] === wrong) {
    columns.low[index] = Math.min(...ends, day?.low ?? Number.POSITIVE_INFINITY);
    changed = true;
  }
  if (is_price) {
    if (right > (columns.high[index] ?? Number.NaN)) columns.high[index] = right;
    if (right < (columns.low[index] ?? Number.NaN)) columns.low[index] = right;
  }
  return changed;
}
