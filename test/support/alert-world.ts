import { sql } from 'kysely';
import type { FiringView } from '../../contract/alerts.ts';
import type { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import { insertAlert, insertUser, type ToldAlert } from './alert-rows.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { leadAlone, type LeadingProcess, type LeadOptions } from './leading-process.ts';
import { listed, storeInstruments } from './market.ts';

export interface AlertWorld extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly registry: MemoryRegistry;
  readonly user_id: string;
  alert(symbol: string, told: ToldAlert): Promise<string>;
  /** As its owner would. */
  pause(id: string): Promise<void>;
  /** Begins a term with the next token. Returns when everything is loaded. */
  lead(options?: LeadOptions): Promise<LeadingProcess>;
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
    pause: async (id) => {
      await sql`UPDATE alerts.alerts SET status = 'paused', pause_reason = 'user' WHERE id = ${id}`.execute(db);
    },
    async lead(options = {}) {
      const leading = await leadAlone(database.platform(options.platform), registry, options);
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
