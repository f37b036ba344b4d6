import type { ProviderKeys } from '../../../../config-providers.ts';
import type { Instrument } from '../../instrument.ts';
import type { InstrumentRegistry } from '../../instrument-registry.ts';
import type { SessionCalendar, TradingDay } from '../../sessions/session-calendar.ts';
import { venueOf } from '../../sessions/venues.ts';
import { AskedInstruments, isUsListed } from '../parts/asked-instruments.ts';
import { CircuitBreaker } from '../parts/circuit-breaker.ts';
import { HttpClient } from '../parts/http-client.ts';
import { CADENCE_MS, MarketProvider } from '../parts/market-provider.ts';
import { pastCandle } from '../parts/past-candle.ts';
import { ProviderError } from '../parts/provider-error.ts';
import { ProviderHealth } from '../parts/provider-health.ts';
import { readList, readRecord } from '../parts/read-value.ts';
import type { Timers } from '../parts/timers.ts';
import { TokenBucket } from '../parts/token-bucket.ts';
import type { FeedSink, HistoryPart, HistorySpan, Notice, PastCandle, Print, ProviderListing } from '../provider.ts';
import { listMassiveTickers, massiveHistory } from './massive-past.ts';

/** The day's closes are published some time after the close. */
const PUBLISHED_AFTER_MS = 30 * 60_000;
/** A day without figures, a holiday or one not published yet, is asked for again after this. */
const ASK_AGAIN_MS = 30 * 60_000;
const DAYS_BACK_MAX = 8;
const DAY_MS = 86_400_000;
const TIMEOUT_MS = 30_000;
const EVERYTHING_MAX = 100_000;
/** Any US venue: they share their hours. */
const UNITED_STATES = venueOf({ kind: 'stock', exchange: 'XNYS' });

export interface MassiveParts {
  readonly registry: InstrumentRegistry;
  readonly timers: Timers;
  readonly calendar: SessionCalendar;
  readonly keys: NonNullable<ProviderKeys['massive']>;
  readonly timeout_ms?: number;
}

/** Closes of the whole US market, one request a day (two at the start, for the change): what a free key can do. */
export class Massive extends MarketProvider {
  readonly name = 'massive';
  readonly delay_ms = DAY_MS;
  readonly health: ProviderHealth;
  readonly #http: HttpClient;
  readonly #past_http: HttpClient;
  /** The newest published day, and what it was told of. */
  #day: TradingDay | null = null;
  #closes: ReadonlyMap<string, PastCandle> = new Map();
  #before: ReadonlyMap<string, PastCandle> = new Map();
  readonly #told = new Set<number>();
  /** Days without figures, and when they are asked for again. */
  readonly #empty = new Map<number, number>();

  constructor({ registry, timers, calendar, keys, timeout_ms = TIMEOUT_MS }: MassiveParts) {
    super({
      timers,
      calendar,
      asked: new AskedInstruments(registry, { serves: isUsListed, spell, max: EVERYTHING_MAX }),
    });
    const bucket = new TokenBucket({ per_minute: keys.requests_per_minute, burst: 3 }, timers);
    const breaker = new CircuitBreaker(timers);
    this.health = new ProviderHealth(this.name, timers, { bucket, breaker });
    const shared = {
      base_url: keys.url,
      headers: { authorization: `Bearer ${keys.key}` },
      bucket,
      timers,
      timeout_ms,
      bytes_max: 64 * 1024 * 1024,
    };
    this.#http = new HttpClient({ ...shared, breaker });
    this.#past_http = new HttpClient({ ...shared, breaker: new CircuitBreaker(timers) });
  }

  async stream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    this.forgetTold();
    await this.poll(() => this.#look(sink, signal), CADENCE_MS, signal);
  }

