/**
 * Candles of one instrument in columns, oldest first: `time_ms[3]` and `close[3]` belong to one candle. Prices are
 * integers scaled by the instrument's price_decimals; volume is in pieces.
 */
export interface CandleColumns {
  readonly length: number;
  /** Starts of the candles; a day's is midnight UTC of the venue's own date. */
  readonly time_ms: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Room for so many candles, to be filled by who asked for it. */
export function candleColumns(length: number): CandleColumns {
  const column = (): Float64Array => new Float64Array(length);
  return {
    length,
    time_ms: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
}

/** The first `length` candles, without a copy. */
export function firstCandles(candles: CandleColumns, length: number): CandleColumns {
  return {
    length,
    time_ms: candles.time_ms.subarray(0, length),
    open: candles.open.subarray(0, length),
    high: candles.high.subarray(0, length),
    low: candles.low.subarray(0, length),
    close: candles.close.subarray(0, length),
    volume: candles.volume.subarray(0, length),
  };
}

/** A cell inside the columns. @param at below their length. */
export function cell(column: Float64Array, at: number): number {
  const value = column[at];
  if (value === undefined) throw new RangeError(`No candle ${at}`);
  return value;
}
