import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import { readInstruments } from '../../server/modules/market/selectors/read-instruments.ts';
import { readConfig } from '../../server/config.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import { createLog } from '../../server/platform/log.ts';
import { createMetrics } from '../../server/platform/metrics.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { openSecrets } from '../../server/platform/secrets-store.ts';
import { createSignals } from '../../server/platform/signals-pg.ts';
import { leadAlone, type LeadingProcess } from '../../test/support/leading-process.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { fillAlerts, fillBurst } from './fill-alerts.ts';
import { measureBooks } from './measure-books.ts';
import { scanOnce } from './sql-scan.ts';

interface Size {
  readonly alerts: number;
  readonly instruments: number;
  readonly seconds: number;
}

const BURST = 10_000;
const PRINTS_PER_SECOND = 2_000;
const BATCH_MS = 50;
const LONG_MS = 120_000;
/** Of a batch of a hundred prints, as many reach a threshold. */
const REACH_EVERY = 50;

export async function measureEngine(database: { readonly db: Db; readonly url: string }, size: Size): Promise<void> {
  measureBooks(size);
  const { db } = database;
  await fillAlerts(db, size);
  await fillBurst(db, { symbol: 'B1', count: BURST, each_its_owner: false });
  await fillBurst(db, { symbol: 'B2', count: BURST, each_its_owner: true });
  const registry = new MemoryRegistry();
  registry.merge(await readInstruments(db, null));
  const platform = await platformOf(database);
  const began = performance.now();
  const feed = await leadAlone(platform, registry, { reached: noteCommit });
  const load_s = (performance.now() - began) / 1000;
  console.log(`load of ${size.alerts + 2 * BURST} alerts from PostgreSQL: ${load_s.toFixed(2)} s`);
  const symbols = Array.from({ length: registry.size }, (_, index) => registry.at(index).symbol);
  feed.print(...symbols.map((symbol) => [symbol, 100_00] as const));
  await steady(db, feed, { symbols, seconds: size.seconds });
  await burst(db, feed, { symbol: 'B1', of: 'one owner' });
  await burst(db, feed, { symbol: 'B2', of: `${BURST} owners, with mail` });
  await scans(db, symbols);
  await feed.stop();
  await platform.signals.drain();
}

/** Prints at a steady rate; some reach a threshold. */
async function steady(
  db: Db,
  feed: LeadingProcess,
  { symbols, seconds }: { readonly symbols: readonly string[]; readonly seconds: number },
): Promise<void> {
  const per_batch = (PRINTS_PER_SECOND * BATCH_MS) / 1000;
  const quiet = symbols.filter((symbol) => symbol !== 'B1' && symbol !== 'B2');
  let next = 0;
  let reached = 0;
  const start = performance.now();
  for (let batch = 0; batch < (seconds * 1000) / BATCH_MS; batch += 1) {
    const prints = Array.from({ length: per_batch }, () => {
      next += 1;
      const reaches = next % REACH_EVERY === 0;
      if (reaches) reached += 1;
      // A symbol that comes round again goes one threshold further each time.
      const round = Math.floor(next / quiet.length);
      return [quiet[next % quiet.length] ?? '', reaches ? 101_00 + round * 50 : 100_00 + (next % 7)] as const;
    });
    feed.print(...prints);
    await pause(Math.max(0, start + (batch + 1) * BATCH_MS - performance.now()));
  }
  await waitFor('all firings', async () => (await lags(db)).count >= reached, LONG_MS);
  report(`${PRINTS_PER_SECOND} prints a second for ${seconds} s`, await lags(db));
}

async function burst(
  db: Db,
  feed: LeadingProcess,
  { symbol, of }: { readonly symbol: string; readonly of: string },
): Promise<void> {
  for (const price of [120_00, 150_00, 190_00, 240_00, 310_00, 400_00, 520_00, 670_00, 870_00, 999_00])
    feed.print([symbol, price]);
  await pause(2_000);
  await waitFor('the quiet before', async () => isQuiet(feed), LONG_MS);
  await sql`TRUNCATE alerts.firings`.execute(db);
  feed.print([symbol, 1100_00]);
  await waitFor('the burst', async () => isQuiet(feed), LONG_MS);
  report(`one print that fires ${BURST} of ${of}`, await lags(db));
}

/** Nothing waits for its commit. */
async function isQuiet(feed: LeadingProcess): Promise<boolean> {
  return (await feed.engine.health.check()).detail?.includes(' 0 firings') === true;
}

interface Lags {
  readonly count: number;
  readonly first_ms: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly max_ms: number;
}

/** From the arrival of a print to the commit of its firing: the first that was heard of behind the time in its row. */
async function lags(db: Db): Promise<Lags> {
  const { rows } = await sql<{ received_ms: number; recorded_ms: number }>`
    SELECT extract(epoch FROM received_at)::float8 * 1000 AS received_ms,
      extract(epoch FROM recorded_at)::float8 * 1000 AS recorded_ms
    FROM alerts.firings ORDER BY recorded_at
  `.execute(db);
  let next = 0;
  const waits = rows.map(({ received_ms, recorded_ms }) => {
    while ((commits[next] ?? Number.POSITIVE_INFINITY) < recorded_ms) next += 1;
    return (commits[next] ?? Number.NaN) - received_ms;
  });
  waits.sort((a, b) => a - b);
  const at = (part: number): number => waits[Math.floor((waits.length - 1) * part)] ?? Number.NaN;
  return { count: waits.length, first_ms: at(0), p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) };
}

/** When each transaction with firings was known to be committed. */
const commits: number[] = [];
const noteCommit = (point: string): void => {
  if (point === 'committed') commits.push(systemClock.ms());
};

function report(name: string, { count, first_ms, p50_ms, p99_ms, max_ms }: Lags): void {
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  console.log(
    `${name}: ${count} firings, print to commit from ${ms(first_ms)}, p50 ${ms(p50_ms)}, p99 ${ms(p99_ms)}, max ${ms(max_ms)}`,
  );
}

async function scans(db: Db, symbols: readonly string[]): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1)
    times.push(await scanOnce(db, symbols.slice(round * 100, round * 100 + 100)));
  times.sort((a, b) => a - b);
  const p50_ms = times[10] ?? Number.NaN;
  console.log(
    `SQL: one query a batch of 100 prints over an index: p50 ${p50_ms.toFixed(1)} ms, ${Math.round(100_000 / p50_ms)} prints/s at most`,
  );
}

async function platformOf({
  db,
  url,
}: {
  readonly db: Db;
  readonly url: string;
}): Promise<Platform & { readonly signals: ReturnType<typeof createSignals> }> {
  const log = createLog('error');
  const signals = createSignals({ db, listen_url: url, log });
  await signals.start();
  return {
    config: readConfig(['--run=feed'], { DATABASE_URL: url, LOG_LEVEL: 'error' }),
    db,
    clock: systemClock,
    log,
    metrics: createMetrics({ process_metrics: false }),
    signals,
    secrets: await openSecrets(db),
  };
}
