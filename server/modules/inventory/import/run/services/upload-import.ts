import { sql } from 'kysely';
import { AppError } from '../../../../../../contract/errors.ts';
import { IMPORTS_KEPT_MAX, type StockImportView } from '../../../../../../contract/inventory-imports.ts';
import type { ParamsOf, QueryOf } from '../../../../../../contract/schemas.ts';
import type { Member } from '../../../../../platform/actor.ts';
import { newId } from '../../../../../platform/ids.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import { asStaff } from '../../../services/as-staff.ts';
import { inventory, type VendorTx } from '../../../tables.ts';
import { recognise } from '../../read/index.ts';
import type { ImportSettings, Recognised } from '../../read/types.ts';
import { importView } from '../import-view.ts';
import { readImport } from '../selectors/read-import.ts';
import { headersOf, mappingFor } from '../selectors/list-mappings.ts';

const PART_BYTES = 1024 * 1024;
/** Of the files of a vendor's imports together. */
const BYTES_KEPT_MAX = 1024 * 1024 * 1024;

/**
 * Keeps a file with what it is recognised as. A mapping that was saved for the same headers is used by itself. Of a
 * vendor's imports the oldest goes when there are too many or they take too much room; one at work never does.
 *
 * @throws AppError `import_unreadable`, those of `asStaff`.
 */
export async function uploadImport(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'uploadImport'> & QueryOf<'uploadImport'> & { readonly upload: Buffer },
): Promise<StockImportView> {
  const { vendor_id, file_name, upload } = input;
  const call = { actor, vendor_id, route: 'uploadImport' } as const;
  // Asked before the file is read: a stranger's costs nothing.
  await asStaff(platform, call, async () => undefined);
  const recognised = await recognise(upload);
  if (recognised.rows === 0) throw new AppError('import_unreadable', { problem: 'No rows below the headers.' });
  const id = newId();
  return asStaff(platform, call, async (tx) => {
    const settings = (await mappingFor(tx, vendor_id, headersOf(recognised))) ?? beginWith(recognised);
    await inventory(tx)
      .insertInto('imports')
      .values({
        id,
        vendor_id,
        file_name,
        status: 'uploaded',
        bytes: upload.length,
        recognised: JSON.stringify(recognised),
        settings: JSON.stringify(settings),
        ...NOTHING_YET,
        created_by: actor.user_id,
        created_at: platform.clock.now(),
      })
      .execute();
    for (let part = 0; part * PART_BYTES < upload.length; part += 1) {
      const content = upload.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
      await inventory(tx).insertInto('import_files').values({ vendor_id, import_id: id, part, content }).execute();
    }
    await forgetOldest(tx, vendor_id);
    return importView(await readImport(tx, vendor_id, id), platform.clock.now());
  });
}

/** An import of which no step was taken. */
const NOTHING_YET = {
  rows_done: 0,
  at_line: 0,
  step_started_at: null,
  step_ended_at: null,
  attempts: 0,
  begun: false,
  undo_begun: false,
  gave_up: null,
  created: 0,
  changed: 0,
  unchanged: 0,
  rejected: 0,
  errors: '[]',
  problem: null,
  checked_at: null,
  applied_at: null,
  undone_at: null,
} as const;

function beginWith(recognised: Recognised): ImportSettings {
  const { mapping, defaults, condition_aliases, quantity_mode } = recognised;
  return {
    mapping: [...mapping],
    defaults: { ...defaults, location_id: null, status: 'draft' },
    condition_aliases,
    quantity_mode,
    policy: 'all_or_nothing',
  };
}

async function forgetOldest(tx: VendorTx, vendor_id: string): Promise<void> {
  await sql`DELETE FROM inventory.imports WHERE vendor_id = ${vendor_id} AND id IN (
    SELECT id FROM (SELECT id, row_number() OVER newer AS place, sum(bytes) OVER newer AS kept
      FROM inventory.imports WHERE vendor_id = ${vendor_id} WINDOW newer AS (ORDER BY id DESC)) AS one
    WHERE place > ${IMPORTS_KEPT_MAX} OR kept > ${BYTES_KEPT_MAX})
    AND id NOT IN (SELECT import_id FROM inventory.import_work WHERE vendor_id = ${vendor_id})`.execute(tx);
}
