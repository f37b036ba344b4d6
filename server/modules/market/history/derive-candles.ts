import type { HistoryIntervalName } from '../../../../contract/history.ts';
import { type CandleColumns, candleColumns, cell, firstCandles } from './candle-columns.ts';
import { startOf } from './intervals.ts';

/** Longer candles made of shorter ones: days of weeks and months. The first and last may be made of fewer than there are. */
export function deriveCandles(candles: CandleColumns, interval: HistoryIntervalName): CandleColumns {
  const derived = candleColumns(candles.length);
  let last = -1;
  for (let at = 0; at < candles.length; at += 1) {
    const start_ms = startOf(interval, cell(candles.time_ms, at));
    if (last < 0 || start_ms !== derived.time_ms[last]) {
      last += 1;
      derived.time_ms[last] = start_ms;
      derived.open[last] = cell(candles.open, at);
      derived.high[last] = cell(candles.high, at);
      derived.low[last] = cell(candles.low, at);
    }
    derived.high[last] = Math.max(cell(derived.high, last), cell(candles.high, at));
    derived.low[last] = Math.min(cell(derived.low, last), cell(candles.low, at));
    derived.close[last] = cell(candles.close, at);
    derived.volume[last] = cell(derived.volume, last) + cell(candles.volume, at);
  }
  return firstCandles(derived, last + 1);
}
