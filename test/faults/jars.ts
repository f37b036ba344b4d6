import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../server/platform/db/transaction.ts';
import { type Consumer, consumer, on } from '../../server/platform/facts/consumer.ts';
import { defineFact } from '../../server/platform/facts/fact.ts';
import { newId } from '../../server/platform/ids.ts';
import { waitFor } from '../support/wait-for.ts';

/** A world of jars in which every change is a fact, and every effect of a fact is a row: what a death breaks can be counted. */

export const jarFilled = defineFact({ type: 'jar.filled', aggregate: 'jar', payload: z.object({ pieces: z.int() }) });

const SETTLE_MS_MAX = 600_000;

/** Effects have no key: one that is applied twice stands there twice. */
export async function makeJars(db: Db, count: number): Promise<void> {
  await sql`CREATE TABLE jars (jar uuid PRIMARY KEY, pieces integer NOT NULL DEFAULT 0)`.execute(db);
  await sql`CREATE TABLE effects (place bigint GENERATED ALWAYS AS IDENTITY, consumer text, event_id uuid, jar uuid,
    seq bigint, pieces integer)`.execute(db);
  await sql`INSERT INTO jars (jar) SELECT unnest(${Array.from({ length: count }, newId)}::uuid[])`.execute(db);
}

export const jarConsumers: readonly Consumer[] = [noting('one', 1), noting('many', 20), noting('other', 1)];

function noting(name: string, together: number): Consumer {
  const note = on(jarFilled, async (tx, { event_id, aggregate_id, aggregate_seq, payload }) => {
    await sql`INSERT INTO effects (consumer, event_id, jar, seq, pieces)
      VALUES (${name}, ${event_id}, ${aggregate_id}, ${aggregate_seq}, ${payload.pieces})`.execute(tx);
  });
  return consumer(name, [note], { together });
}

export interface JarProcess extends AsyncDisposable {
  /** Its end, by itself or by a signal. */
  readonly ended: Promise<NodeJS.Signals | null>;
  /** kill -9; returns when it is gone. */
  kill(): Promise<void>;
}

/** Starts `jar-process.ts` and returns when it works. */
export async function jarProcess(
  url: string,
  options: { readonly role: 'relay' | 'writer'; readonly count?: number; readonly crash_at?: string },
): Promise<JarProcess> {
  const { role, count = 0, crash_at = '' } = options;
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'jar-process.ts'), role, String(count)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], DATABASE_URL: url, LOG_LEVEL: 'silent', CRASH_AT: crash_at },
    },
  );
  const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
  await Promise.race([child.stdout === null ? ended : once(child.stdout, 'data'), ended]);
  child.stdout?.resume();
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  };
  return { ended, kill, [Symbol.asyncDispose]: kill };
}

/** Returns when every fact there is has had its effect with every consumer. */
export async function settled(db: Db): Promise<void> {
  await waitFor(
    'every fact to be handled',
    async () => {
      const { rows } = await sql`SELECT FROM facts.outbox WHERE published_at IS NULL
        UNION ALL SELECT FROM facts.deliveries WHERE state = 'pending'`.execute(db);
      return rows.length === 0;
    },
    SETTLE_MS_MAX,
  );
}

export interface Broken {
  /** Changes without a fact, or facts without a change. */
  readonly unmatched: number;
  /** Facts without an effect, by consumer and fact. */
  readonly lost: number;
  /** Effects beyond the first of a fact. */
  readonly doubled: number;
  /** Effects that came before one of an earlier fact of the same jar. */
  readonly disordered: number;
}

export const WHOLE: Broken = { unmatched: 0, lost: 0, doubled: 0, disordered: 0 };

/** What is wrong, counted from the tables alone. */
export async function countBroken(db: Db): Promise<Broken> {
  const { rows } = await sql<Broken>`SELECT
    (SELECT count(*)::int FROM (SELECT jar, generate_series(1, pieces) AS seq FROM jars) AS change
      FULL JOIN facts.outbox AS fact ON fact.aggregate_id = change.jar AND fact.aggregate_seq = change.seq
        AND (fact.payload->>'pieces')::int = change.seq
      WHERE fact.event_id IS NULL OR change.jar IS NULL) AS unmatched,
    (SELECT count(*)::int FROM facts.outbox AS fact CROSS JOIN facts.consumers AS consumer
      WHERE NOT EXISTS (SELECT FROM effects WHERE effects.event_id = fact.event_id AND effects.consumer = consumer.name))
      AS lost,
    (SELECT (count(*) - count(DISTINCT (consumer, event_id)))::int FROM effects) AS doubled,
    (SELECT count(*)::int FROM (SELECT seq, lag(seq) OVER (PARTITION BY consumer, jar ORDER BY place) AS before FROM effects)
      AS pair WHERE before > seq) AS disordered`.execute(db);
  return rows[0] ?? WHOLE;
}
