import { sql } from 'kysely';
import type { FiringView } from '../../contract/alerts.ts';
import {
  type AlertEngine,
  createAlertEngine,
  type EngineParts,
} from '../../server/modules/alerts/engine/alert-engine.ts';
import { QuoteBoard } from '../../server/modules/market/board/quote-board.ts';
import type { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import { alwaysOpen } from '../../server/modules/market/sessions/session-calendar.ts';
import { createNotifications } from '../../server/modules/notifications/index.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { type ToldAlert, insertAlert, insertUser } from './alert-rows.ts';
import { run } from './board.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { listed, storeInstruments } from './market.ts';
import { waitFor } from './wait-for.ts';

const LEAD = 'market.feed';
const DAY_MS = 86_400_000;

type TermWork = Parameters<EngineParts['quotes']['whileLeading']>[0];

/** One process whose feed leads: a real board that a test prints on, and the engine beside it. */
export interface LeadingProcess extends AsyncDisposable {
  readonly board: QuoteBoard;
  readonly engine: AlertEngine;
  readonly platform: Platform;
  /** Prints of one batch: symbols with scaled prices. Times rise by a millisecond a print. */
  print(...prices: readonly (readonly [symbol: string, price: number])[]): void;
  /** Ends the term as a hand-over does. */
  stop(): Promise<void>;
}

export interface AlertWorld extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly registry: MemoryRegistry;
  readonly user_id: string;
  alert(symbol: string, told: ToldAlert): Promise<string>;
  /** Begins a term with the next token. Returns when everything is loaded. */
  lead(options?: {
    readonly reached?: EngineParts['reached'];
    readonly from?: LeadingProcess;
  }): Promise<LeadingProcess>;
  firings(): Promise<
    readonly Pick<FiringView, 'alert_id' | 'arming' | 'price' | 'previous_price' | 'source' | 'crossings'>[]
  >;
  alertRow(id: string): Promise<{
    readonly status: string;
    readonly pause_reason: string | null;
    readonly fired_count: number;
    readonly threshold_value: string | null;
  }>;
  notices(): Promise<readonly { readonly kind: string; readonly dedupe_key: string; readonly title: string }[]>;
}

/** A database with instruments, a user and no feed yet. */
export async function alertWorld(...symbols: readonly string[]): Promise<AlertWorld> {
  const database = await freshDatabase();
  const { db } = database;
  const registry = listed(...(symbols.length > 0 ? symbols : ['AAPL', 'MSFT']));
  await storeInstruments(db, registry);
  const user_id = await insertUser(db);
  const platform = database.platform();
  const processes: LeadingProcess[] = [];
  return {
    database,
    registry,
    user_id,
    alert: (symbol, told) => insertAlert(platform, { user_id, instrument_id: registry.find(symbol)?.id ?? '' }, told),
    async lead({ reached, from } = {}) {
      const leading = await lead(database, registry, { reached, from });
      processes.push(leading);
      return leading;
    },
    firings: async () => (await sql<never>`SELECT * FROM alerts.firings ORDER BY id`.execute(db)).rows,
    alertRow: async (id) => {
      const { rows } = await sql<never>`SELECT * FROM alerts.alerts WHERE id = ${id}`.execute(db);
      return rows[0] ?? Promise.reject(new Error('no such alert'));
    },
    notices: async () => (await sql<never>`SELECT * FROM notifications.inbox ORDER BY id`.execute(db)).rows,
    async [Symbol.asyncDispose]() {
      for (const leading of processes) await leading[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function lead(
  database: TestDatabase,
  registry: MemoryRegistry,
  options: { readonly reached?: EngineParts['reached'] | undefined; readonly from?: LeadingProcess | undefined },
): Promise<LeadingProcess> {
  const platform = database.platform();
  const board = new QuoteBoard(registry, platform.clock, (error) => {
    throw error;
  });
  const { rows } = await sql<{ token: string }>`
    INSERT INTO platform.leaderships (name, token) VALUES (${LEAD}, 1)
    ON CONFLICT (name) DO UPDATE SET token = leaderships.token + 1 RETURNING token
  `.execute(database.db);
  const token = Number(rows[0]?.token);
  const works: TermWork[] = [];
  const { notify } = createNotifications(platform);
  const engine = createAlertEngine({
    platform,
    notify,
    quotes: {
      board,
      provider: { continues: true },
      lead_name: LEAD,
      whileLeading: (work) => void works.push(work),
      dayAt: (_, at_ms) => Math.floor(at_ms / DAY_MS),
      candles: () => Promise.reject(new Error('there is no past here')),
    },
    ...(options.reached && { reached: options.reached }),
  });
  if (options.from !== undefined) copyRows(options.from.board, board);
  board.lead(run(token, { calendar: alwaysOpen }));
  const ending = new AbortController();
  const work = Promise.allSettled(works.map((begin) => begin({ token, signal: ending.signal })));
  await waitFor('the alerts to be loaded', async () => (await engine.health.check()).detail?.includes('watched'));
  let at_ms = platform.clock.ms() - 60_000;
  const stop = async (): Promise<void> => {
    ending.abort();
    await work;
  };
  return {
    board,
    engine,
    platform,
    print(...prices) {
      const prints = prices.map(([symbol, price]) => {
        at_ms += 1;
        return { index: registry.find(symbol)?.index ?? -1, price, size: 1, at_ms };
      });
      board.accept(prints, token);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** What the next process finds kept of the prices. */
function copyRows(from: QuoteBoard, to: QuoteBoard): void {
  const { columns, registry } = from;
  const rows = Array.from({ length: registry.size }, (_, index) => index).filter((index) => columns.price[index]);
  const cell = (column: Float64Array | Int32Array, index: number): number => column[index] ?? Number.NaN;
  to.follow(
    from.run,
    rows.map((index) => ({
      index,
      version: cell(columns.version, index),
      price: cell(columns.price, index),
      previous_close: cell(columns.previous_close, index),
      open: cell(columns.open, index),
      high: cell(columns.high, index),
      low: cell(columns.low, index),
      volume: cell(columns.volume, index),
      at_ms: cell(columns.at_ms, index),
      day: cell(columns.day, index),
      session: 'regular' as const,
    })),
  );
}
