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
