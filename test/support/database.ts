import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { pino } from 'pino';
import { inject } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { openDatabase } from '../../server/platform/db/open.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import { createMetrics } from '../../server/platform/metrics.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { openSecrets } from '../../server/platform/secrets-store.ts';
import { createSignals } from '../../server/platform/signals-pg.ts';

/** Connections at most of one test's database: enough for races, few enough for many files at once. */
const POOL_MAX = 8;

export interface TestDatabase extends AsyncDisposable {
  readonly db: Db;
  readonly url: string;
  /** Everything a module may use, on this database. Each call has metrics of its own, as a process would. */
  platform(overrides?: Partial<Platform>): Platform;
}

/** A migrated database of the test's own, gone when it is disposed of: `await using database = await freshDatabase()`. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { url, drop } = await createCopy();
  const database = openDatabase({ url, pool_max: POOL_MAX });
  const log = pino({ level: 'silent' });
  const signals = createSignals({ db: database.db, listen_url: url, log });
  await signals.start();
  const secrets = await openSecrets(database.db);
  const config = readConfig([], { DATABASE_URL: url, LOG_LEVEL: 'silent', PORT: '0', HOST: '127.0.0.1' });
  return {
    db: database.db,
    url,
    platform: (overrides = {}) => ({
      config,
      db: database.db,
      clock: systemClock,
      log,
      metrics: createMetrics({ process_metrics: false }),
      signals,
      secrets,
      ...overrides,
    }),
    async [Symbol.asyncDispose]() {
      await signals.drain();
      await database.close();
      await drop();
    },
  };
}

/** An empty database, not migrated. */
export async function emptyDatabase(): Promise<{ readonly url: string } & AsyncDisposable> {
  const { url, drop } = await createCopy('template0');
  return { url, [Symbol.asyncDispose]: drop };
}

async function createCopy(
  template = inject('database_server').template,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const { admin_url } = inject('database_server');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(admin_url, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(admin_url);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(admin_url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
