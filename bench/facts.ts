import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { type Db, inTransaction } from '../server/platform/db/transaction.ts';
import { record, recordMany, told } from '../server/platform/facts/record.ts';
import { newId } from '../server/platform/ids.ts';
import { embeddedDatabase } from './analytics/embedded-database.ts';
import { CONSUMERS, jarFilled } from './facts/jar-filled.ts';

const JARS = Array.from({ length: 1_000 }, newId);
const SLICE_MS = 20;
const payloadOf = (pieces: number) => ({ pieces, note: 'the usual few words that say what happened to it' });
const jarOf = (at: number): string => JARS[at % JARS.length] ?? '';

/**
 * Facts on their way from the commit to three consumers that write a row each: how late they are at `--rate=` (1000) a
 * second for `--seconds=` (10), and how many a second get through when many wait (`--many=`, 20000), one to a transaction
 * and fifty. Beside it, the least there could be: rows of a plain table that one poller marks, with nobody to hear them.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rate: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '10' },
      many: { type: 'string', default: '20000' },
    },
  });
  const [rate, seconds, many] = [Number(values.rate), Number(values.seconds), Number(values.many)];
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  try {
    await using database = await embeddedDatabase(data_dir);
    const { db, url } = database;
    await sql`CREATE TABLE bench_effects (consumer text, event_id uuid, lag_ms float8)`.execute(db);
    await sql`CREATE TABLE bench_plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, jar uuid, payload jsonb,
      occurred_at timestamptz DEFAULT clock_timestamp(), published_at timestamptz)`.execute(db);
    await sql`CREATE INDEX ON bench_plain (id) WHERE published_at IS NULL`.execute(db);
    await plainLag(db, rate, seconds);
    await plainSpeed(db, many);
    for (const together of [1, 50]) await lag(db, url, { rate, seconds, together });
    for (const together of [1, 50]) await speed(db, url, { many, together });
  } finally {
    await rm(data_dir, { recursive: true, force: true });
  }
}

/** Calls `write` at the rate given, each a transaction of its own, whatever the earlier ones take. */
async function paced(rate: number, seconds: number, write: (at: number) => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  const open: Promise<unknown>[] = [];
  for (let at = 0; at < rate * seconds; ) {
    const due = Math.min((performance.now() - begin) * (rate / 1000), rate * seconds);
    for (; at < due; at += 1) open.push(write(at));
    await pause(SLICE_MS);
  }
  await Promise.all(open);
  return (rate * seconds * 1000) / (performance.now() - begin);
}

async function lag(
  db: Db,
  url: string,
  options: { readonly rate: number; readonly seconds: number; readonly together: number },
): Promise<void> {
  await using _relay = await relayProcess(url, options.together);
  await sql`TRUNCATE bench_effects`.execute(db);
  const reached = await paced(options.rate, options.seconds, (at) =>
    inTransaction(db, (tx) => record(tx, jarFilled, jarOf(at), payloadOf(at))),
  );
  await settled(db, options.rate * options.seconds * CONSUMERS.length);
  const { rows } = await sql<{ p50: number; p99: number; max: number }>`SELECT
    percentile_cont(0.5) WITHIN GROUP (ORDER BY lag_ms) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY lag_ms) AS p99,
    max(lag_ms) AS max FROM bench_effects`.execute(db);
  console.log(
    `${Math.round(reached)} facts/s to ${CONSUMERS.length} consumers, ${options.together} to a transaction: ${lagText(rows[0])}`,
  );
}

async function speed(
  db: Db,
  url: string,
  { many, together }: { readonly many: number; readonly together: number },
): Promise<void> {
  await sql`TRUNCATE bench_effects`.execute(db);
  const begin = performance.now();
  for (let at = 0; at < many; at += 500)
    await inTransaction(db, (tx) =>
      recordMany(
        tx,
        Array.from({ length: 500 }, (_, nth) => told(jarFilled, jarOf(at + nth), payloadOf(at))),
      ),
    );
  const recorded_s = (performance.now() - begin) / 1000;
  await using _relay = await relayProcess(url, together);
  const start = performance.now();
  await settled(db, many * CONSUMERS.length);
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${many} that wait, ${together} to a transaction: ${Math.round(many / seconds)} facts/s through ${CONSUMERS.length} consumers ` +
      `(${Math.round((many * CONSUMERS.length) / seconds)} effects/s); recorded 500 at once at ${Math.round(many / recorded_s)}/s`,
  );
}

async function plainLag(db: Db, rate: number, seconds: number): Promise<void> {
  const polling = new AbortController();
  const poller = pollPlain(db, polling.signal);
  const reached = await paced(rate, seconds, (at) => insertPlain(db, at));
  while ((await unmarked(db)) > 0) await pause(SLICE_MS);
  polling.abort();
  await poller;
  const { rows } = await sql<{ p50: number; p99: number; max: number }>`SELECT
    percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS p99,
    max(ms) AS max FROM (SELECT extract(epoch FROM published_at - occurred_at)::float8 * 1000 AS ms FROM bench_plain) AS lag`.execute(
    db,
  );
  console.log(`plain rows, polled and marked, nobody hears: ${Math.round(reached)} rows/s: ${lagText(rows[0])}`);
}

async function plainSpeed(db: Db, many: number): Promise<void> {
  await sql`INSERT INTO bench_plain (jar, payload)
    SELECT ${jarOf(0)}::uuid, ${JSON.stringify(payloadOf(0))}::jsonb FROM generate_series(1, ${many}::int)`.execute(db);
  const begin = performance.now();
  while ((await markPlain(db)) > 0);
  console.log(
    `${many} plain rows that wait: ${Math.round((many * 1000) / (performance.now() - begin))} rows/s are marked`,
  );
}

function insertPlain(db: Db, at: number): Promise<unknown> {
  return inTransaction(db, (tx) =>
    sql`INSERT INTO bench_plain (jar, payload) VALUES (${jarOf(at)}, ${JSON.stringify(payloadOf(at))})`.execute(tx),
  );
}

async function markPlain(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`UPDATE bench_plain SET published_at = clock_timestamp() WHERE id IN (
    SELECT id FROM bench_plain WHERE published_at IS NULL ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED)`.execute(db);
  return Number(numAffectedRows ?? 0);
}

async function pollPlain(db: Db, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) if ((await markPlain(db)) === 0) await pause(5);
}

async function unmarked(db: Db): Promise<number> {
  const { rows } = await sql`SELECT FROM bench_plain WHERE published_at IS NULL LIMIT 1`.execute(db);
  return rows.length;
}

async function settled(db: Db, effects: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM bench_effects`.execute(db);
    if ((rows[0]?.count ?? 0) >= effects) return;
    await pause(100);
  }
}

async function relayProcess(url: string, together: number): Promise<AsyncDisposable> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'facts/relay-process.ts'), String(together)],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { PATH: process.env['PATH'], DATABASE_URL: url } },
  );
  if (child.stdout !== null) await once(child.stdout, 'data');
  return {
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function lagText(lag: { readonly p50: number; readonly p99: number; readonly max: number } | undefined): string {
  if (lag === undefined) return 'nothing';
  return `heard after ${lag.p50.toFixed(1)} ms p50, ${lag.p99.toFixed(1)} ms p99, ${lag.max.toFixed(0)} ms at most`;
}
