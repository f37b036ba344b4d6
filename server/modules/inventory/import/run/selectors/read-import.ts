import { AppError } from '../../../../../../contract/errors.ts';
import { inventory, type VendorTx } from '../../../tables.ts';
import type { ImportRecord } from '../import-view.ts';

/** @throws AppError `import_unknown`. */
export async function readImport(tx: VendorTx, vendor_id: string, id: string): Promise<ImportRecord> {
  const record = await inventory(tx)
    .selectFrom('imports')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (record === undefined) throw new AppError('import_unknown');
  return record;
}

/** The same, locked: whoever takes a step of it comes before this or after it. @throws AppError `import_unknown`. */
export async function lockImport(tx: VendorTx, vendor_id: string, id: string): Promise<ImportRecord> {
  const record = await inventory(tx)
    .selectFrom('imports')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .forUpdate()
    .selectAll()
    .executeTakeFirst();
  if (record === undefined) throw new AppError('import_unknown');
  return record;
}

/** The file as it was sent. */
export async function readImportFile(tx: VendorTx, vendor_id: string, id: string): Promise<Buffer> {
  const parts = await inventory(tx)
    .selectFrom('import_files')
    .where('vendor_id', '=', vendor_id)
    .where('import_id', '=', id)
    .orderBy('part')
    .select('content')
    .execute();
  return Buffer.concat(parts.map((part) => part.content));
}
