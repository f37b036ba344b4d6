import type { Instrument } from '../../instrument.ts';
import type { HttpClient } from '../parts/http-client.ts';
import { pastCandle } from '../parts/past-candle.ts';
import { ProviderError } from '../parts/provider-error.ts';
import { readList, readRecord, readText, readTime } from '../parts/read-value.ts';
import type { DaySoFar, HistoryPart, HistorySpan, KeptInterval, PastCandle, ProviderListing } from '../provider.ts';

const LENGTH_MS: Readonly<Record<KeptInterval, number>> = { '1m': 60_000, '1h': 3_600_000, '1d': 86_400_000 };
/** Candles of one answer. */
const CANDLES_MAX = 300;
const DAY_MS = 86_400_000;

/** At most 300 candles; the exchange sends them newest first, and none where nothing was traded. */
export async function coinbaseHistory(
  http: HttpClient,
  instrument: Instrument,
  { interval, from_ms, to_ms }: HistorySpan,
  signal: AbortSignal,
): Promise<HistoryPart> {
  const length_ms = LENGTH_MS[interval];
  const first_ms = Math.ceil(from_ms / length_ms) * length_ms;
  const until_ms = Math.min(to_ms, first_ms + CANDLES_MAX * length_ms);
  const path = `/products/${encodeURIComponent(instrument.symbol)}/candles`;
  const answer = await http.json(
    path,
    {
      granularity: length_ms / 1000,
      start: new Date(first_ms).toISOString(),
      end: new Date(until_ms - 1).toISOString(),
    },
    signal,
  );
  const candles = readCandles(answer, instrument).filter(({ at_ms }) => at_ms >= from_ms && at_ms < until_ms);
  return { candles, reached_ms: Math.max(until_ms, from_ms + 1) };
}

/** Today so far, and yesterday's close; days roll at midnight UTC. Null where there is no candle of today. */
export async function coinbaseDay(
  http: HttpClient,
  { instrument, now_ms }: { readonly instrument: Instrument; readonly now_ms: number },
  signal: AbortSignal,
): Promise<(DaySoFar & { readonly at_ms: number }) | null> {
  const today_ms = Math.floor(now_ms / DAY_MS) * DAY_MS;
  const span = { interval: '1d', from_ms: today_ms - DAY_MS, to_ms: today_ms + DAY_MS } as const;
  const { candles } = await coinbaseHistory(http, instrument, span, signal);
  const [today, before] = [today_ms, today_ms - DAY_MS].map((start_ms) =>
    candles.find(({ at_ms }) => at_ms === start_ms),
  );
  if (today === undefined) return null;
  const { open, high, low, volume } = today;
  return { previous_close: before?.close ?? Number.NaN, open, high, low, volume, at_ms: now_ms };
}

export async function coinbaseProducts(http: HttpClient, signal: AbortSignal): Promise<readonly ProviderListing[]> {
  const answer = await http.json('/products', {}, signal);
  if (!Array.isArray(answer) || answer.length === 0)
    throw new ProviderError('unreadable', 'Its list of products holds none');
  return answer.flatMap((value: unknown) => {
    const product = readRecord(value);
    const [symbol, base, quote] = ['id', 'base_currency', 'quote_currency'].map((field) => readText(product?.[field]));
    if (product === null || !symbol || !base || !quote) return [];
    const active = product['status'] === 'online' && product['trading_disabled'] !== true;
    return [{ symbol, name: `${base} in ${quote}`, kind: 'coin' as const, exchange: null, currency: quote, active }];
  });
}

/** Rows are `[time in seconds, low, high, open, close, volume]`. */
function readCandles(answer: unknown, { price_decimals }: Instrument): PastCandle[] {
  if (!Array.isArray(answer)) throw new ProviderError('unreadable', 'Its candles are no list');
  return answer
    .flatMap((value: unknown) => {
      const [time, low, high, open, close, volume] = readList(value);
      const at_ms = readTime(time, 's');
      if (Number.isNaN(at_ms)) return [];
      return pastCandle({ at_ms, open, high, low, close, volume }, price_decimals) ?? [];
    })
    .sort((a, b) => a.at_ms - b.at_ms);
}
