import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { BackfillRow } from '../backfill/backfill.ts';
import { historyTables } from '../tables-history.ts';

/** The back-fill that is due first, or null. One that is `running` has lost its worker: a worker runs one at a time. */
export async function claimBackfill({ db, clock }: Pick<Platform, 'db' | 'clock'>): Promise<BackfillRow | null> {
  const row = await historyTables(db)
    .selectFrom('backfills')
    .where('next_try_at', '<=', clock.now())
    .orderBy('next_try_at')
    .orderBy('id')
    .limit(1)
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Writes where a back-fill stands.
 * @returns the row as it is now, or null where another worker has written it since it was read.
 */
export async function keepBackfill(
  { db, clock }: Pick<Platform, 'clock'> & { readonly db: Db | Tx },
  row: BackfillRow,
): Promise<BackfillRow | null> {
  const { id, version, status, candles, attempts, has_actions, last_error, next_try_at } = row;
  const written = await historyTables(db)
    .updateTable('backfills')
    .set({
      version: version + 1,
      status,
      todo: sql`${JSON.stringify(row.todo)}::jsonb`,
      gaps: sql`${JSON.stringify(row.gaps)}::jsonb`,
      candles,
      attempts,
      has_actions,
      last_error,
      next_try_at,
      updated_at: clock.now(),
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
  return written ?? null;
}
