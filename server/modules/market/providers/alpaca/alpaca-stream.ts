import type { Instrument } from '../../instrument.ts';
import type { AskedInstruments } from '../parts/asked-instruments.ts';
import { ProviderError } from '../parts/provider-error.ts';
import { readList, readPrice, readRecord, readSize, readText, readInstant } from '../parts/read-value.ts';
import type { Send } from '../parts/socket-client.ts';
import type { FeedSink, Notice, Print } from '../provider.ts';
import { movesPrice } from './trade-conditions.ts';

/** One connection is allowed per key, and a half-dead one holds its place for about this long. */
const CONNECTION_TAKEN_MS = 90_000;
/** Errors that no repetition mends: not authenticated, refused, too late, not enabled, not in the plan. */
const FINAL = new Set([401, 402, 404, 408, 409]);
/** Halt and pause codes of both tapes; any other status means that trading goes on. */
const HALTED = new Set(['2', 'H', 'P', 'M', '1']);

interface Trade {
  readonly id: unknown;
  readonly price: number;
  readonly at_ms: number;
}

export interface AlpacaStreamOptions {
  readonly key_id: string;
  readonly secret_key: string;
  readonly asked: AskedInstruments;
  /** Symbols to follow now, at most as many as the plan allows. */
  readonly symbols: () => readonly string[];
  /** Something an operator should know that stops no prices. */
  readonly note: (message: string) => void;
}

/** The conversation of one stream connection: sign-in, subscriptions, trades with their corrections, halts. */
export class AlpacaStream {
  readonly #options: AlpacaStreamOptions;
  readonly #sink: FeedSink;
  #ready = false;
  #followed = new Set<string>();
  /** The last two trades that moved the price, newest first: what a cancellation goes back to. */
  readonly #trades = new Map<number, readonly Trade[]>();

  constructor(options: AlpacaStreamOptions, sink: FeedSink) {
    this.#options = options;
    this.#sink = sink;
  }

  open(): void {
    this.#ready = false;
    this.#followed = new Set();
    this.#trades.clear();
  }

  /** @throws ProviderError for errors that end the connection, of the kind `refused` for those that are final. */
  hear(frame: unknown, send: Send): void {
    const prints: Print[] = [];
    const notices: Notice[] = [];
    for (const value of readList(frame)) {
      const message = readRecord(value);
      const type = message?.['T'];
      if (message === null || type === undefined) continue;
      if (type === 'success') this.#signIn(message, send);
      else if (type === 'error') this.#fail(message);
      else if (type === 't') push(prints, this.#trade(message));
      else if (type === 'c') push(prints, this.#correction(message));
      else if (type === 'x') push(prints, this.#cancellation(message));
      else if (type === 's') push(notices, this.#status(message));
    }
    if (prints.length > 0) this.#sink.prints(prints);
    if (notices.length > 0) this.#sink.notices(notices);
  }

  /** Brings the subscriptions in line with what is wanted now. */
  follow(send: Send): void {
    if (!this.#ready) return;
    const wanted = new Set(this.#options.symbols());
    const gone = [...this.#followed].filter((symbol) => !wanted.has(symbol));
    const added = [...wanted].filter((symbol) => !this.#followed.has(symbol));
    // What is gone makes room for what is added.
    if (gone.length > 0) send({ action: 'unsubscribe', trades: gone, statuses: gone });
    if (added.length > 0) send({ action: 'subscribe', trades: added, statuses: added });
    this.#followed = wanted;
  }

  #signIn(message: Readonly<Record<string, unknown>>, send: Send): void {
    const { key_id, secret_key } = this.#options;
    if (message['msg'] === 'connected') send({ action: 'auth', key: key_id, secret: secret_key });
    if (message['msg'] !== 'authenticated') return;
    this.#ready = true;
    this.follow(send);
  }

  #fail(message: Readonly<Record<string, unknown>>): void {
    const code = Number(message['code']);
    const words = `Its stream says ${readText(message['msg']) ?? 'nothing'} (${code})`;
    if (FINAL.has(code)) throw new ProviderError('refused', words);
    if (code === 406) throw new ProviderError('limited', words, CONNECTION_TAKEN_MS);
    if (code === 407 || code === 500) throw new ProviderError('broken', words);
    // 400, 403, 405: the connection stands, and what was followed before still is.
    this.#options.note(words);
  }

  #instrument(message: Readonly<Record<string, unknown>>): Instrument | null {
    const instrument = this.#options.asked.find(message['S']);
    if (instrument !== undefined) return instrument;
    this.#sink.rejected('unknown_symbol', 1);
    return null;
  }

  #trade(message: Readonly<Record<string, unknown>>): Print | null {
    const instrument = this.#instrument(message);
    if (instrument === null || !movesPrice(message['c'])) return null;
    const at_ms = readInstant(message['t']);
    if (Number.isNaN(at_ms)) return this.#unreadable();
    const { index, price_decimals } = instrument;
    const price = readPrice(message['p'], price_decimals);
    if (price > 0) this.#remember(index, { id: message['i'], price, at_ms });
    return { index, price, size: readSize(message['s']), at_ms };
  }

  #correction(message: Readonly<Record<string, unknown>>): Print | null {
    const instrument = this.#instrument(message);
    const last = instrument === null ? undefined : this.#trades.get(instrument.index)?.[0];
    if (instrument === null || last === undefined || message['oi'] !== last.id) return null;
    if (!movesPrice(message['cc'])) return this.#goBack(instrument.index);
    const price = readPrice(message['cp'], instrument.price_decimals);
    if (!(price > 0)) return this.#unreadable();
    const { index } = instrument;
    this.#trades.set(index, [{ ...last, id: message['ci'], price }, ...(this.#trades.get(index) ?? []).slice(1)]);
    return { index, price, size: 0, at_ms: last.at_ms };
  }

  #cancellation(message: Readonly<Record<string, unknown>>): Print | null {
    const instrument = this.#instrument(message);
    const last = instrument === null ? undefined : this.#trades.get(instrument.index)?.[0];
    return instrument === null || last === undefined || message['i'] !== last.id
      ? null
      : this.#goBack(instrument.index);
  }

  /** The last trade does not count: the one before it does, at the same moment. */
  #goBack(index: number): Print | null {
    const [last, before] = this.#trades.get(index) ?? [];
    if (last === undefined || before === undefined) return null;
    this.#trades.set(index, [{ ...before, at_ms: last.at_ms }]);
    return { index, price: before.price, size: 0, at_ms: last.at_ms };
  }

  #status(message: Readonly<Record<string, unknown>>): Notice | null {
    const instrument = this.#instrument(message);
    const at_ms = readInstant(message['t']);
    if (instrument === null) return null;
    if (Number.isNaN(at_ms)) return this.#unreadable();
    const session = HALTED.has(String(message['sc'])) ? 'halted' : 'regular';
    return { kind: 'session', index: instrument.index, session, at_ms };
  }

  #remember(index: number, trade: Trade): void {
    const [last] = this.#trades.get(index) ?? [];
    if (last !== undefined && trade.at_ms < last.at_ms) return;
    this.#trades.set(index, last === undefined ? [trade] : [trade, last]);
  }

  #unreadable(): null {
    this.#sink.rejected('unreadable', 1);
    return null;
  }
}

function push<Each>(list: Each[], each: Each | null): void {
  if (each !== null) list.push(each);
}
