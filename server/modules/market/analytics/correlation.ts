import { cell } from '../history/candle-columns.ts';
import { significant } from './returns.ts';

/** Closes of one instrument by day; times rise. */
export interface DailyCloses {
  readonly time_ms: Float64Array;
  readonly close: Float64Array;
}

/** Fewer shared returns are chance. */
export const SHARED_RETURNS_MIN = 10;

/**
 * Pearson's correlation of daily logarithmic returns, for each two of the series. Returns of a pair go from one day that
 * both traded to the next such day, so that different holidays do not shift one against the other. Source: Pearson's
 * product-moment coefficient r = Sxy / sqrt(Sxx Syy), computed in two passes against cancellation.
 *
 * @returns rows and columns in the order given, symmetric, between -1 and 1; null where fewer than ten returns are shared
 *   or one price never moved, and 1 on the diagonal otherwise.
 */
export function correlationMatrix(series: readonly DailyCloses[]): (number | null)[][] {
  const logs = series.map(({ time_ms, close }) => ({ time_ms, log: close.map((each) => Math.log(each)) }));
  const matrix = series.map(() => series.map((): number | null => null));
  for (const [row, one] of logs.entries())
    for (let column = row; column < logs.length; column += 1) {
      const other = logs[column];
      const value = other === undefined ? null : correlationOf(one, other);
      for (const [a, b] of [[row, column] as const, [column, row] as const]) {
        const cells = matrix[a];
        if (cells !== undefined) cells[b] = value;
      }
    }
  return matrix;
}

interface DailyLogs {
  readonly time_ms: Float64Array;
  readonly log: Float64Array;
}

function correlationOf(one: DailyLogs, other: DailyLogs): number | null {
  const { x, y, length } = sharedReturns(one, other);
  if (length < SHARED_RETURNS_MIN) return null;
  let mean_x = 0;
  let mean_y = 0;
  for (let at = 0; at < length; at += 1) {
    mean_x += cell(x, at) / length;
    mean_y += cell(y, at) / length;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let at = 0; at < length; at += 1) {
    const dx = cell(x, at) - mean_x;
    const dy = cell(y, at) - mean_y;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const spread = Math.sqrt(xx) * Math.sqrt(yy);
  // A price that stands still leaves rounding at most.
  if (!(spread > 1e-18 * length)) return null;
  return significant(Math.max(-1, Math.min(1, xy / spread)));
}

interface Returns {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly length: number;
}

/** Both series at once, as they are sorted by time. */
function sharedReturns(one: DailyLogs, other: DailyLogs): Returns {
  const most = Math.min(one.log.length, other.log.length);
  const x = new Float64Array(most);
  const y = new Float64Array(most);
  let length = 0;
  let last: { readonly i: number; readonly j: number } | null = null;
  for (let i = 0, j = 0; i < one.log.length && j < other.log.length; ) {
    const apart = cell(one.time_ms, i) - cell(other.time_ms, j);
    if (apart === 0) {
      if (last !== null) {
        const dx = cell(one.log, i) - cell(one.log, last.i);
        const dy = cell(other.log, j) - cell(other.log, last.j);
        if (Number.isFinite(dx) && Number.isFinite(dy)) {
          x[length] = dx;
          y[length] = dy;
          length += 1;
        }
      }
      last = { i, j };
    }
    if (apart <= 0) i += 1;
    if (apart >= 0) j += 1;
  }
  return { x, y, length };
}
