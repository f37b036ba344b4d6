import type { SplitView } from '../../../../contract/history.ts';
import type { Instrument } from '../instrument.ts';
import type { ComputedPast } from '../providers/provider.ts';
import { type CandleColumns, candleColumns } from './candle-columns.ts';
import { lengths_ms, type ReadInterval } from './intervals.ts';

/** Where one instrument's candles come from. Made-up and real prices never meet in one source. */
export interface CandleSource {
  readonly simulated: boolean;
  /** Start of the oldest candle, or null where there is none. */
  begins(): Promise<number | null>;
  /** Start of the first candle of an interval that starts at `from_ms` or later, before `to_ms`; null where there is none. */
  firstIn(interval: ReadInterval, from_ms: number, to_ms: number): Promise<number | null>;
  /** Candles that start at `from_ms` or later and before `to_ms`, not adjusted, with the names of their sources. */
  read(interval: ReadInterval, from_ms: number, to_ms: number): Promise<SourcedCandles>;
  /** Oldest first. */
  splits(): Promise<readonly SplitView[]>;
}

export interface SourcedCandles {
  readonly candles: CandleColumns;
  readonly sources: readonly string[];
}

/** Candles are computed in turns of this many, so that other work is not kept waiting. */
const TURN = 32;

/** A past that is computed when it is asked for. @param name of the source. */
export function computedSource(past: ComputedPast, instrument: Instrument, name: string): CandleSource {
  return {
    simulated: true,
    begins: () => Promise.resolve(past.begins_ms),
    firstIn: (_interval, from_ms) => Promise.resolve(Math.max(from_ms, past.begins_ms)),
    async read(interval, from_ms, to_ms) {
      const length_ms = lengths_ms[interval];
      const found = [];
      const first_ms = Math.max(from_ms, past.begins_ms);
      for (let turn_ms = first_ms; turn_ms < to_ms; turn_ms += TURN * length_ms) {
        if (turn_ms > first_ms) await new Promise((resume) => setImmediate(resume));
        const until_ms = Math.min(to_ms, turn_ms + TURN * length_ms);
        found.push(...past.candles(instrument, { length_ms, from_ms: turn_ms, to_ms: until_ms }));
      }
      const candles = candleColumns(found.length);
      for (const [at, candle] of found.entries()) {
        candles.time_ms[at] = candle.at_ms;
        candles.open[at] = candle.open;
        candles.high[at] = candle.high;
        candles.low[at] = candle.low;
        candles.close[at] = candle.close;
        candles.volume[at] = candle.volume;
      }
      return { candles, sources: found.length === 0 ? [] : [name] };
    },
    splits: () =>
      Promise.resolve(
        past.splits(instrument).map(({ ex_date, new_pieces, old_pieces }) => ({
          id: null,
          ex_date,
          new_pieces,
          old_pieces,
          source: name,
        })),
      ),
  };
}
