import type { ProviderKeys } from '../../../../config-providers.ts';
import type { Instrument } from '../../instrument.ts';
import type { InstrumentRegistry } from '../../instrument-registry.ts';
import type { SessionCalendar } from '../../sessions/session-calendar.ts';
import { venueOf } from '../../sessions/venues.ts';
import { type Asked, AskedInstruments, isUsListed } from '../parts/asked-instruments.ts';
import { CircuitBreaker } from '../parts/circuit-breaker.ts';
import { HttpClient } from '../parts/http-client.ts';
import { CADENCE_MS, MarketProvider } from '../parts/market-provider.ts';
import { ProviderError } from '../parts/provider-error.ts';
import { ProviderHealth } from '../parts/provider-health.ts';
import { readList, readPrice, readRecord, readSize, readText, readTime } from '../parts/read-value.ts';
import { holdSocket, type Send } from '../parts/socket-client.ts';
import type { Timers } from '../parts/timers.ts';
import { isOddLot } from '../parts/round-lot.ts';
import { TokenBucket } from '../parts/token-bucket.ts';
import { ToldDays } from '../parts/told-days.ts';
import type { FeedSink, Print } from '../provider.ts';

/** Of the requests a minute, so many are made: the rest is room for a clock that differs. */
const USED_PART = 0.8;
/** A quote has a hundred. */
const BYTES_MAX = 256 * 1024;
/** Answers without a price in a row that mean the source has none, and not one symbol. */
const EMPTY_MAX = 3;
/** Pings come about once a minute; a socket that misses one has gone mute. It tends to after hours, so it is renewed before. */
const STREAM = { ping_ms: 20_000, pong_ms: 10_000, silence_ms: 75_000, life_ms: 4 * 3_600_000 };

export interface FinnhubParts {
  readonly registry: InstrumentRegistry;
  readonly timers: Timers;
  readonly calendar: SessionCalendar;
  readonly keys: NonNullable<ProviderKeys['finnhub']>;
  readonly timeout_ms?: number;
}

/**
 * The largest US shares and funds, as many as a free key can follow: trades from one socket, whose clock counts
 * milliseconds, and a quote of each in turn by request, whose clock counts seconds.
 */
export class Finnhub extends MarketProvider {
  readonly name = 'finnhub';
  readonly delay_ms = 0;
  readonly health: ProviderHealth;
  readonly #keys: FinnhubParts['keys'];
  readonly #http: HttpClient;
  readonly #days = new ToldDays();
  readonly #traded = new Map<number, number>();
  #turn = 0;
  #empty = 0;
  #followed = new Set<string>();

