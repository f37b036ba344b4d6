import type { ProviderKeys } from '../../../../config-providers.ts';
import type { Instrument } from '../../instrument.ts';
import type { InstrumentRegistry } from '../../instrument-registry.ts';
import type { SessionCalendar } from '../../sessions/session-calendar.ts';
import { type Asked, AskedInstruments, isUsListed } from '../parts/asked-instruments.ts';
import { CircuitBreaker } from '../parts/circuit-breaker.ts';
import { HttpClient } from '../parts/http-client.ts';
import { CADENCE_MS, MarketProvider } from '../parts/market-provider.ts';
import { ProviderError } from '../parts/provider-error.ts';
import { ProviderHealth } from '../parts/provider-health.ts';
import { readRecord } from '../parts/read-value.ts';
import { holdSocket } from '../parts/socket-client.ts';
import type { Timers } from '../parts/timers.ts';
import { TokenBucket } from '../parts/token-bucket.ts';
import { ToldDays } from '../parts/told-days.ts';
import type {
  ActionsSpan,
  FeedSink,
  HistoryPart,
  HistorySpan,
  Notice,
  Print,
  ProviderActions,
  ProviderListing,
} from '../provider.ts';
import { listAlpacaAssets } from './alpaca-assets.ts';
import { alpacaActions, alpacaHistory, type PastQuestion } from './alpaca-past.ts';
import { AlpacaStream } from './alpaca-stream.ts';
import { readSnapshot, type Snapshot } from './read-snapshot.ts';

/** Symbols of one request: the address stays below 4 kB. */
export const BATCH_MAX = 400;
/** Of the requests a minute, these parts are for live prices and for the past; the rest is kept in reserve. */
const LIVE_PART = 0.6;
const PAST_PART = 0.25;
/** Batches of the largest instruments, asked in every round; all others take turns in what is left. */
const HOT_BATCHES_MAX = 5;
const STREAM = { ping_ms: 10_000, pong_ms: 5_000, silence_ms: 120_000, life_ms: 6 * 3_600_000 };
const DELAYED_MS = 15 * 60_000;
const PAST_TIMEOUT_MS = 20_000;
const EVERYTHING_MAX = 100_000;

export interface AlpacaParts {
  readonly registry: InstrumentRegistry;
  readonly timers: Timers;
  readonly calendar: SessionCalendar;
  readonly keys: NonNullable<ProviderKeys['alpaca']>;
  readonly timeout_ms?: number;
}

/**
 * US shares and funds. Every five seconds snapshots of the largest in batches, of the others in turn; beside them one
 * stream follows the few symbols that the plan allows. Without the stream, prices go on at the pace of the snapshots.
 */
export class Alpaca extends MarketProvider {
  readonly name = 'alpaca';
  readonly delay_ms: number;
  readonly health: ProviderHealth;
  readonly #keys: AlpacaParts['keys'];
  readonly #http: HttpClient;
  readonly #past_http: HttpClient;
  readonly #trading: HttpClient;
  readonly #days = new ToldDays();
  /** Time of the last trade told, by instrument. */
  readonly #traded = new Map<number, number>();
  #turn = 0;

