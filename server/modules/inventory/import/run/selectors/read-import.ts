import { AppError } from '../../../../../../contract/errors.ts';
import { inventory, type VendorTx } from '../../../tables.ts';
import { sql } from 'kysely';
import type { StockImportView } from '../../../../../../contract/inventory-imports.ts';
import type { ImportRecord } from '../import-view.ts';

/** Beside a row of `imports`: how many photos its rows name, by what came of them. */
export const photoCounts = sql<StockImportView['photos']>`(
  SELECT jsonb_build_object('waiting', count(*) FILTER (WHERE status = 'waiting'),
    'added', count(*) FILTER (WHERE status = 'added'), 'known', count(*) FILTER (WHERE status = 'known'),
    'failed', count(*) FILTER (WHERE status = 'failed'))
  FROM inventory.import_photos AS photo
  WHERE photo.vendor_id = imports.vendor_id AND photo.import_id = imports.id)`.as('photos');

/** @throws AppError `import_unknown`. */
export async function readImport(tx: VendorTx, vendor_id: string, id: string): Promise<ImportRecord> {
  const record = await inventory(tx)
    .selectFrom('imports')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .selectAll()
    .select(photoCounts)
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
    .select(photoCounts)
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

/** A part of the file, from 0; null after the last. */
export async function readImportPart(
  tx: VendorTx,
  { vendor_id, id, part }: { readonly vendor_id: string; readonly id: string; readonly part: number },
): Promise<Buffer | null> {
  const found = await inventory(tx)
    .selectFrom('import_files')
    .where('vendor_id', '=', vendor_id)
    .where('import_id', '=', id)
    .where('part', '=', part)
    .select('content')
    .executeTakeFirst();
  return found?.content ?? null;
}
