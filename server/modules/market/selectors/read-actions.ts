import { sql } from 'kysely';
import type { DividendView, SplitView } from '../../../../contract/history.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import { historyTables } from '../tables-history.ts';

/** Splits of an instrument that were entered or told by providers, oldest first. */
export async function readSplits(db: Db, instrument_id: string): Promise<SplitView[]> {
  return historyTables(db)
    .selectFrom('splits')
    .where('instrument_id', '=', instrument_id)
    .orderBy('ex_date')
    .select(['id', sql<string>`ex_date::text`.as('ex_date'), 'new_pieces', 'old_pieces', 'source'])
    .execute();
}

/** The same of several instruments, by instrument; one without any is left out. */
export async function readSplitsOfMany(
  db: Db,
  instrument_ids: readonly string[],
): Promise<ReadonlyMap<string, SplitView[]>> {
  const rows = await historyTables(db)
    .selectFrom('splits')
    .where('instrument_id', 'in', instrument_ids)
    .orderBy('ex_date')
    .select(['instrument_id', 'id', sql<string>`ex_date::text`.as('ex_date'), 'new_pieces', 'old_pieces', 'source'])
    .execute();
  const found = new Map<string, SplitView[]>();
  for (const { instrument_id, ...split } of rows) {
    found.set(instrument_id, [...(found.get(instrument_id) ?? []), split]);
  }
  return found;
}

/** Dividends of an instrument, oldest first. */
export async function readDividends(db: Db, instrument_id: string): Promise<DividendView[]> {
  return historyTables(db)
    .selectFrom('dividends')
    .where('instrument_id', '=', instrument_id)
    .orderBy('ex_date')
    .orderBy('id')
    .select([
      'id',
      sql<string>`ex_date::text`.as('ex_date'),
      sql<string>`trim_scale(amount)::text`.as('amount'),
      'currency',
      'source',
    ])
    .execute();
}
