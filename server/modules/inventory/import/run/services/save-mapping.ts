import { sql } from 'kysely';
import { AppError } from '../../../../../../contract/errors.ts';
import { type ImportMappingView, MAPPINGS_MAX } from '../../../../../../contract/inventory-imports.ts';
import type { BodyOf, ParamsOf } from '../../../../../../contract/schemas.ts';
import type { Member } from '../../../../../platform/actor.ts';
import { newId } from '../../../../../platform/ids.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import { asStaff } from '../../../services/as-staff.ts';
import { inventory } from '../../../tables.ts';
import { recognisedOf, settingsOf } from '../import-view.ts';
import { headersOf } from '../selectors/list-mappings.ts';
import { readImport } from '../selectors/read-import.ts';

/**
 * Keeps how an import is read, for files of the same headers. One of the same name is replaced.
 * @throws AppError `import_unknown`, `import_mapping_limit` `{ limit }`, those of `asStaff`.
 */
export function saveMapping(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'saveImportMapping'> & BodyOf<'saveImportMapping'>,
): Promise<ImportMappingView> {
  const { vendor_id, name, import_id } = input;
  return asStaff(platform, { actor, vendor_id, route: 'saveImportMapping' }, async (tx) => {
    const record = await readImport(tx, vendor_id, import_id);
    // One at a time, so that the limit holds.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`inventory.import-mappings.${vendor_id}`}, 0))`.execute(
      tx,
    );
    await inventory(tx)
      .deleteFrom('import_mappings')
      .where('vendor_id', '=', vendor_id)
      .where(sql<boolean>`lower(name) = lower(${name})`)
      .execute();
    const there = await inventory(tx)
      .selectFrom('import_mappings')
      .where('vendor_id', '=', vendor_id)
      .select('id')
      .execute();
    if (there.length >= MAPPINGS_MAX) throw new AppError('import_mapping_limit', { limit: MAPPINGS_MAX });
    const id = newId();
    const headers = headersOf(recognisedOf(record));
    const settings = settingsOf(record);
    const created_at = platform.clock.now();
    await inventory(tx)
      .insertInto('import_mappings')
      .values({
        id,
        vendor_id,
        name,
        headers: JSON.stringify(headers),
        settings: JSON.stringify(settings),
        created_at,
      })
      .execute();
    return { id, name, headers, ...settings, created_at: created_at.toISOString() };
  });
}

/** @throws AppError `import_mapping_unknown`, those of `asStaff`. */
export function deleteMapping(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'deleteImportMapping'>,
): Promise<void> {
  return asStaff(platform, { actor, vendor_id, route: 'deleteImportMapping' }, async (tx) => {
    const gone = await inventory(tx)
      .deleteFrom('import_mappings')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw new AppError('import_mapping_unknown');
  });
}
