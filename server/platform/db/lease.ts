import { sql } from 'kysely';
import type { Client } from 'pg';
import type { Tx } from './transaction.ts';

/** The leader's claim, by the database's clock; only the newest token of a name is good. */
export interface Lease {
  readonly name: string;
  readonly token: number;
}

/** A lease that is not renewed for so long may be taken by another. */
export const LEASE_MS = 3_000;
/** A frozen process must not hold back its successor with a transaction it left open. */
const FENCED_IDLE_MS_MAX = 1_500;
/** First of the two numbers of every leader's advisory lock; the second is made from the name. */
const LOCK_SPACE = 0x6f_6d_6e_69;

/** A write that came after leadership was lost. The transaction must not commit. */
export class LateLeaderError extends Error {
  override readonly name = 'LateLeaderError';
}

/**
 * Stands first in every transaction a leader writes as a leader. The successor's token waits for this transaction to
 * end, so no commit of an older leader can follow a newer leader's first.
 *
 * @throws LateLeaderError when another has led since.
 */
export async function assertLeads(tx: Tx, name: string, token: number): Promise<void> {
  const { rows } = await sql<{ token: string }>`
    SELECT token, set_config('idle_in_transaction_session_timeout', ${String(FENCED_IDLE_MS_MAX)}, true)
    FROM platform.leaderships WHERE name = ${name} FOR KEY SHARE
  `.execute(tx);
  const newest = Number(rows[0]?.token ?? -1);
  if (newest !== token) throw new LateLeaderError(`${name}: token ${token} is late, ${newest} leads`);
}

/** Tries to become the leader; the session must not hold the lease yet. */
export async function acquireLease(client: Client, name: string): Promise<Lease | null> {
  const { rows: tried } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS got', [
    LOCK_SPACE,
    name,
  ]);
  if (!tried[0]?.got) return null;
  await client.query('INSERT INTO platform.leaderships (name) VALUES ($1) ON CONFLICT (name) DO NOTHING', [name]);
  await client.query('BEGIN');
  // Waits for the older leader's fenced transactions: their share of the row's key stands against this lock only.
  await client.query('SELECT FROM platform.leaderships WHERE name = $1 FOR UPDATE', [name]);
  const { rows } = await client.query<{ token: string }>(
    `UPDATE platform.leaderships
     SET token = token + 1, holder_pid = pg_backend_pid(), acquired_at = clock_timestamp(),
         expires_at = clock_timestamp() + $2 * interval '1 millisecond'
     WHERE name = $1 RETURNING token`,
    [name, LEASE_MS],
  );
  await client.query('COMMIT');
  return { name, token: Number(rows[0]?.token) };
}

/** @returns false when another has led since. */
export async function renewLease(client: Client, lease: Lease): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE platform.leaderships SET expires_at = clock_timestamp() + $3 * interval '1 millisecond'
     WHERE name = $1 AND token = $2`,
    [lease.name, lease.token, LEASE_MS],
  );
  return rowCount === 1;
}

/** Hands leadership on at once instead of when the session ends. */
export async function releaseLease(client: Client, lease: Lease): Promise<void> {
  await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [LOCK_SPACE, lease.name]);
}

/**
 * Ends the session of a leader whose lease lapsed: a frozen process holds its lock for as long as its session lives. One that
 * runs for longer than any lease was renewed by a clock that was put back since.
 */
export async function breakLapsedLease(client: Client, name: string): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(lock.pid)
     FROM platform.leaderships AS leadership
     JOIN pg_locks AS lock ON lock.pid = leadership.holder_pid AND lock.granted AND lock.locktype = 'advisory'
       AND lock.classid = $2 AND lock.objid::bigint = hashtext($1)::bigint & 4294967295
       AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
     WHERE leadership.name = $1 AND NOT leadership.expires_at
       BETWEEN clock_timestamp() AND clock_timestamp() + $3 * interval '1 millisecond'`,
    [name, LOCK_SPACE, LEASE_MS],
  );
}
