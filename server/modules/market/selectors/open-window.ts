import { AppError } from '../../../../contract/errors.ts';
import {
  HISTORY_POINTS_MAX,
  type HistoryIntervalName,
  historyIntervals,
  type SplitView,
} from '../../../../contract/history.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import type { SplitCut } from '../history/adjust-for-splits.ts';
import type { CandleQuestion } from '../history/candle-series.ts';
import { type CandleSource, computedSource } from '../history/candle-source.ts';
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

/** A question about the past with everything settled but the candles. */
export interface OpenedWindow {
  readonly source: CandleSource;
  readonly interval: HistoryIntervalName;
  readonly from_ms: number;
  readonly to_ms: number;
  /** All splits of the instrument, oldest first. */
  readonly splits: readonly SplitView[];
  /** When those that have come take effect. */
  readonly cuts: readonly SplitCut[];
}

/**
 * How many times fewer candles a window has than one that never pauses, at most: where there are sessions, and where
 * trading rests at weekends alone.
 */
const SESSIONS_FACTOR = 6;
const WEEKENDS_FACTOR = 1.4;

/**
 * Chooses source and interval.
 *
 * Where the past of the instrument's provider can be computed, all of it is: made-up prices never stand beside kept real
 * ones. Any other past is what was kept, from real sources alone.
 *
 * @throws AppError `history_too_fine` when the window must have more than `question.points_max` candles.
 */
export async function openWindow(
  parts: HistoryParts,
  instrument: Instrument,
  question: CandleQuestion,
): Promise<OpenedWindow> {
  const source = await sourceOf(parts, instrument, question.source);
  const told = source.splits(); // meanwhile
  told.catch(() => undefined);
  const { to_ms } = question;
  const from_ms = Math.min(to_ms, question.from_ms ?? (await source.begins()) ?? to_ms);
  const interval = question.interval === 'auto' ? await pickInterval(source, from_ms, to_ms) : question.interval;
  const { points_max = Number.POSITIVE_INFINITY } = question;
  if (pointsIn(interval, from_ms, to_ms) > points_max * pausesFactor(parts, instrument))
    throw tooFine(interval, points_max);
  const splits = await told;
  return {
    source,
    interval,
    from_ms,
    to_ms,
    splits,
    cuts: cutsOf(parts, instrument, splits, readAs(interval) === '1d'),
  };
}

function pausesFactor({ clock, provider }: HistoryParts, instrument: Instrument): number {
  const { opens_ms, closes_ms } = provider.calendar.dayAt(venueOf(instrument), clock.ms());
  return closes_ms - opens_ms < DAY_MS ? SESSIONS_FACTOR : WEEKENDS_FACTOR;
}

export function tooFine(interval: HistoryIntervalName, points_max: number): AppError {
  return new AppError('history_too_fine', { interval, points_max });
}

async function sourceOf(parts: HistoryParts, instrument: Instrument, only?: string): Promise<CandleSource> {
  return computedSourceOf(parts.provider, instrument, only) ?? storedSource(parts.db, instrument, only);
}

/** The past that is computed for an instrument, or null where its past is what was kept. */
export function computedSourceOf(provider: Provider, instrument: Instrument, only?: string): CandleSource | null {
  const own = provider.member === undefined ? provider : provider.member(instrument);
  if (own?.computed === undefined || !own.handles(instrument) || (only ?? own.name) !== own.name) return null;
  return computedSource(own.computed, instrument, own.name);
}

/**
 * The finest interval with few enough candles that reaches as far back in the window as days do: minutes are not kept
 * for ever, and some sources tell days alone.
 */
async function pickInterval(source: CandleSource, from_ms: number, to_ms: number): Promise<HistoryIntervalName> {
  for (const interval of historyIntervals) {
    if (pointsIn(interval, from_ms, to_ms) > HISTORY_POINTS_MAX) continue;
    if (readAs(interval) === '1d') return interval;
    const [first_ms, day_ms] = await Promise.all([
      source.firstIn(readAs(interval), startOf(interval, from_ms), to_ms),
      source.firstIn('1d', startOf('1d', from_ms), to_ms),
    ]);
    if (first_ms !== null && first_ms < Math.max(from_ms, day_ms ?? first_ms) + DAY_MS) return interval;
  }
  return '1M';
}

/** When splits take effect: for days at their own midnight, for shorter candles at the venue's. */
export function cutsOf(
  { clock, provider }: Pick<HistoryParts, 'clock' | 'provider'>,
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
