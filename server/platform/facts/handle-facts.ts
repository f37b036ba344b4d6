import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { crashPoint } from '../crash-point.ts';
import { type Db, inTransaction, type Tx } from '../db/transaction.ts';
import { type Consumer, EVERY, type Handling } from './consumer.ts';
import type { DueFact } from './due-facts.ts';
import type { Fact } from './fact.ts';
import { isDue, RETRY_MS_MAX } from './is-due.ts';

/** A fact that failed this often is dead: people look at it, and the rest goes on. */
export const ATTEMPTS_MAX = 10;
const RETRY_MS_MIN = 500;
const ERROR_LENGTH_MAX = 500;
/** A transaction of several facts begins with none after this long: what it has locked is not kept from others for longer. */
const TOGETHER_MS = 50;
/**
 * How long it waits for a row that somebody else has, and then lets go of all it has. Locks of several facts are taken in any
 * order: this is longer than others like it take, and far below the second after which PostgreSQL looks for deadlocks.
 */
const LOCK_WAIT_MS = 100;

/** A fact that is on the list was taken by another process meanwhile. */
class TakenError extends Error {
  override readonly name = 'TakenError';
}

/** The handler of a fact's type, if this version of the program has one. */
export function handlingOf(consumer: Consumer, type: string): Handling | undefined {
  return consumer.handlers.get(type) ?? consumer.handlers.get(EVERY);
}

/**
 * Handles facts, in order, in one transaction with the note that they are done: all of it is there after the commit, or
 * nothing. Several that take long are not all handled: the rest stays as it was.
 *
 * @returns how many of them, from the first on; 0, and nothing is changed, where another process has one of them.
 * @throws what a handler threw, or that several would wait for somebody's lock; nothing is changed then either.
 */
export async function handleFacts(db: Db, consumer: Consumer, facts: readonly Fact[]): Promise<number> {
  let handled: readonly Fact[] = [];
  try {
    await inTransaction(db, async (tx) => {
      await take(tx, consumer, facts);
      handled = await handleInTime(tx, consumer, facts);
      // After the handlers: one that hid a failed statement from us is found out here.
      await markDone(tx, consumer, handled);
      crashPoint('consumer.before_commit');
    });
  } catch (error) {
    if (error instanceof TakenError) return 0;
    throw error;
  }
  crashPoint('consumer.after_commit');
  return handled.length;
}

const idsOf = (facts: readonly Fact[]): string[] => facts.map(({ event_id }) => event_id);

/** One by itself waits for locks as everybody does. */
async function take(tx: Tx, consumer: Consumer, facts: readonly Fact[]): Promise<void> {
  const patience = facts.length > 1 ? sql`(SELECT set_config('lock_timeout', ${`${LOCK_WAIT_MS}ms`}, true))` : sql``;
  const { rows } = await sql`SELECT ${patience} FROM facts.deliveries
    WHERE consumer = ${consumer.name} AND event_id = ANY(${idsOf(facts)}::uuid[]) AND state = 'pending'
      AND ${isDue('deliveries')}
    FOR UPDATE SKIP LOCKED`.execute(tx);
  if (rows.length < facts.length) throw new TakenError();
}

/** @returns those that were handled: the first, and what could be begun in time after it. */
async function handleInTime(tx: Tx, consumer: Consumer, facts: readonly Fact[]): Promise<readonly Fact[]> {
  const end = performance.now() + TOGETHER_MS;
  for (const [place, fact] of facts.entries()) {
    if (place > 0 && performance.now() > end) return facts.slice(0, place);
    await handlingOf(consumer, fact.type)?.handle(tx, fact);
  }
  return facts;
}

/** At one time for all: it must not fall within an aggregate. */
async function markDone(tx: Tx, consumer: Consumer, facts: readonly Fact[]): Promise<void> {
  await sql`UPDATE facts.deliveries SET state = 'done', ended_at = statement_timestamp()
    WHERE consumer = ${consumer.name} AND event_id = ANY(${idsOf(facts)}::uuid[])`.execute(tx);
}

/** Writes down that a try failed: it is made again later, or never where it was the last one. */
export async function noteFailure(
  db: Db,
  consumer: Consumer,
  { fact, attempts }: DueFact,
  error: unknown,
): Promise<'pending' | 'dead'> {
  const failed = attempts + 1;
  const state = failed >= ATTEMPTS_MAX ? 'dead' : 'pending';
  await sql`UPDATE facts.deliveries
    SET attempts = ${failed}, state = ${state}, last_error = ${textOf(error)},
        due_at = clock_timestamp() + ${pauseMs(failed)} * interval '1 millisecond',
        ended_at = CASE WHEN ${state} = 'dead' THEN clock_timestamp() END
    WHERE consumer = ${consumer.name} AND event_id = ${fact.event_id} AND state = 'pending'
      AND attempts = ${attempts}`.execute(db);
  return state;
}

/** Twice as long after each failure, and never the same for two of them. */
function pauseMs(failed: number): number {
  const ms = Math.min(RETRY_MS_MIN * 2 ** (failed - 1), RETRY_MS_MAX);
  return randomInt(Math.ceil(ms / 2), ms + 1);
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // oxlint-disable-next-line no-control-regex -- PostgreSQL stores no NUL
  return text.replaceAll('\u0000', '').slice(0, ERROR_LENGTH_MAX);
}
