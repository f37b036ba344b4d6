import { sql } from 'kysely';
import pg from 'pg';
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
  const listener = createListener(options.listen_url, {
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
    start: () => listener.start(),
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
function createListener(url: string, events: ListenerEvents): { start(): Promise<void>; stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let stopped = false;
  let attempt = 0;
  let retry: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: `${APPLICATION_NAME} signals`,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      query_timeout: HEARTBEAT_ANSWER_MS_MAX,
      keepAlive: true,
    });
    fresh.on('notification', (message) => events.onMessage(message.payload ?? ''));
    fresh.on('error', () => lost(fresh));
    fresh.on('end', () => lost(fresh));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${PG_CHANNEL}`);
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
    if (stopped) return fresh.end();
    client = fresh;
    heartbeat = setInterval(() => beat(fresh), HEARTBEAT_MS).unref();
  }

  function beat(asked: pg.Client): void {
    asked.query('SELECT 1').catch(() => lost(asked));
  }

  function lost(gone: pg.Client): void {
    if (client !== gone) return;
    client = null;
    clearInterval(heartbeat);
    gone.end().catch(() => undefined);
    if (stopped) return;
    events.log.warn('the connection that listens for signals was lost');
    attempt = 0;
    retrySoon();
  }

  function retrySoon(): void {
    const limit_ms = Math.min(RECONNECT_MS_MIN * 2 ** attempt, RECONNECT_MS_MAX);
    attempt += 1;
    retry = setTimeout(reconnect, limit_ms * (0.5 + Math.random() / 2)).unref();
  }

  function reconnect(): void {
    connect().then(
      () => {
        if (!stopped) events.onGap();
      },
      (error: unknown) => {
        events.log.debug({ err: error }, 'listening for signals failed; it is tried again');
        if (!stopped) retrySoon();
      },
    );
  }

  return {
    start: connect,
    async stop() {
      stopped = true;
      clearTimeout(retry);
      clearInterval(heartbeat);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