  constructor({ registry, timers, calendar, keys, timeout_ms }: AlpacaParts) {
    const rules = { serves: isUsListed, spell: spell, max: EVERYTHING_MAX };
    super({ timers, calendar, asked: new AskedInstruments(registry, rules) });
    this.#keys = keys;
    this.delay_ms = keys.feed === 'delayed_sip' ? DELAYED_MS : 0;
    const rate = keys.requests_per_minute;
    const bucket = new TokenBucket({ per_minute: rate * (1 - PAST_PART), burst: HOT_BATCHES_MAX * 4 }, timers);
    const past_bucket = new TokenBucket({ per_minute: rate * PAST_PART, burst: 5 }, timers);
    const breaker = new CircuitBreaker(timers);
    this.health = new ProviderHealth(this.name, timers, { bucket, breaker });
    const headers = { 'APCA-API-KEY-ID': keys.key_id, 'APCA-API-SECRET-KEY': keys.secret_key };
    const shared = { headers, timers, ...(timeout_ms !== undefined && { timeout_ms }) };
    this.#http = new HttpClient({ ...shared, base_url: keys.url, bucket, breaker });
    // What is asked of the past neither takes from the live prices nor fails them.
    const past = { ...shared, bucket: past_bucket, timeout_ms: PAST_TIMEOUT_MS };
    this.#past_http = new HttpClient({ ...past, base_url: keys.url, breaker: new CircuitBreaker(timers) });
    this.#trading = new HttpClient({ ...past, base_url: keys.trading_url, breaker: new CircuitBreaker(timers) });
  }

