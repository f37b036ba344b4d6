import type { Instrument } from '../../instrument.ts';
import type { SessionCalendar } from '../../sessions/session-calendar.ts';
import { venueOf } from '../../sessions/venues.ts';
import type { HttpClient } from '../parts/http-client.ts';
import { pastCandle } from '../parts/past-candle.ts';
import { wholeRatio } from '../parts/whole-ratio.ts';
import { ProviderError } from '../parts/provider-error.ts';
import { readList, readPrice, readRecord, readText, readInstant } from '../parts/read-value.ts';
import type { ActionsSpan, HistoryPart, HistorySpan, KeptInterval, ProviderActions } from '../provider.ts';

const DAY_MS = 86_400_000;
/** Of the whole market, the newest quarter of an hour is for paying plans; a minute more, so that clocks may differ. */
const FREE_AFTER_MS = 16 * 60_000;
const BARS_MAX = 10_000;
const ACTION_PAGES_MAX = 20;
const TIMEFRAME: Readonly<Record<KeptInterval, string>> = { '1m': '1Min', '1h': '1Hour', '1d': '1Day' };

export interface PastQuestion {
  readonly http: HttpClient;
  readonly calendar: SessionCalendar;
  readonly instrument: Instrument;
  readonly symbol: string;
  readonly now_ms: number;
  /** The feed of live prices: a free plan may ask for the whole market where it is not new. */
  readonly feed: string;
}

/** One page of bars, as traded. */
export async function alpacaHistory(about: PastQuestion, span: HistorySpan, signal: AbortSignal): Promise<HistoryPart> {
  const { http, calendar, instrument, symbol } = about;
  const old_ms = about.now_ms - FREE_AFTER_MS;
  const whole_market = about.feed !== 'iex' || span.from_ms < old_ms;
  const to_ms = about.feed === 'iex' && whole_market ? Math.min(span.to_ms, old_ms) : span.to_ms;
  // A day's bar starts at midnight over there, which is later than midnight UTC of the same date.
  const slack_ms = span.interval === '1d' ? DAY_MS : 0;
  const answer = readRecord(
    await http.json(
      '/v2/stocks/bars',
      {
        symbols: symbol,
        timeframe: TIMEFRAME[span.interval],
        start: new Date(span.from_ms).toISOString(),
        end: new Date(
          Math.min(to_ms + slack_ms, whole_market && about.feed === 'iex' ? old_ms : to_ms + slack_ms),
        ).toISOString(),
        limit: BARS_MAX,
        adjustment: 'raw',
        feed: whole_market ? 'sip' : 'iex',
        sort: 'asc',
      },
      signal,
    ),
  );
  if (answer === null || readRecord(answer['bars']) === null)
    throw new ProviderError('unreadable', 'Its answer holds no bars');
  const bars = readList(readRecord(answer['bars'])?.[symbol]);
  const candles = bars.flatMap((value) => {
    const bar = readRecord(value);
    const started_ms = readInstant(bar?.['t']);
    if (bar === null || Number.isNaN(started_ms)) return [];
    const at_ms = span.interval === '1d' ? calendar.dayAt(venueOf(instrument), started_ms).number * DAY_MS : started_ms;
    const candle = pastCandle(
      { at_ms, open: bar['o'], high: bar['h'], low: bar['l'], close: bar['c'], volume: bar['v'] },
      instrument.price_decimals,
    );
    return candle !== null && at_ms >= span.from_ms && at_ms < to_ms ? [candle] : [];
  });
  const last = candles.at(-1);
  const more = readText(answer['next_page_token']) !== null && last !== undefined;
  return { candles, reached_ms: more ? last.at_ms + 1 : Math.max(to_ms, span.from_ms + 1) };
}

/** Splits and cash dividends, all pages. */
export async function alpacaActions(
  { http, symbol, instrument }: Pick<PastQuestion, 'http' | 'symbol' | 'instrument'>,
  span: ActionsSpan,
  signal: AbortSignal,
): Promise<ProviderActions> {
  const splits: ProviderActions['splits'][number][] = [];
  const dividends: ProviderActions['dividends'][number][] = [];
  let page_token: string | undefined;
  for (let page = 0; page < ACTION_PAGES_MAX; page += 1) {
    const answer = readRecord(
      await http.json(
        '/v1/corporate-actions',
        {
          symbols: symbol,
          types: 'forward_split,reverse_split,cash_dividend',
          start: span.from,
          end: span.to,
          limit: 1000,
          page_token,
        },
        signal,
      ),
    );
    const actions = readRecord(answer?.['corporate_actions']);
    if (actions === null) throw new ProviderError('unreadable', 'Its answer holds no corporate actions');
    for (const each of [...readList(actions['forward_splits']), ...readList(actions['reverse_splits'])]) {
      const split = readRecord(each);
      const ratio = wholeRatio(split?.['new_rate'], split?.['old_rate']);
      const ex_date = dateOf(split?.['ex_date']);
      if (ratio !== null && ex_date !== null) splits.push({ ex_date, ...ratio });
    }
    for (const each of readList(actions['cash_dividends'])) {
      const dividend = readRecord(each);
      const ex_date = dateOf(dividend?.['ex_date']);
      const rate = Number(dividend?.['rate']);
      const amount = readPrice(rate, 6);
      if (ex_date !== null && amount > 0)
        dividends.push({ ex_date, amount: String(rate), currency: instrument.currency });
    }
    page_token = readText(answer?.['next_page_token']) ?? undefined;
    if (page_token === undefined) break;
  }
  return { splits, dividends };
}

function dateOf(value: unknown): string | null {
  const text = readText(value);
  return text !== null && /^\d{4}-\d\d-\d\d$/.test(text) ? text : null;
}
