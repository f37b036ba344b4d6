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
import { embeddedDatabase } from './analytics/embedded-database.ts';
import { CONSUMERS, jarFilled, jarOf, payloadOf } from './facts/jar-filled.ts';
import { busyCores, type Lag, lagText, paced } from './facts/paced.ts';
import { makePlain, plainLag, plainSpeed } from './facts/plain.ts';

/** How consumers handle facts. */
const TOGETHER = ['together', 'one by one'] as const;
type Together = (typeof TOGETHER)[number];

/**
 * Facts on their way from the commit to three consumers that write a row each: how late they are at `--rate=` (1000) a
 * second for `--seconds=` (10), each recorded in a transaction of its own, and how many a second get through when many wait
 * (`--many=`, 20000); handled together, as consumers do who say nothing else, and each in a transaction of its own. Beside
 * it what of the machine is the recording alone, and the least there could be: plain rows that one poller marks.
 * `--sync` waits for the disk at each commit.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rate: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '10' },
      many: { type: 'string', default: '20000' },
      sync: { type: 'boolean', default: false },
    },
  });
  const [rate, seconds, many] = [Number(values.rate), Number(values.seconds), Number(values.many)];
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  try {
    await using database = await embeddedDatabase(data_dir, { sync: values.sync });
    const { db, url } = database;
    await sql`CREATE TABLE bench_effects (consumer text, event_id uuid, lag_ms float8)`.execute(db);
    await makePlain(db);
    await plainLag(db, rate, seconds);
    await plainSpeed(db, many);
    await recording(db, rate, seconds);
    for (const together of TOGETHER) await lag(db, url, { rate, seconds, together });
    for (const together of TOGETHER) await speed(db, url, { many, together });
  } finally {
    await rm(data_dir, { recursive: true, force: true });
  }
}

/** What producers cost by themselves: facts that nobody hears. */
async function recording(db: Db, rate: number, seconds: number): Promise<void> {
  const took: number[] = [];
  const busy = busyCores();
  const reached = await paced(rate, seconds, async (at) => {
    const begin = performance.now();
    await recordOne(db, at);
    took.push(performance.now() - begin);
  });
  took.sort((one, other) => one - other);
  const at = (part: number): number => took[Math.floor(part * (took.length - 1))] ?? 0;
  const lag = { p50: at(0.5), p99: at(0.99), max: at(1) };
  console.log(
    `${Math.round(reached)} facts/s recorded, each in a transaction, nobody hears: committed after ${lagText(lag)}; ${busy()}`,
  );
  await sql`UPDATE facts.outbox SET published_at = now()`.execute(db);
}

function recordOne(db: Db, at: number): Promise<unknown> {
  return inTransaction(db, (tx) => record(tx, jarFilled, jarOf(at), payloadOf(at)));
}

async function lag(
  db: Db,
  url: string,
  options: { readonly rate: number; readonly seconds: number; readonly together: Together },
): Promise<void> {
  await using _relay = await relayProcess(url, options.together);
  await sql`TRUNCATE bench_effects`.execute(db);
  const busy = busyCores();
  const reached = await paced(options.rate, options.seconds, (at) => recordOne(db, at));
  await settled(db, options.rate * options.seconds * CONSUMERS.length);
  const { rows } = await sql<Lag>`SELECT
    percentile_cont(0.5) WITHIN GROUP (ORDER BY lag_ms) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY lag_ms) AS p99,
    max(lag_ms) AS max FROM bench_effects`.execute(db);
  console.log(
    `${Math.round(reached)} facts/s to ${CONSUMERS.length} consumers, handled ${options.together}: heard after ${lagText(rows[0])}; ${busy()}`,
  );
}

async function speed(
  db: Db,
  url: string,
  { many, together }: { readonly many: number; readonly together: Together },
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
    `${many} that wait, handled ${together}: ${Math.round(many / seconds)} facts/s through ${CONSUMERS.length} consumers ` +
      `(${Math.round((many * CONSUMERS.length) / seconds)} effects/s); recorded 500 at once at ${Math.round(many / recorded_s)}/s`,
  );
}

async function settled(db: Db, effects: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM bench_effects`.execute(db);
    if ((rows[0]?.count ?? 0) >= effects) return;
    await pause(100);
  }
}

async function relayProcess(url: string, together: Together): Promise<AsyncDisposable> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'facts/relay-process.ts'), together], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], DATABASE_URL: url },
  });
  if (child.stdout !== null) await once(child.stdout, 'data');
  return {
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
