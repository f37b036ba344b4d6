import { sql } from 'kysely';
import type { PrintingView } from '../../../../contract/inventory-catalogue.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import { printingRows } from './printing-rows.ts';

/**
 * Some of the plain English printings that came with the program, spread over its sets and the same every time; none until
 * all of them are in.
 */
export async function samplePrintings(db: Db, count: number): Promise<PrintingView[]> {
  return printingRows(db)
    .where(
      sql<boolean>`EXISTS (SELECT FROM catalogue.starters) AND printing.language = 'en' AND printing.variant IS NULL`,
    )
    .orderBy(sql`md5(printing.id::text)`)
    .limit(count)
    .execute();
}
