import type { Instrument } from '../../instrument.ts';
import type { SessionCalendar } from '../../sessions/session-calendar.ts';
import { venueOf } from '../../sessions/venues.ts';
import type { HttpClient } from '../parts/http-client.ts';
import { pastCandle } from '../parts/past-candle.ts';
import { ProviderError } from '../parts/provider-error.ts';
import { readList, readRecord, readText, readTime } from '../parts/read-value.ts';
import type { HistoryPart, HistorySpan, KeptInterval, ProviderListing } from '../provider.ts';

const DAY_MS = 86_400_000;
const UNIT: Readonly<Record<KeptInterval, string>> = { '1m': 'minute', '1h': 'hour', '1d': 'day' };
const ROWS_MAX = 50_000;
const PAGES_MAX = 40;

export interface MassiveQuestion {
  readonly http: HttpClient;
  readonly instrument: Instrument;
  readonly ticker: string;
  readonly calendar: SessionCalendar;
}

/** One page of candles, as traded. */
export async function massiveHistory(
  { http, instrument, ticker, calendar }: MassiveQuestion,
  { interval, from_ms, to_ms }: HistorySpan,
  signal: AbortSignal,
): Promise<HistoryPart> {
  // A day's candle starts at midnight over there, which is later than midnight UTC of the same date.
  const end_ms = interval === '1d' ? to_ms + DAY_MS : to_ms;
  const path = `/v2/aggs/ticker/${encodeURIComponent(ticker)}/range/1/${UNIT[interval]}/${from_ms}/${end_ms}`;
  const answer = readRecord(await http.json(path, { adjusted: 'false', sort: 'asc', limit: ROWS_MAX }, signal));
  if (answer === null || answer['status'] === 'ERROR')
    throw new ProviderError('unreadable', 'Its answer holds no candles');
  const venue = venueOf(instrument);
  const candles = readList(answer['results']).flatMap((value) => {
    const row = readRecord(value);
    const started_ms = readTime(row?.['t'], 'ms');
    if (row === null || Number.isNaN(started_ms)) return [];
    const at_ms = interval === '1d' ? calendar.dayAt(venue, started_ms).number * DAY_MS : started_ms;
    const { o: open, h: high, l: low, c: close, v: volume } = row;
    const candle = pastCandle({ at_ms, open, high, low, close, volume }, instrument.price_decimals);
    return candle !== null && at_ms >= from_ms && at_ms < to_ms ? [candle] : [];
  });
  const last = candles.at(-1);
  const more = readText(answer['next_url']) !== null && last !== undefined;
  return { candles, reached_ms: more ? last.at_ms + 1 : to_ms };
}

/** Every US share and fund; pages follow each other at the pace of the key. */
export async function listMassiveTickers(http: HttpClient, signal: AbortSignal): Promise<readonly ProviderListing[]> {
  const listings: ProviderListing[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const query = { market: 'stocks', active: 'true', limit: 1000, cursor };
    const answer = readRecord(await http.json('/v3/reference/tickers', query, signal));
    if (answer === null || !Array.isArray(answer['results']))
      throw new ProviderError('unreadable', 'Its list of tickers is no list');
    for (const value of readList(answer['results'])) {
      const row = readRecord(value);
      const [ticker, name, exchange] = ['ticker', 'name', 'primary_exchange'].map((field) => readText(row?.[field]));
      if (row === null || !ticker || !name || !exchange) continue;
      const kind = row['type'] === 'ETF' || row['type'] === 'FUND' ? 'etf' : 'stock';
      const symbol = ticker.replace(/^([A-Z]+)p([A-Z])$/, '$1$$$2').replace(/\.WS$/, '.W');
      listings.push({ symbol, name, kind, exchange, currency: 'USD', active: row['active'] !== false });
    }
    const next_url = readText(answer['next_url']);
    cursor =
      next_url !== null && URL.canParse(next_url)
        ? (new URL(next_url).searchParams.get('cursor') ?? undefined)
        : undefined;
    if (cursor === undefined) break;
  }
  return listings;
}
