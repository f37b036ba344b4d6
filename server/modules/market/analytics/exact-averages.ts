import { type CandleColumns, cell } from '../history/candle-columns.ts';

/** Volumes are counted in millionths of a piece: coins and adjusted volumes have fractions. */
const PARTS_OF_PIECE = 1e6;
/** A larger volume is no volume. */
const VOLUME_MAX = 1e18;

/**
 * Time-weighted average price: every close counts for one interval, so that it is the plain mean of the closes. Time out
 * of session has no candles and no weight. Source: the usual TWAP with equal slices of time.
 *
 * Sums are integers; the mean is rounded once, half away from zero, to a tick.
 * @returns scaled as the closes; null without candles.
 */
export function timeWeightedAverage({ close, length }: Pick<CandleColumns, 'close' | 'length'>): number | null {
  if (length === 0) return null;
  let sum = 0n;
  for (let at = 0; at < length; at += 1) sum += BigInt(cell(close, at));
  return rounded(sum, BigInt(length));
}

/**
 * Volume-weighted average price: sum of typical price x volume over the sum of volume, where the typical price of a candle
 * is (high + low + close) / 3. Source: the usual VWAP of bar data; D. Lambert's typical price (Commodities, October 1980).
 *
 * Sums are integers, with volumes in millionths of a piece; the average is rounded once, half away from zero, to a tick.
 * @returns scaled as the prices; null without volume.
 */
export function volumeWeightedAverage(candles: CandleColumns): number | null {
  let worth = 0n;
  let parts = 0n;
  for (let at = 0; at < candles.length; at += 1) {
    const volume = volumeParts(cell(candles.volume, at));
    const thrice = cell(candles.high, at) + cell(candles.low, at) + cell(candles.close, at);
    worth += volume * BigInt(thrice);
    parts += volume;
  }
  return parts === 0n ? null : rounded(worth, 3n * parts);
}

/** Pieces traded, without the error that adding fractions gathers. */
export function totalVolume({ volume, length }: Pick<CandleColumns, 'volume' | 'length'>): number {
  let parts = 0n;
  for (let at = 0; at < length; at += 1) parts += volumeParts(cell(volume, at));
  return Number(parts) / PARTS_OF_PIECE;
}

/** What is not a volume counts as none. */
function volumeParts(pieces: number): bigint {
  return pieces > 0 && pieces <= VOLUME_MAX ? BigInt(Math.round(pieces * PARTS_OF_PIECE)) : 0n;
}

/** Half away from zero. @param bottom above zero. */
function rounded(top: bigint, bottom: bigint): number {
  const twice = 2n * (top < 0n ? -top : top) + bottom;
  const whole = Number(twice / (2n * bottom));
  return top < 0n ? -whole : whole;
}
