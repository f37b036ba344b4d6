import type { Logger } from '../../../platform/log.ts';
import type { EngineMarket } from './alert-engine.ts';
import type { LoadedPast, PastEnd } from './price-past.ts';
import type { Watch } from './watch.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Calendar days in which so many trading days lie, with holidays to spare. */
const CALENDAR_FACTOR = 1.6;
const CALENDAR_SPARE_DAYS = 10;

/**
 * Fills what rolling windows look back on from candles: minutes for prices, days for highs and lows. What came meanwhile
 * is met then. What fails is asked again at the next call.
 */
export async function fillPasts(quotes: EngineMarket, watch: Watch, log: Logger): Promise<void> {
  const { past_wanted } = watch.singles;
  for (const [index, past] of past_wanted) {
    if (watch.isHeld(index)) continue;
    past_wanted.delete(index);
    try {
      watch.meetPast(index, past, await readPast(quotes, index, past));
    } catch (error) {
      log.warn({ err: error }, 'candles for the windows of alerts could not be read; they are read again');
      past_wanted.set(index, past);
      return;
    }
  }
}

/** Where the past of an instrument ends at this moment. */
export function pastEnd({ board, provider }: EngineMarket, index: number, now_ms: number): PastEnd {
  const { day, high, low } = board.columns;
  // A recording lives in its own time.
  const to_ms = provider.continues ? now_ms : board.watermark_ms;
  return { is_any: board.run.token !== 0, to_ms, day: day[index] ?? -1, high: high[index] ?? 0, low: low[index] ?? 0 };
}

async function readPast(
  quotes: EngineMarket,
  index: number,
  { minutes, days, end }: { readonly minutes: number; readonly days: number; readonly end: PastEnd },
): Promise<LoadedPast> {
  const { registry } = quotes.board;
  const { to_ms } = end;
  const instrument = registry.at(index);
  const scale = (price: number, decimals: number): number =>
    Math.round(price * 10 ** (instrument.price_decimals - decimals));
  const today = quotes.dayAt(instrument, to_ms);
  const read = {
    prints: [] as { at_ms: number; price: number }[],
    days: [] as { day: number; high: number; low: number }[],
  };
  if (!end.is_any) return read;
  if (minutes > 0) {
    const from_ms = to_ms - (minutes + 1) * MINUTE_MS;
    const series = await quotes.candles(instrument, { from_ms, to_ms, interval: '1m' });
    for (const [at, start_ms] of series.time_ms.entries())
      read.prints.push({ at_ms: start_ms + MINUTE_MS - 1, price: scale(series.close[at] ?? 0, series.decimals) });
  }
  if (days > 0) {
    const from_ms = to_ms - (days * CALENDAR_FACTOR + CALENDAR_SPARE_DAYS) * DAY_MS;
    const series = await quotes.candles(instrument, { from_ms, to_ms, interval: '1d' });
    for (const [at, start_ms] of series.time_ms.entries()) {
      const day = Math.floor(start_ms / DAY_MS);
      const [high, low] = [scale(series.high[at] ?? 0, series.decimals), scale(series.low[at] ?? 0, series.decimals)];
      if (day < today) read.days.push({ day, high, low });
    }
    const { day, high, low } = end;
    if (day === today && high > 0 && low > 0) read.days.push({ day, high, low });
  }
  return read;
}
