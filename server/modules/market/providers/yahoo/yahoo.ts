import type { ProviderKeys } from '../../../../config-providers.ts';
import type { Logger } from '../../../../platform/log.ts';
import type { InstrumentRegistry } from '../../instrument-registry.ts';
import type { SessionCalendar } from '../../sessions/session-calendar.ts';
import { type Asked, AskedInstruments } from '../parts/asked-instruments.ts';
import { CircuitBreaker } from '../parts/circuit-breaker.ts';
import { HttpClient } from '../parts/http-client.ts';
import { MarketProvider } from '../parts/market-provider.ts';
import { asProviderError, ProviderError } from '../parts/provider-error.ts';
import { ProviderHealth } from '../parts/provider-health.ts';
import { readList, readPrice, readRecord, readSize, readText, readTime } from '../parts/read-value.ts';
import type { Timers } from '../parts/timers.ts';
import { TokenBucket } from '../parts/token-bucket.ts';
import { ToldDays } from '../parts/told-days.ts';
import type { FeedSink, Notice, Print } from '../provider.ts';
import { yahooSymbol } from './yahoo-symbols.ts';
import { YahooSession } from './yahoo-session.ts';

/** Half a second between two questions at least; a few questions a minute. */
const RATE = { per_minute: 30, burst: 1 };
/** Below the age at which a price counts as stale. */
const ROUND_MS = 10_000;
const BATCH_MAX = 100;
const SYMBOLS_MAX = 300;
/** Most venues there are fifteen minutes late; which of them are not is not said reliably. */
const DELAY_MS = 15 * 60_000;
/** Currencies that are written in hundredths, by the code they are written with. */
const HUNDREDTHS = new Map([
  ['GBp', 'GBP'],
  ['GBX', 'GBP'],
  ['ILA', 'ILS'],
  ['ZAc', 'ZAR'],
]);

export interface YahooParts {
  readonly registry: InstrumentRegistry;
  readonly timers: Timers;
  readonly calendar: SessionCalendar;
  readonly log: Logger;
  readonly keys: NonNullable<ProviderKeys['yahoo']>;
  readonly timeout_ms?: number;
}

/**
 * The unofficial interface of Yahoo Finance: for personal use alone, without any promise, and refused to many addresses.
 * Shown as delayed throughout.
 */
export class Yahoo extends MarketProvider {
  readonly name = 'yahoo';
  readonly delay_ms = DELAY_MS;
  readonly health: ProviderHealth;
  readonly #http: HttpClient;
  readonly #session: YahooSession;
  readonly #log: Logger;
  readonly #days = new ToldDays();
  readonly #traded = new Map<number, number>();

  constructor({ registry, timers, calendar, log, keys, timeout_ms }: YahooParts) {
    const rules = { serves: () => true, spell: yahooSymbol, max: SYMBOLS_MAX };
    super({ timers, calendar, asked: new AskedInstruments(registry, rules) });
    this.#log = log;
    const bucket = new TokenBucket(RATE, timers);
    const breaker = new CircuitBreaker(timers);
    this.health = new ProviderHealth(this.name, timers, { bucket, breaker });
    const shared = { bucket, breaker, timers, ...(timeout_ms !== undefined && { timeout_ms }) };
    this.#http = new HttpClient({ ...shared, base_url: keys.url });
    const pages = new HttpClient({ ...shared, base_url: keys.cookie_url });
    this.#session = new YahooSession({ pages, api: this.#http, timers });
  }

  override prepare(): Promise<void> {
    this.#log.warn('Yahoo prices are for personal use alone: do not show them to others');
    return Promise.resolve();
  }

  async stream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    this.forgetTold();
    await this.poll(() => this.#round(sink, signal), ROUND_MS, signal);
  }

  protected forgetTold(): void {
    this.#traded.clear();
    this.#days.keep(() => false);
  }

  /** One quote as the provider sends it. */
  async probe(symbol: string, signal: AbortSignal): Promise<unknown> {
    return this.#quotes([symbol], signal);
  }

