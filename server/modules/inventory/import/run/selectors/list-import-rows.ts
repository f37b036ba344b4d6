import { z } from 'zod';
import type { ImportRowView } from '../../../../../../contract/inventory-imports.ts';
import type { ParamsOf, QueryOf } from '../../../../../../contract/schemas.ts';
import type { Member } from '../../../../../platform/actor.ts';
import { decodeCursor } from '../../../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../../../platform/http/page.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import { asStaff } from '../../../services/as-staff.ts';
import { inventory } from '../../../tables.ts';
import { readImport } from './read-import.ts';

const Line = z.int().min(0);

/** In the order of the file. @throws AppError `import_unknown`, `cursor_invalid`, those of `asStaff`. */
export async function listImportRows(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'listImportRows'> & QueryOf<'listImportRows'>,
): Promise<PageOf<ImportRowView>> {
  const { vendor_id, id, outcome, limit, cursor } = input;
  const key = platform.secrets.derive(`cursor.inventory.import-rows.${vendor_id}.${id}`);
  const found = await asStaff(platform, { actor, vendor_id, route: 'listImportRows' }, async (tx) => {
    await readImport(tx, vendor_id, id);
    const after = cursor === undefined ? 0 : decodeCursor(key, cursor, Line);
    return inventory(tx)
      .selectFrom('import_rows')
      .where('vendor_id', '=', vendor_id)
      .where('import_id', '=', id)
      .where('line', '>', after)
      .$if(outcome !== undefined, (all) => all.where('outcome', '=', outcome ?? 'created'))
      .orderBy('line')
      .limit(limit + 1)
      .select(['line', 'outcome', 'title', 'sku', 'listing_id', 'changes', 'quantity_change', 'errors'])
      .execute();
  });
  return pageOf(found, { limit, key, place: (last) => last.line });
}
