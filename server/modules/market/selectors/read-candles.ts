import { adjustForSplits } from '../history/adjust-for-splits.ts';
import type { CandleQuestion, CandleSeries } from '../history/candle-series.ts';
import { deriveCandles } from '../history/derive-candles.ts';
import { DAY_MS, readAs, startOf } from '../history/intervals.ts';
import type { Instrument } from '../instrument.ts';
import { type HistoryParts, type OpenedWindow, openWindow, tooFine } from './open-window.ts';

/** What is read at a time when a window is read in parts: 10,080 candles of a minute at most. */
const PART_MS = 7 * DAY_MS;

/**
 * Candles of one instrument over a window, oldest first, adjusted for splits when they are read. The window is answered
 * whole, however many candles that are, unless `question.points_max` says otherwise.
 * @throws AppError `history_too_fine` `{ interval, points_max }`.
 */
export async function readCandles(
  parts: HistoryParts,
  instrument: Instrument,
  question: CandleQuestion,
): Promise<CandleSeries> {
  const window = await openWindow(parts, instrument, question);
  const series = await readPart(window, instrument, question);
  const { points_max } = question;
  if (points_max !== undefined && series.length > points_max) throw tooFine(window.interval, points_max);
  return series;
}

/** The same, a week of the shorter intervals at a time: memory does not grow with the window. */
export async function* readCandlesInParts(
  parts: HistoryParts,
  instrument: Instrument,
  question: CandleQuestion,
): AsyncGenerator<CandleSeries> {
  const window = await openWindow(parts, instrument, question);
  if (readAs(window.interval) === '1d') {
    yield await readPart(window, instrument, question);
    return;
  }
  for (let { from_ms } = window; from_ms < window.to_ms; ) {
    const to_ms = Math.min(window.to_ms, startOf('1d', from_ms) + PART_MS);
    yield await readPart({ ...window, from_ms, to_ms }, instrument, question);
    from_ms = to_ms;
  }
}

async function readPart(
  { source, interval, from_ms, to_ms, splits, cuts }: OpenedWindow,
  instrument: Instrument,
  { adjusted }: CandleQuestion,
): Promise<CandleSeries> {
  const read_from_ms = startOf(interval, from_ms);
  const { candles: raw, sources } = await source.read(readAs(interval), read_from_ms, to_ms);
  const read = adjusted ? adjustForSplits(raw, cuts) : raw;
  return {
    ...(readAs(interval) === interval ? read : deriveCandles(read, interval)),
    interval,
    from_ms,
    to_ms,
    decimals: instrument.price_decimals,
    currency: instrument.currency,
    adjusted,
    splits: splits.filter(({ ex_date }) => Date.parse(ex_date) >= read_from_ms && Date.parse(ex_date) < to_ms),
    source: sources.join(','),
    simulated: source.simulated,
  };
}