  constructor({ registry, timers, calendar, keys, timeout_ms }: FinnhubParts) {
    const rate = Math.max(1, Math.floor(keys.requests_per_minute * USED_PART));
    const rules = {
      serves: isUsListed,
      spell: ({ symbol }: Instrument) => (symbol.includes('$') ? null : symbol),
      max: Math.max(rate, keys.stream_symbols_max),
    };
    super({ timers, calendar, asked: new AskedInstruments(registry, rules) });
    this.#keys = keys;
    const bucket = new TokenBucket({ per_minute: rate, burst: 2 }, timers);
    const breaker = new CircuitBreaker(timers);
    this.health = new ProviderHealth(this.name, timers, { bucket, breaker });
    this.#http = new HttpClient({
      base_url: keys.url,
      headers: { 'X-Finnhub-Token': keys.token },
      bucket,
      breaker,
      timers,
      bytes_max: BYTES_MAX,
      ...(timeout_ms !== undefined && { timeout_ms }),
    });
  }

  async stream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    this.forgetTold();
    const every_ms = Math.ceil(60_000 / Math.max(1, Math.floor(this.#keys.requests_per_minute * USED_PART)));
    await Promise.all([this.poll(() => this.#askNext(sink, signal), every_ms, signal), this.#holdStream(sink, signal)]);
  }

  protected forgetTold(): void {
    this.#traded.clear();
    this.#days.keep(() => false);
  }

  /** One quote as the provider sends it, for checking a key. */
  probe(symbol: string, signal: AbortSignal): Promise<unknown> {
    return this.#http.json('/quote', { symbol }, signal);
  }

  /** One symbol of those wanted, in turn. */
  async #askNext(sink: FeedSink, signal: AbortSignal): Promise<void> {
    const wanted = this.wantedNow();
    const next = wanted[this.#turn % Math.max(1, wanted.length)];
    this.#turn += 1;
    if (next === undefined) return this.forgetTold();
    const answer = await this.#http.json('/quote', { symbol: next.spelling }, signal);
    const good = this.#take(answer, next, sink);
    this.#empty = good ? 0 : this.#empty + 1;
    // An unknown symbol is answered with zeros or nulls, and says nothing about the source.
    if (this.#empty >= EMPTY_MAX) throw new ProviderError('unreadable', 'Its answers hold no price');
    if (!good) return;
    this.health.worked();
    sink.alive?.(0);
  }

  #take(answer: unknown, { instrument }: Asked, sink: FeedSink): boolean {
    const quote = readRecord(answer);
    if (quote === null) throw new ProviderError('unreadable', 'Its answer is no quote');
    const { index, price_decimals } = instrument;
    const read = (field: string): number => readPrice(quote[field], price_decimals);
    const positive = (field: string): number => (read(field) > 0 ? read(field) : Number.NaN);
    const price = read('c');
    const at_ms = readTime(quote['t'], 's');
    if (!(price > 0) || Number.isNaN(at_ms)) {
      sink.rejected(Number.isNaN(price) || Number.isNaN(at_ms) ? 'unreadable' : 'not_positive', 1);
      return false;
    }
    if (at_ms > (this.#traded.get(index) ?? 0)) {
      this.#traded.set(index, at_ms);
      sink.prints([{ index, price, size: 0, at_ms }]);
    }
    const day = this.#days.notice(index, {
      previous_close: positive('pc'),
      open: positive('o'),
      high: positive('h'),
      low: positive('l'),
      volume: Number.NaN,
      at_ms,
    });
    if (day !== null) sink.notices([day]);
    return true;
  }

  async #holdStream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    if (this.#keys.stream_symbols_max === 0) return;
    while (this.#streamed().size === 0 && !signal.aborted) await this.timers.sleep(CADENCE_MS, signal);
    try {
      await holdSocket(
        {
          ...STREAM,
          url: `${this.#keys.stream_url}?token=${encodeURIComponent(this.#keys.token)}`,
          timers: this.timers,
          onOpen: (send) => {
            this.#followed = new Set();
            this.#follow(send);
          },
          onFrame: (frame) => this.#hear(frame, sink),
          onLook: (send) => this.#follow(send),
          onState: (state) => {
            this.health.stream = state;
          },
          onFailure: ({ message }) => this.health.note(message),
        },
        signal,
      );
    } catch (error) {
      this.health.stream = 'closed';
      this.health.note(error instanceof ProviderError ? error.message : 'Its stream failed');
    }
  }

  #hear(frame: unknown, sink: FeedSink): void {
    const message = readRecord(frame);
    if (message?.['type'] === 'error') {
      const words = `Its stream says ${readText(message['msg']) ?? 'nothing'}`;
      if (/api key|token|auth/i.test(words)) throw new ProviderError('refused', words);
      this.health.note(words);
    }
    if (message?.['type'] !== 'trade') return;
    const prints: Print[] = [];
    for (const value of readList(message['data'])) {
      const trade = readRecord(value);
      const instrument = this.asked.find(trade?.['s']);
      const at_ms = readTime(trade?.['t'], 'ms');
      if (trade === null || instrument === undefined) sink.rejected('unknown_symbol', 1);
      else if (Number.isNaN(at_ms)) sink.rejected('unreadable', 1);
      else {
        const { index, price_decimals } = instrument;
        const print = { index, price: readPrice(trade['p'], price_decimals), size: readSize(trade['v']), at_ms };
        if (this.#movesPrice(print, instrument)) prints.push(print);
      }
    }
    // A batch may be out of order.
    if (prints.length > 0) sink.prints(prints.sort((a, b) => a.at_ms - b.at_ms));
  }

  /**
   * Odd lots and trades out of hours move no price. The source's own condition codes are not documented, so that size
   * and time decide; what else a code may say is left to the guard against prices beyond belief.
   */
  #movesPrice({ price, size, at_ms }: Print, instrument: Instrument): boolean {
    if (isOddLot(size, price / 10 ** instrument.price_decimals)) return false;
    return this.calendar.phaseAt(venueOf(instrument), at_ms) === 'regular';
  }

  #follow(send: Send): void {
    const wanted = this.#streamed();
    for (const symbol of this.#followed) if (!wanted.has(symbol)) send({ type: 'unsubscribe', symbol });
    for (const symbol of wanted) if (!this.#followed.has(symbol)) send({ type: 'subscribe', symbol });
    this.#followed = wanted;
  }

  #streamed(): Set<string> {
    const wanted = this.asked.list().filter(({ instrument }) => this.wanted(instrument.index));
    return new Set(wanted.slice(0, this.#keys.stream_symbols_max).map(({ spelling }) => spelling));
  }
}
