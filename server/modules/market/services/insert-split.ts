import { sql } from 'kysely';
import type { Clock } from '../../../platform/clock.ts';
import { type Db, inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';

export interface NewSplit {
  readonly instrument_id: string;
  /** `2026-01-31` */
  readonly ex_date: string;
  readonly new_pieces: number;
  readonly old_pieces: number;
  readonly source: string;
}

/** Sources differ by a day or a weekend about when a split was. */
const SAME_SPLIT_DAYS = 7;

/** @returns the id of the new row, or null where there is one on that day, or the same one within a week. */
export async function insertSplit(
  tx: Tx,
  { clock }: { readonly clock: Clock },
  split: NewSplit,
): Promise<string | null> {
  const { instrument_id, ex_date, new_pieces, old_pieces } = split;
  // Two that enter the same split at once queue here.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('market.splits ' || ${instrument_id}, 0))`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    INSERT INTO market.splits (id, instrument_id, ex_date, new_pieces, old_pieces, source, created_at)
    SELECT ${newId()}::uuid, ${instrument_id}::uuid, ${ex_date}::date, ${new_pieces}::int, ${old_pieces}::int,
      ${split.source}, ${clock.now()}
    WHERE NOT EXISTS (
      SELECT FROM market.splits WHERE instrument_id = ${instrument_id} AND (ex_date = ${ex_date}::date OR
        (abs(ex_date - ${ex_date}::date) <= ${SAME_SPLIT_DAYS}
          AND new_pieces::bigint * ${old_pieces}::bigint = old_pieces::bigint * ${new_pieces}::bigint))
    )
    RETURNING id
  `.execute(tx);
  return rows[0]?.id ?? null;
}

/** Enters splits that a source told, all or none; those that are there already stand. */
export async function recordSplits(
  platform: { readonly db: Db; readonly clock: Clock },
  splits: readonly NewSplit[],
): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    for (const split of splits) await insertSplit(tx, platform, split);
  });
}
