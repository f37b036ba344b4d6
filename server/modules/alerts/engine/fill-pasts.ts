import type { Logger } from '../../../platform/log.ts';
import type { EngineMarket } from './alert-engine.ts';
import type { LoadedPast } from './price-past.ts';
import type { SingleTargets } from './single-targets.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Calendar days in which so many trading days lie, with holidays to spare. */
const CALENDAR_FACTOR = 1.6;
const CALENDAR_SPARE_DAYS = 10;

/**
 * Fills what rolling windows look back on from candles: minutes for prices, days for highs and lows. A rule with a window
 * does not fire before. What fails is asked again at the next call.
 */
export async function fillPasts(
  quotes: EngineMarket,
  singles: SingleTargets,
  options: { readonly now_ms: number; readonly log: Logger },
): Promise<void> {
  for (const [index, past] of singles.past_wanted) {
    singles.past_wanted.delete(index);
    try {
      past.prepend(await readPast(quotes, index, { minutes: past.minutes, days: past.days, now_ms: options.now_ms }));
    } catch (error) {
      options.log.warn({ err: error }, 'candles for the windows of alerts could not be read; they are read again');
      singles.past_wanted.set(index, past);
      return;
    }
  }
}

async function readPast(
  quotes: EngineMarket,
  index: number,
  { minutes, days, now_ms }: { readonly minutes: number; readonly days: number; readonly now_ms: number },
): Promise<LoadedPast> {
  const { registry, columns, watermark_ms, run } = quotes.board;
  const instrument = registry.at(index);
  // A recording lives in its own time.
  const to_ms = quotes.provider.continues ? now_ms : watermark_ms;
  const scale = (price: number, decimals: number): number =>
    Math.round(price * 10 ** (instrument.price_decimals - decimals));
  const today = quotes.dayAt(instrument, to_ms);
  const read = {
    prints: [] as { at_ms: number; price: number }[],
    days: [] as { day: number; high: number; low: number }[],
  };
  if (run.token === 0) return read;
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
    const { day, high, low } = { day: columns.day[index], high: columns.high[index], low: columns.low[index] };
    if (day === today && high !== undefined && low !== undefined && high > 0 && low > 0)
      read.days.push({ day, high, low });
  }
  return read;
}
