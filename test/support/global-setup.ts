import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../server/platform/db/embedded.ts';
import { MIGRATIONS_DIR, migrate } from '../../server/platform/db/migrate.ts';
import { openDatabase } from '../../server/platform/db/open.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server this run's databases live on: where to create them, and the migrated one they are copies of. */
    database_server: { readonly admin_url: string; readonly template: string };
  }
}

/** Data of tests may be lost, so nothing waits for the disk; many files run at once, so connections are plenty. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '500',
  shared_buffers: '256MB',
};

/**
 * One PostgreSQL for the whole run, with a migrated template: our own, or the server of TEST_DATABASE_URL, of any version that
 * the program runs on. That one's account must be a superuser, and its databases named `template_…` and `test_…` are ours.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const elsewhere = process.env['TEST_DATABASE_URL'] ?? '';
  const { url, stop } = elsewhere === '' ? await ownServer() : { url: elsewhere, stop: () => Promise.resolve() };
  const template = `template_${await migrationsHash()}`;
  await createTemplate(url, template);
  project.provide('database_server', { admin_url: url, template });
  return stop;
}

async function ownServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-test-'));
  await chmod(data_dir, 0o755); // mkdtemp makes it private, and root runs the server as another account
  const server = await startEmbedded({ data_dir, log: pino({ level: 'silent' }), settings: SETTINGS, sync: false });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(data_dir, { recursive: true, force: true });
    },
  };
}

async function createTemplate(admin_url: string, template: string): Promise<void> {
  const admin = openDatabase({ url: admin_url, pool_max: 1 });
  await admin.pool.query(`DROP DATABASE IF EXISTS ${template}`);
  await admin.pool.query(`CREATE DATABASE ${template}`);
  await admin.close();
  const database = openDatabase({ url: databaseNamed(admin_url, template), pool_max: 2 });
  await migrate(database.db);
  await database.close();
}

function databaseNamed(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(MIGRATIONS_DIR)).toSorted()) {
    hash.update(file).update(await readFile(join(MIGRATIONS_DIR, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
