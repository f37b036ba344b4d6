import type { ProviderKeys } from '../../../../config-providers.ts';
import type { Instrument } from '../../instrument.ts';
import type { InstrumentRegistry } from '../../instrument-registry.ts';
import type { SessionCalendar } from '../../sessions/session-calendar.ts';
import { AskedInstruments } from '../parts/asked-instruments.ts';
import { CircuitBreaker } from '../parts/circuit-breaker.ts';
import { HttpClient } from '../parts/http-client.ts';
import { CADENCE_MS, MarketProvider } from '../parts/market-provider.ts';
import { asProviderError, ProviderError } from '../parts/provider-error.ts';
import { ProviderHealth } from '../parts/provider-health.ts';
import { readPrice, readRecord, readSize, readText, readInstant } from '../parts/read-value.ts';
import { holdSocket, type Send } from '../parts/socket-client.ts';
import type { Timers } from '../parts/timers.ts';
import { TokenBucket } from '../parts/token-bucket.ts';
import { ToldDays } from '../parts/told-days.ts';
import type { FeedSink, HistoryPart, HistorySpan, ProviderListing } from '../provider.ts';
import { coinbaseDay, coinbaseHistory, coinbaseProducts } from './coinbase-past.ts';

/** The public limit is ten requests a second; a third of it is plenty. */
const RATE = { per_minute: 180, burst: 5 };
/** A heartbeat comes every second: a socket without one for a cadence is mute. */
const STREAM = { ping_ms: 10_000, pong_ms: 5_000, silence_ms: CADENCE_MS, life_ms: 6 * 3_600_000 };
/** Frames come by the hundred; that they do is noted this often. */
const ALIVE_MS = 1_000;
/** The day's official figures, and which products there are, are asked for this often. */
const DAYS_MS = 3_600_000;
const DAYS_RETRY_MS = 60_000;
const COINS_MAX = 500;

export interface CoinbaseParts {
  readonly registry: InstrumentRegistry;
  readonly timers: Timers;
  readonly calendar: SessionCalendar;
  readonly keys: NonNullable<ProviderKeys['coinbase']>;
  readonly timeout_ms?: number;
}

interface Known {
  /** Products that can be followed; null: not known yet. */
  listed: ReadonlySet<string> | null;
  /** Products its stream does not know. */
  readonly refused: Set<string>;
}

/** Coins, from the public ticker of one exchange: no key. Its products are spelled as here, `BTC-USD`. */
export class Coinbase extends MarketProvider {
  readonly name = 'coinbase';
  readonly delay_ms = 0;
  readonly health: ProviderHealth;
  readonly #keys: CoinbaseParts['keys'];
  readonly #http: HttpClient;
  readonly #days = new ToldDays();
  readonly #known: Known;
  #followed: ReadonlySet<string> = new Set();
  #alive_ms = 0;
  /** When the day's figures are to be asked for. */
  #days_due_ms = 0;