  async stream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    this.forgetTold();
    await Promise.all([this.poll(() => this.#round(sink, signal), CADENCE_MS, signal), this.#holdStream(sink, signal)]);
  }

  history(instrument: Instrument, span: HistorySpan, signal: AbortSignal): Promise<HistoryPart> {
    return alpacaHistory(this.#past(instrument), span, signal);
  }

  actions(instrument: Instrument, span: ActionsSpan, signal: AbortSignal): Promise<ProviderActions> {
    return alpacaActions(this.#past(instrument), span, signal);
  }

  listInstruments(signal: AbortSignal): Promise<readonly ProviderListing[]> {
    return listAlpacaAssets(this.#trading, signal);
  }

  protected forgetTold(): void {
    this.#traded.clear();
    this.#days.keep(() => false);
  }

  /** One snapshot as the provider sends it, for checking a key. */
  async probe(symbol: string, signal: AbortSignal): Promise<unknown> {
    const { feed } = this.#keys;
    return this.#http.json('/v2/stocks/snapshots', { symbols: symbol, feed }, signal);
  }

  /** The largest wanted instruments in every round, the others in turn. */
  async #round(sink: FeedSink, signal: AbortSignal): Promise<void> {
    const wanted = this.wantedNow();
    const indexes = new Set(wanted.map(({ instrument }) => instrument.index));
    this.#days.keep((index) => indexes.has(index));
    for (const index of this.#traded.keys()) if (!indexes.has(index)) this.#traded.delete(index);
    const batches = this.#batches(wanted);
    let good = 0;
    for (const batch of batches) {
      const answer = await this.#http.json(
        '/v2/stocks/snapshots',
        { symbols: batch.map(({ spelling }) => spelling).join(','), feed: this.#keys.feed },
        signal,
      );
      good += this.#take(answer, batch, sink);
    }
    if (batches.length === 0) return;
    if (good === 0) throw new ProviderError('unreadable', 'Its answers hold no price');
    this.health.worked();
    sink.alive?.(0);
  }

  #batches(wanted: readonly Asked[]): readonly (readonly Asked[])[] {
    const all: Asked[][] = [];
    for (let from = 0; from < wanted.length; from += BATCH_MAX) all.push(wanted.slice(from, from + BATCH_MAX));
    const rounds_per_minute = 60_000 / CADENCE_MS;
    const per_round = Math.max(1, Math.floor((this.#keys.requests_per_minute * LIVE_PART) / rounds_per_minute));
    if (all.length <= per_round) return all;
    const hot = all.slice(0, Math.min(HOT_BATCHES_MAX, Math.ceil(per_round / 2)));
    const others = all.slice(hot.length);
    const turns = Array.from({ length: per_round - hot.length }, () => {
      const batch = others[this.#turn % others.length] ?? [];
      this.#turn += 1;
      return batch;
    });
    return [...hot, ...turns];
  }

  /** @returns how many snapshots held a price. */
  #take(answer: unknown, batch: readonly Asked[], sink: FeedSink): number {
    const snapshots = readRecord(answer);
    if (snapshots === null) throw new ProviderError('unreadable', 'Its answer is no map of snapshots');
    const told: Told[] = [];
    let unreadable = 0;
    for (const { instrument, spelling } of batch) {
      const value = snapshots[spelling];
      if (value === undefined) continue; // no trade yet, or not known there
      const snapshot = readSnapshot(value, instrument, this.calendar);
      if (snapshot === null) unreadable += 1;
      else told.push({ instrument, snapshot });
    }
    const asked = new Set(batch.map(({ spelling }) => spelling));
    const strangers = Object.keys(snapshots).filter((spelling) => !asked.has(spelling)).length;
    if (unreadable > 0) sink.rejected('unreadable', unreadable);
    if (strangers > 0) sink.rejected('unknown_symbol', strangers);
    this.#tell(told, sink);
    return told.filter(({ snapshot }) => snapshot.price > 0).length;
  }

  #tell(told: readonly Told[], sink: FeedSink): void {
    const prints: Print[] = [];
    const notices: Notice[] = [];
    for (const { instrument, snapshot } of told) {
      const { index } = instrument;
      const { price, at_ms, day } = snapshot;
      const volume_before = this.#days.volume(index) ?? Number.NaN;
      if (at_ms > (this.#traded.get(index) ?? 0)) {
        // Between two snapshots more than the last trade went on: the day's volume tells how much.
        const size = day.volume - volume_before;
        prints.push({ index, price, size: size > 0 ? size : 0, at_ms });
        if (price > 0) this.#traded.set(index, at_ms);
      }
      const notice = price > 0 ? this.#days.notice(index, day) : null;
      if (notice !== null) notices.push(notice);
    }
    if (prints.length > 0) sink.prints(prints);
    if (notices.length > 0) sink.notices(notices);
  }

  async #holdStream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    const { keys, symbols } = { keys: this.#keys, symbols: () => this.#streamed() };
    if (keys.stream_symbols_max === 0) return;
    while (symbols().length === 0 && !signal.aborted) await this.timers.sleep(CADENCE_MS, signal);
    const note = (message: string): void => this.health.note(message);
    const { key_id, secret_key } = keys;
    const talk = new AlpacaStream({ key_id, secret_key, asked: this.asked, symbols, note }, sink);
    try {
      await holdSocket(
        {
          ...STREAM,
          url: `${keys.stream_url}/v2/${keys.feed}`,
          timers: this.timers,
          onOpen: () => talk.open(),
          onFrame: (frame, send) => talk.hear(frame, send),
          onLook: (send) => talk.follow(send),
          onState: (state) => {
            this.health.stream = state;
          },
          onFailure: ({ message }) => note(message),
        },
        signal,
      );
    } catch (error) {
      // Final for the stream alone: a key that is wrong is refused by the snapshots as well, and stops the provider there.
      this.health.stream = 'closed';
      note(error instanceof ProviderError ? error.message : 'Its stream failed');
    }
  }

  #streamed(): readonly string[] {
    const streamed: string[] = [];
    for (const { instrument, spelling } of this.asked.list()) {
      if (streamed.length >= this.#keys.stream_symbols_max) break;
      if (this.wanted(instrument.index)) streamed.push(spelling);
    }
    return streamed;
  }

  #past(instrument: Instrument): PastQuestion {
    const symbol = spell(instrument);
    const { feed } = this.#keys;
    const now_ms = this.timers.clock.ms();
    return { http: this.#past_http, calendar: this.calendar, instrument, symbol, now_ms, feed };
  }
}

interface Told {
  readonly instrument: Instrument;
  readonly snapshot: Snapshot;
}

/** Class shares are spelled as here, `BRK.B`; a preferred share `ABR$D` is `ABR.PRD` there, a warrant `AAC.W` is `AAC.WS`. */
function spell({ symbol, security_class }: Instrument): string {
  if (security_class === 'warrant') return symbol.replace(/\.W$/, '.WS');
  return symbol.replace('$', '.PR');
}
