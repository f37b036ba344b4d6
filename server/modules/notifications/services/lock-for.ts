import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';

/** One transaction at a time for this subject, so that what it counts stays true until its commit. */
export async function lockFor(tx: Tx, subject: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`notifications ${subject}`}, 0))`.execute(tx);
}