  constructor({ registry, timers, calendar, keys, timeout_ms }: CoinbaseParts) {
    const known: Known = { listed: null, refused: new Set() };
    const serves = ({ kind, symbol }: Instrument): boolean =>
      kind === 'coin' && !known.refused.has(symbol) && (known.listed?.has(symbol) ?? true);
    const rules = { serves, spell: ({ symbol }: Instrument) => symbol, max: COINS_MAX };
    super({ timers, calendar, asked: new AskedInstruments(registry, rules) });
    this.#known = known;
    this.#keys = keys;
    const bucket = new TokenBucket(RATE, timers);
    const breaker = new CircuitBreaker(timers);
    this.health = new ProviderHealth(this.name, timers, { bucket, breaker });
    this.#http = new HttpClient({
      base_url: keys.url,
      bucket,
      breaker,
      timers,
      ...(timeout_ms !== undefined && { timeout_ms }),
    });
  }

  async stream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    this.forgetTold();
    const days = this.#keepDays(sink, signal);
    while (!signal.aborted) {
      if (this.wantedNow().length > 0) await this.#follows(sink, signal);
      await this.timers.sleep(CADENCE_MS, signal);
    }
    await days;
  }

  /** Holds the socket while anything is wanted: without a subscription it would be closed. */
  async #follows(sink: FeedSink, signal: AbortSignal): Promise<void> {
    const idle = new AbortController();
    await holdSocket(
      {
        ...STREAM,
        url: this.#keys.stream_url,
        timers: this.timers,
        onOpen: (send) => {
          this.#followed = new Set();
          this.#follow(send);
        },
        onFrame: this.#tell(sink),
        onLook: (send) => {
          this.#follow(send);
          if (this.#followed.size === 0) idle.abort();
        },
        onState: (state) => {
          this.health.stream = state;
        },
        onFailure: (error) => {
          this.health.failed(error);
          this.forgetTold();
        },
      },
      AbortSignal.any([signal, idle.signal]),
    );
  }

  history(instrument: Instrument, span: HistorySpan, signal: AbortSignal): Promise<HistoryPart> {
    return coinbaseHistory(this.#http, instrument, span, signal);
  }

  async listInstruments(signal: AbortSignal): Promise<readonly ProviderListing[]> {
    return coinbaseProducts(this.#http, signal);
  }

  protected forgetTold(): void {
    this.#days.keep(() => false);
    this.#days_due_ms = 0;
  }

  /** One ticker as the provider sends it, for checking that it can be reached. */
  probe(symbol: string, signal: AbortSignal): Promise<unknown> {
    return this.#http.json(`/products/${encodeURIComponent(symbol)}/ticker`, {}, signal);
  }

  #tell(sink: FeedSink): (frame: unknown, send: Send) => void {
    return (frame, send) => {
      const message = readRecord(frame);
      const type = message?.['type'];
      if (message === null) throw new ProviderError('unreadable', 'Its stream sent a frame that is no message');
      if (type === 'error') this.#refuse(message, send);
      else if (type === 'ticker') this.#tick(message, sink);
      else if (type === 'heartbeat') this.#aliveNow(sink);
    };
  }

  #tick(message: Readonly<Record<string, unknown>>, sink: FeedSink): void {
    const instrument = this.asked.find(message['product_id']);
    const at_ms = readInstant(message['time']);
    if (instrument === undefined) return sink.rejected('unknown_symbol', 1);
    if (Number.isNaN(at_ms)) return sink.rejected('unreadable', 1);
    const { index, price_decimals } = instrument;
    const price = readPrice(message['price'], price_decimals);
    if (price > 0) this.#aliveNow(sink);
    sink.prints([{ index, price, size: readSize(message['last_size']), at_ms }]);
  }

  #aliveNow(sink: FeedSink): void {
    const now_ms = this.timers.clock.ms();
    if (now_ms - this.#alive_ms < ALIVE_MS && this.health.serves) return;
    this.#alive_ms = now_ms;
    this.health.worked();
    sink.alive?.(0);
  }

  /** One product it does not know makes it refuse all: it is left out, and the others are asked for again. */
  #refuse(message: Readonly<Record<string, unknown>>, send: Send): void {
    const words = [message['message'], message['reason']].map((each) => readText(each) ?? '').join(': ');
    const named = this.asked.list().find(({ spelling }) => words.includes(`${spelling} `));
    if (named === undefined) throw new ProviderError('broken', `Its stream says ${words}`);
    this.#known.refused.add(named.instrument.symbol);
    this.asked.renew();
    this.health.note(`It does not know ${named.spelling}`);
    this.#followed = new Set();
    this.#follow(send);
  }

  #follow(send: Send): void {
    const wanted = new Set(this.wantedNow().map(({ spelling }) => spelling));
    const gone = [...this.#followed].filter((id) => !wanted.has(id));
    const added = [...wanted].filter((id) => !this.#followed.has(id));
    if (gone.length > 0) send({ type: 'unsubscribe', product_ids: gone, channels: ['ticker', 'heartbeat'] });
    if (added.length > 0) send({ type: 'subscribe', product_ids: added, channels: ['ticker', 'heartbeat'] });
    this.#followed = wanted;
  }

  /** Which products there are, then the day of each; prices go on without either. */
  async #keepDays(sink: FeedSink, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.timers.clock.ms() >= this.#days_due_ms) await this.#askDays(sink, signal);
      await this.timers.sleep(CADENCE_MS, signal);
    }
  }

  async #askDays(sink: FeedSink, signal: AbortSignal): Promise<void> {
    this.#days_due_ms = this.timers.clock.ms() + DAYS_MS;
    try {
      const listings = await coinbaseProducts(this.#http, signal);
      this.#known.listed = new Set(listings.filter(({ active }) => active).map(({ symbol }) => symbol));
      this.asked.renew();
      for (const { instrument } of this.wantedNow()) {
        const day = await coinbaseDay(this.#http, { instrument, now_ms: this.timers.clock.ms() }, signal);
        const notice = day === null ? null : this.#days.notice(instrument.index, day);
        if (notice !== null) sink.notices([notice]);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#days_due_ms = this.timers.clock.ms() + DAYS_RETRY_MS;
      this.health.note(`The day's figures are missing: ${asProviderError(error).message}`);
    }
  }
}
