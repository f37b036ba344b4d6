import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Db, inTransaction } from '../../server/platform/db/transaction.ts';
import { jarOf, payloadOf } from './jar-filled.ts';
import { type Lag, lagText, paced, SLICE_MS } from './paced.ts';

/** The least there could be: rows of a plain table that one poller marks, with nobody to hear them. */
export async function makePlain(db: Db): Promise<void> {
  await sql`CREATE TABLE bench_plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, jar uuid, payload jsonb,
    occurred_at timestamptz DEFAULT clock_timestamp(), published_at timestamptz)`.execute(db);
  await sql`CREATE INDEX ON bench_plain (id) WHERE published_at IS NULL`.execute(db);
}

export async function plainLag(db: Db, rate: number, seconds: number): Promise<void> {
  const polling = new AbortController();
  const poller = pollPlain(db, polling.signal);
  const reached = await paced(rate, seconds, (at) => insertPlain(db, at));
  while ((await unmarked(db)) > 0) await pause(SLICE_MS);
  polling.abort();
  await poller;
  const { rows } = await sql<Lag>`SELECT
    percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS p99,
    max(ms) AS max FROM (SELECT extract(epoch FROM published_at - occurred_at)::float8 * 1000 AS ms FROM bench_plain) AS lag`.execute(
    db,
  );
  console.log(
    `plain rows, polled and marked, nobody hears: ${Math.round(reached)} rows/s: marked after ${lagText(rows[0])}`,
  );
}

export async function plainSpeed(db: Db, many: number): Promise<void> {
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