  history(instrument: Instrument, span: HistorySpan, signal: AbortSignal): Promise<HistoryPart> {
    const { calendar } = this;
    return massiveHistory({ http: this.#past_http, instrument, ticker: spell(instrument), calendar }, span, signal);
  }

  listInstruments(signal: AbortSignal): Promise<readonly ProviderListing[]> {
    return listMassiveTickers(this.#past_http, signal);
  }

  protected forgetTold(): void {
    this.#told.clear();
  }

  /** The last close of one symbol as the provider sends it, for checking a key. */
  probe(symbol: string, signal: AbortSignal): Promise<unknown> {
    return this.#http.json(`/v2/aggs/ticker/${encodeURIComponent(symbol)}/prev`, { adjusted: 'false' }, signal);
  }

  async #look(sink: FeedSink, signal: AbortSignal): Promise<void> {
    const wanted = this.wantedNow();
    if (wanted.length === 0) return this.forgetTold();
    await this.#refresh(signal);
    if (this.#day === null) throw new ProviderError('unreadable', 'It has no figures of the last days');
    this.health.worked();
    const { closes_ms } = this.#day;
    const prints: Print[] = [];
    const notices: Notice[] = [];
    for (const { instrument, spelling } of wanted) {
      const { index, price_decimals } = instrument;
      const close = this.#closes.get(spelling);
      if (close === undefined || this.#told.has(index)) continue;
      this.#told.add(index);
      const scale = (price: number): number => rescaled(price, price_decimals);
      prints.push({ index, price: scale(close.close), size: 0, at_ms: closes_ms - 1 });
      const [open, high, low] = [scale(close.open), scale(close.high), scale(close.low)];
      const previous_close = scale(this.#before.get(spelling)?.close ?? Number.NaN);
      const { volume } = close;
      notices.push({
        kind: 'day',
        official: true,
        index,
        previous_close,
        open,
        high,
        low,
        volume,
        at_ms: closes_ms - 1,
      });
    }
    if (prints.length > 0) sink.prints(prints);
    if (notices.length > 0) sink.notices(notices);
    sink.alive?.(0);
  }

  /** Asks for the newest day that should be published, if it is not here yet, and for the one before. */
  async #refresh(signal: AbortSignal): Promise<void> {
    const now_ms = this.timers.clock.ms();
    for (const day of this.#published(now_ms)) {
      if (this.#day !== null && day.number <= this.#day.number) return;
      const closes = await this.#grouped(day, signal);
      if (closes.size === 0) continue;
      this.#before = this.#day === null ? await this.#dayBefore(day, signal) : this.#closes;
      this.#day = day;
      this.#closes = closes;
      this.#told.clear();
      return;
    }
  }

  /** Days whose session is over, newest first. */
  #published(now_ms: number): TradingDay[] {
    const days: TradingDay[] = [];
    let day = this.calendar.dayAt(UNITED_STATES, now_ms);
    for (let back = 0; back < DAYS_BACK_MAX; back += 1) {
      const traded = this.calendar.phaseAt(UNITED_STATES, day.opens_ms) === 'regular';
      if (traded && now_ms >= day.closes_ms + PUBLISHED_AFTER_MS) days.push(day);
      day = this.calendar.dayAt(UNITED_STATES, day.from_ms - 1);
    }
    return days;
  }

  async #dayBefore(newest: TradingDay, signal: AbortSignal): Promise<ReadonlyMap<string, PastCandle>> {
    for (const day of this.#published(newest.from_ms)) {
      const closes = await this.#grouped(day, signal);
      if (closes.size > 0) return closes;
    }
    return new Map();
  }

  /** The whole market of one day by ticker, prices with ten decimals as the widest instrument has. */
  async #grouped(day: TradingDay, signal: AbortSignal): Promise<ReadonlyMap<string, PastCandle>> {
    const now_ms = this.timers.clock.ms();
    if ((this.#empty.get(day.number) ?? 0) > now_ms) return new Map();
    const date = new Date(day.number * DAY_MS).toISOString().slice(0, 10);
    const path = `/v2/aggs/grouped/locale/us/market/stocks/${date}`;
    const answer = readRecord(await this.#http.json(path, { adjusted: 'false' }, signal));
    if (answer === null || (answer['status'] !== 'OK' && answer['status'] !== 'DELAYED'))
      throw new ProviderError('unreadable', 'Its answer is no list of closes');
    const closes = new Map<string, PastCandle>();
    for (const value of readList(answer['results'])) {
      const row = readRecord(value);
      const ticker = row?.['T'];
      if (row === null || typeof ticker !== 'string') continue;
      const { o: open, h: high, l: low, c: close, v: volume } = row;
      const candle = pastCandle({ at_ms: day.number * DAY_MS, open, high, low, close, volume }, WIDE_DECIMALS);
      if (candle !== null) closes.set(ticker, candle);
    }
    if (closes.size === 0) this.#empty.set(day.number, now_ms + ASK_AGAIN_MS);
    return closes;
  }
}

const WIDE_DECIMALS = 8;

function rescaled(price: number, decimals: number): number {
  return Number.isNaN(price) ? price : Math.round(price * 10 ** (decimals - WIDE_DECIMALS));
}

/** A preferred share `ABR$D` is `ABRpD` there, a warrant `AAC.W` is `AAC.WS`. */
function spell({ symbol, security_class }: Instrument): string {
  if (security_class === 'warrant') return symbol.replace(/\.W$/, '.WS');
  return symbol.replace('$', 'p');
}
