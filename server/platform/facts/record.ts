import { sql } from 'kysely';
import type { z } from 'zod';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { FACT_BYTES_MAX, type FactType } from './fact.ts';

/** More in one call would hold rows and memory for too long. */
export const RECORDED_MAX = 1_000;

/** Where a fact was written down. */
export interface Recorded {
  readonly event_id: string;
  /** 1, 2, 3, … within its aggregate. */
  readonly aggregate_seq: number;
}

/**
 * Writes a fact down in the transaction that makes it true: it commits with it or is not there, and relays are woken by
 * the commit.
 *
 * Locks the aggregate's row in `facts.aggregates` until the commit, which is what makes numbers rise in the order of
 * commits. Call it last, when every other lock is held: whoever tells of a thing has locked that thing before, so nobody
 * waits here who was not waiting there already. Facts of several aggregates go through one `recordMany`.
 *
 * @throws ZodError when the payload is not what the type says, RangeError when it is too long; the transaction is to be
 * rolled back, since this is a fault of ours.
 */
export async function record<Schema extends z.ZodType>(
  tx: Tx,
  type: FactType<Schema>,
  aggregate_id: string,
  payload: z.input<Schema>,
): Promise<Recorded> {
  const [recorded] = await recordMany(tx, [told(type, aggregate_id, payload)]);
  if (recorded === undefined) throw new Error('A fact that was recorded has a number');
  return recorded;
}

/** A fact that is to be recorded, its payload checked. */
export interface Told {
  readonly type: FactType;
  readonly aggregate_id: string;
  /** The payload. */
  readonly json: string;
}

/**
 * One fact for `recordMany`.
 *
 * @throws ZodError when the payload is not what the type says, RangeError when it is longer than FACT_BYTES_MAX as JSON.
 */
export function told<Schema extends z.ZodType>(
  type: FactType<Schema>,
  aggregate_id: string,
  payload: z.input<Schema>,
): Told {
  const json = JSON.stringify(type.payload.parse(payload));
  if (Buffer.byteLength(json) > FACT_BYTES_MAX)
    throw new RangeError(`${type.type}: ${json.length} characters are too many`);
  return { type, aggregate_id, json };
}

/**
 * Records at most RECORDED_MAX facts by one statement, in the order given within each aggregate; their rows are locked in
 * the order of their ids, whatever the order given.
 *
 * @returns one for each, in the order given.
 */
export async function recordMany(tx: Tx, facts: readonly Told[]): Promise<Recorded[]> {
  if (facts.length === 0) return [];
  if (facts.length > RECORDED_MAX) throw new RangeError(`${facts.length} facts at once are more than ${RECORDED_MAX}`);
  const ids = facts.map(() => newId());
  const { rows } = await sql<{ event_id: string; aggregate_seq: string }>`SELECT event_id, aggregate_seq
    FROM facts.record(${ids}::uuid[], ${facts.map(({ type }) => type.aggregate)}::text[],
      ${facts.map(({ aggregate_id }) => aggregate_id)}::uuid[], ${facts.map(({ type }) => type.type)}::text[],
      ${facts.map(({ json }) => json)}::text[])`.execute(tx);
  const seqs = new Map(rows.map((row) => [row.event_id, Number(row.aggregate_seq)]));
  return ids.map((event_id) => ({ event_id, aggregate_seq: seqs.get(event_id) ?? 0 }));
}
