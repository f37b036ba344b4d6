import { Id } from '../../../../../../contract/fields.ts';
import type { StockImportView } from '../../../../../../contract/inventory-imports.ts';
import type { ParamsOf, QueryOf } from '../../../../../../contract/schemas.ts';
import type { Member } from '../../../../../platform/actor.ts';
import { decodeCursor } from '../../../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../../../platform/http/page.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import { asStaff } from '../../../services/as-staff.ts';
import { inventory } from '../../../tables.ts';
import { importView } from '../import-view.ts';
import { photoCounts, readImport } from './read-import.ts';

/** Newest first. @throws AppError `cursor_invalid`, those of `asStaff`. */
export async function listImports(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'listImports'> & QueryOf<'listImports'>,
): Promise<PageOf<StockImportView>> {
  const { vendor_id, limit, cursor } = input;
  const key = platform.secrets.derive(`cursor.inventory.imports.${vendor_id}`);
  const found = await asStaff(platform, { actor, vendor_id, route: 'listImports' }, (tx) => {
    const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
    return inventory(tx)
      .selectFrom('imports')
      .where('vendor_id', '=', vendor_id)
      .$if(before !== null, (all) => all.where('id', '<', before ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .selectAll()
      .select(photoCounts)
      .execute();
  });
  const now = platform.clock.now();
  const { rows, meta } = pageOf(found, { limit, key, place: (last) => last.id });
  return { rows: rows.map((record) => importView(record, now)), meta };
}

/** @throws AppError `import_unknown`, those of `asStaff`. */
export function getImport(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'getImport'>,
): Promise<StockImportView> {
  return asStaff(platform, { actor, vendor_id, route: 'getImport' }, async (tx) =>
    importView(await readImport(tx, vendor_id, id), platform.clock.now()),
  );
}
