import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from 'pg';
import { APPLICATION_NAME } from './db/open.ts';
import type { Db } from './db/transaction.ts';
import type { Logger } from './log.ts';
import type { Service } from './service.ts';
import { SIGNAL_BYTES_MAX, type Signals } from './signals.ts';

/** One PostgreSQL channel carries every signal; the message names it. */
const PG_CHANNEL = 'omni_stock_signals';
const RECONNECT_MS_MIN = 100;
const RECONNECT_MS_MAX = 5_000;
/** A connection that is silently cut says nothing: it is asked this often, and has this long to answer. */
const HEARTBEAT_MS = 10_000;
const HEARTBEAT_ANSWER_MS_MAX = 5_000;
const CONNECT_MS_MAX = 5_000;
const END_MS_MAX = 1_000;

type Handler = (payload: never) => void;

/**
 * Signals through PostgreSQL: `send` notifies inside the caller's transaction, and one connection per process listens.
 * The sender's own process hears its signals the same way, after the commit. Equal signals of one transaction arrive once.
 */
export function createSignals(options: {
  readonly db: Db;
  readonly listen_url: string;
  readonly log: Logger;
}): Signals & Service {
  const handlers = new Map<string, Set<Handler>>();
  const gapHandlers = new Set<() => void>();
  const listener = new Listener(options.listen_url, {
    onMessage: (text) => dispatch(text, handlers, options.log),
    onGap: () => {
      for (const handler of gapHandlers) guarded(handler, options.log, 'gap');
    },
    log: options.log,
  });
  return {
    name: 'signals',
    async send(tx, signal, payload) {
      const text = JSON.stringify(payload) ?? 'null';
      if (Buffer.byteLength(text) > SIGNAL_BYTES_MAX)
        throw new Error(`The signal ${signal.name} is longer than ${SIGNAL_BYTES_MAX} bytes`);
      await sql`SELECT pg_notify(${PG_CHANNEL}, ${`${signal.name} ${text}`})`.execute(tx);
    },
    on(signal, handler) {
      const set = handlers.get(signal.name) ?? new Set();
      handlers.set(signal.name, set);
      set.add(handler);
      return () => {
        set.delete(handler);
      };
    },
    onGap(handler) {
      gapHandlers.add(handler);
      return () => {
        gapHandlers.delete(handler);
      };
    },
    start: () => listener.connect(),
    drain: () => listener.stop(),
  };
}

/** The message is the signal's name, a space, and the payload as JSON. */
function dispatch(text: string, handlers: ReadonlyMap<string, ReadonlySet<Handler>>, log: Logger): void {
  const space = text.indexOf(' ');
  const name = text.slice(0, space);
  const set = handlers.get(name);
  if (!set) return;
  const payload = JSON.parse(text.slice(space + 1)) as never;
  for (const handler of set) guarded(() => handler(payload), log, name);
}

function guarded(call: () => void, log: Logger, name: string): void {
  try {
    call();
  } catch (error) {
    log.error({ err: error, signal: name }, 'a handler of a signal failed');
  }
}

interface ListenerEvents {
  onMessage(text: string): void;
  onGap(): void;
  readonly log: Logger;
}

/** Keeps one listening connection: connected, asked whether it lives, replaced when it does not. */
class Listener {
  readonly #url: string;
  readonly #events: ListenerEvents;
  #client: Client | null = null;
  #stopped = false;
  #attempt = 0;
  #retry: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(url: string, events: ListenerEvents) {
    this.#url = url;
    this.#events = events;
  }

  async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      application_name: `${APPLICATION_NAME} signals`,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      query_timeout: HEARTBEAT_ANSWER_MS_MAX,
      keepAlive: true,
    });
    client.on('notification', (message) => this.#events.onMessage(message.payload ?? ''));
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${PG_CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.#stopped) return client.end();
    this.#client = client;
    this.#attempt = 0;
    this.#heartbeat = setInterval(() => this.#beat(client), HEARTBEAT_MS).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    clearInterval(this.#heartbeat);
    const client = this.#client;
    this.#client = null;
    const ended = client?.end().catch(() => undefined);
    await Promise.race([ended, pause(END_MS_MAX, undefined, { ref: false })]); // a dead connection never answers
  }

  #beat(client: Client): void {
    client.query('SELECT 1').catch(() => this.#lost(client));
  }

  #lost(client: Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    clearInterval(this.#heartbeat);
    client.end().catch(() => undefined);
    if (this.#stopped) return;
    this.#events.log.warn('the connection that listens for signals was lost');
    this.#retrySoon();
  }

  #retrySoon(): void {
    const limit_ms = Math.min(RECONNECT_MS_MIN * 2 ** this.#attempt, RECONNECT_MS_MAX);
    this.#attempt += 1;
    this.#retry = setTimeout(() => void this.#reconnect(), randomInt(limit_ms / 2, limit_ms)).unref();
  }

  async #reconnect(): Promise<void> {
    try {
      await this.connect();
    } catch (error) {
      this.#events.log.debug({ err: error }, 'listening for signals failed; it is tried again');
      if (!this.#stopped) this.#retrySoon();
      return;
    }
    if (!this.#stopped) this.#events.onGap();
  }
}
