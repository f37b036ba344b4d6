import {
  HISTORY_POINTS_MAX,
  type HistoryIntervalName,
  historyIntervals,
  type SplitView,
} from '../../../../contract/history.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import { adjustForSplits, type SplitCut } from '../history/adjust-for-splits.ts';
import type { CandleQuestion, CandleSeries } from '../history/candle-series.ts';
import { type CandleSource, computedSource } from '../history/candle-source.ts';
import { deriveCandles } from '../history/derive-candles.ts';
import { DAY_MS, pointsIn, readAs, startOf } from '../history/intervals.ts';
import type { Instrument } from '../instrument.ts';
import type { Provider } from '../providers/provider.ts';
import { venueOf } from '../sessions/venues.ts';
import { storedSource } from './stored-candles.ts';

/** What reading the past needs. */
export interface HistoryParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly provider: Provider;
}

/**
 * Candles of one instrument over a window, oldest first, adjusted for splits when they are read.
 *
 * Where the provider's past can be computed, all of it is: made-up prices never stand beside kept real ones. Any other
 * provider's past is what was kept, from real sources alone. The window is answered whole, however many candles that are.
 */
export async function readCandles(
  parts: HistoryParts,
  instrument: Instrument,
  question: CandleQuestion,
): Promise<CandleSeries> {
  const source = await sourceOf(parts, instrument, question.source);
  const { to_ms } = question;
  const from_ms = Math.min(to_ms, question.from_ms ?? (await source.begins()) ?? to_ms);
  const interval = question.interval === 'auto' ? await pickInterval(source, from_ms, to_ms) : question.interval;
  const splits = await source.splits();
  const read_from_ms = startOf(interval, from_ms);
  const { candles: raw, sources } = await source.read(readAs(interval), read_from_ms, to_ms);
  const cuts = cutsOf(parts, instrument, splits, readAs(interval) === '1d');
  const adjusted = question.adjusted ? adjustForSplits(raw, cuts) : raw;
  const candles = readAs(interval) === interval ? adjusted : deriveCandles(adjusted, interval);
  return {
    ...candles,
    interval,
    from_ms,
    to_ms,
    decimals: instrument.price_decimals,
    currency: instrument.currency,
    adjusted: question.adjusted,
    splits: splits.filter(({ ex_date }) => Date.parse(ex_date) >= read_from_ms && Date.parse(ex_date) < to_ms),
    source: sources.join(','),
    simulated: source.simulated,
  };
}

async function sourceOf(parts: HistoryParts, instrument: Instrument, only?: string): Promise<CandleSource> {
  const { db, provider } = parts;
  if (provider.computed !== undefined && (only ?? provider.name) === provider.name)
    return computedSource(provider.computed, instrument, provider.name);
  return storedSource(db, instrument, only);
}

/**
 * The finest interval with few enough candles that reaches as far back in the window as days do: minutes are not kept
 * for ever, and some sources tell days alone.
 */
async function pickInterval(source: CandleSource, from_ms: number, to_ms: number): Promise<HistoryIntervalName> {
  const day_ms = await source.firstIn('1d', startOf('1d', from_ms), to_ms);
  for (const interval of historyIntervals) {
    if (pointsIn(interval, from_ms, to_ms) > HISTORY_POINTS_MAX) continue;
    if (readAs(interval) === '1d') return interval;
    const first_ms = await source.firstIn(readAs(interval), startOf(interval, from_ms), to_ms);
    if (first_ms !== null && first_ms < Math.max(from_ms, day_ms ?? first_ms) + DAY_MS) return interval;
  }
  return '1M';
}

/** When splits that have come take effect: days at their own midnight, shorter candles at the venue's. */
function cutsOf(
  { clock, provider }: HistoryParts,
  instrument: Instrument,
  splits: readonly SplitView[],
  of_days: boolean,
): SplitCut[] {
  return splits.flatMap(({ ex_date, new_pieces, old_pieces }) => {
    const midnight_ms = Date.parse(ex_date);
    const venue_ms = provider.calendar.dayAt(venueOf(instrument), midnight_ms + DAY_MS / 2).from_ms;
    if (venue_ms > clock.ms()) return [];
    return [{ from_ms: of_days ? midnight_ms : venue_ms, new_pieces, old_pieces }];
  });
}
