import { AppError } from '../../../../contract/errors.ts';
import type { PrintingView } from '../../../../contract/inventory-catalogue.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import { printingRows } from './printing-rows.ts';

/** @throws AppError `printing_unknown`. */
export async function getPrinting(db: Db, id: string): Promise<PrintingView> {
  const printing = await printingRows(db).where('printing.id', '=', id).executeTakeFirst();
  if (printing === undefined) throw new AppError('printing_unknown');
  return printing;
}