  async #round(sink: FeedSink, signal: AbortSignal): Promise<void> {
    const wanted = this.wantedNow();
    const indexes = new Set(wanted.map(({ instrument }) => instrument.index));
    this.#days.keep((index) => indexes.has(index));
    for (const index of this.#traded.keys()) if (!indexes.has(index)) this.#traded.delete(index);
    if (wanted.length === 0) return;
    let good = 0;
    for (let from = 0; from < wanted.length; from += BATCH_MAX) {
      const batch = wanted.slice(from, from + BATCH_MAX);
      const answer = await this.#quotes(
        batch.map(({ spelling }) => spelling),
        signal,
      );
      good += this.#take(answer, batch, sink);
    }
    if (good === 0) throw new ProviderError('unreadable', 'Its answers hold no price');
    this.health.worked();
    sink.alive?.(0);
  }

  async #quotes(symbols: readonly string[], signal: AbortSignal): Promise<unknown> {
    const { crumb, cookie } = await this.#session.pass(signal);
    const query = { symbols: symbols.join(','), crumb };
    try {
      return await this.#http.json('/v7/finance/quote', query, signal, { cookie });
    } catch (error) {
      const failure = asProviderError(error);
      if (failure.kind !== 'refused') throw error;
      // A crumb that has run out looks like a wrong key.
      this.#session.forget();
      throw new ProviderError('broken', failure.message);
    }
  }

  /** @returns how many quotes held a price. */
  #take(answer: unknown, batch: readonly Asked[], sink: FeedSink): number {
    const response = readRecord(readRecord(answer)?.['quoteResponse']);
    if (response === null || !Array.isArray(response['result']))
      throw new ProviderError('unreadable', 'Its answer holds no quotes');
    const asked = new Map(batch.map((each) => [each.spelling, each]));
    const prints: Print[] = [];
    const notices: Notice[] = [];
    let good = 0;
    for (const value of readList(response['result'])) {
      const quote = readRecord(value);
      const known = asked.get(readText(quote?.['symbol']) ?? '');
      if (quote === null || known === undefined) sink.rejected('unknown_symbol', 1);
      else if (quote['quoteType'] !== 'NONE' && this.#read(quote, known, { prints, notices, sink })) good += 1;
    }
    if (prints.length > 0) sink.prints(prints);
    if (notices.length > 0) sink.notices(notices);
    return good;
  }

  /** @returns whether there was a price. */
  #read(
    quote: Readonly<Record<string, unknown>>,
    { instrument }: Asked,
    to: { readonly prints: Print[]; readonly notices: Notice[]; readonly sink: FeedSink },
  ): boolean {
    const { index, price_decimals, currency } = instrument;
    const written = readText(quote['currency']) ?? '';
    const hundredths = HUNDREDTHS.has(written);
    const at_ms = readTime(quote['regularMarketTime'], 's');
    if ((HUNDREDTHS.get(written) ?? written) !== currency || Number.isNaN(at_ms)) {
      to.sink.rejected('unreadable', 1);
      return false;
    }
    const read = (field: string): number => {
      const price = readPrice(quote[field], price_decimals);
      return hundredths ? Math.round(price / 100) : price;
    };
    const positive = (field: string): number => (read(field) > 0 ? read(field) : Number.NaN);
    const price = read('regularMarketPrice');
    const before_ms = this.#traded.get(index) ?? 0;
    if (at_ms > before_ms || !(price > 0)) to.prints.push({ index, price, size: 0, at_ms });
    if (!(price > 0)) return false;
    this.#traded.set(index, Math.max(at_ms, before_ms));
    const day = {
      previous_close: positive('regularMarketPreviousClose'),
      open: positive('regularMarketOpen'),
      high: positive('regularMarketDayHigh'),
      low: positive('regularMarketDayLow'),
      volume: readSize(quote['regularMarketVolume']),
      at_ms,
    };
    const notice = this.#days.notice(index, day);
    if (notice !== null) to.notices.push(notice);
    return true;
  }
}
