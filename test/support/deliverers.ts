import { sql } from 'kysely';
import { readConfig } from '../../server/config.ts';
import { createDeliverer } from '../../server/modules/notifications/deliverer.ts';
import type { Outlet } from '../../server/modules/notifications/senders/sender.ts';
import { createNotify, type Notify } from '../../server/modules/notifications/services/notify.ts';
import { type ManualClock, manualClock } from '../../server/platform/clock.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { type FakeOutlet, fakeOutlet } from './notices.ts';
import { waitFor } from './wait-for.ts';

export const MONDAY_MS = Date.UTC(2026, 0, 5, 12, 30);
export const MINUTE_MS = 60_000;
export const QUICK_MS = 15;

/** Deliverers on a database and a clock of their own. */
export interface World extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly platform: Platform;
  readonly clock: ManualClock;
  readonly notify: Notify;
  /** Starts another process that delivers. @returns what stops it. */
  deliver(): Promise<() => Promise<void>>;
}

/** @param make the outlet; one that sends nothing without it. */
export async function startWorld(): Promise<World & { readonly outlet: FakeOutlet }>;
export async function startWorld<Made extends Outlet>(options: {
  readonly env?: Readonly<Record<string, string>>;
  readonly make: (platform: Platform) => Made;
}): Promise<World & { readonly outlet: Made }>;
export async function startWorld(options?: {
  readonly env?: Readonly<Record<string, string>>;
  readonly make: (platform: Platform) => Outlet;
}): Promise<World & { readonly outlet: Outlet }> {
  const database = await freshDatabase();
  const clock = manualClock(MONDAY_MS);
  const { PUBLIC_URL = 'https://stock.example.org', ...env } = options?.env ?? {};
  const config = readConfig([], { DATABASE_URL: database.url, LOG_LEVEL: 'silent', PUBLIC_URL, ...env });
  const platform = database.platform({ clock, config });
  const outlet = options?.make(platform) ?? fakeOutlet('email');
  const notify = createNotify(platform, [outlet]);
  const running: (() => Promise<void>)[] = [];
  return {
    database,
    platform,
    clock,
    outlet,
    notify,
    async deliver() {
      const deliverer = createDeliverer(platform, { outlets: [outlet], notify }, QUICK_MS);
      await deliverer.start();
      running.push(() => deliverer.drain());
      return () => deliverer.drain();
    },
    async [Symbol.asyncDispose]() {
      for (const stop of running) await stop();
      await database[Symbol.asyncDispose]();
    },
  };
}

export interface Row {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly reason: string | null;
  readonly next_try_at: Date;
  readonly carried_by: string | null;
}

export async function rowsOf({ db }: TestDatabase): Promise<Row[]> {
  const { rows } = await sql<Row>`SELECT id, status, attempts, last_error, reason, next_try_at, carried_by
    FROM notifications.deliveries ORDER BY id`.execute(db);
  return rows;
}

export const statuses = async (database: TestDatabase) => (await rowsOf(database)).map(({ status }) => status);
export const ended = (database: TestDatabase) =>
  waitFor('every delivery to end', async () => (await statuses(database)).every((status) => status !== 'pending'));

export async function attemptsOf({ db }: TestDatabase): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT attempt, code, error, answer FROM notifications.delivery_attempts ORDER BY delivery_id, attempt`.execute(db);
  return rows;
}
