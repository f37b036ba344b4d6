import { sql } from 'kysely';
import { type ImportMappingView, MAPPINGS_MAX } from '../../../../../../contract/inventory-imports.ts';
import type { Member } from '../../../../../platform/actor.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import { asStaff } from '../../../services/as-staff.ts';
import { inventory, type VendorTx } from '../../../tables.ts';
import type { ImportSettings, Recognised } from '../../read/types.ts';

/** By name. @throws AppError those of `asStaff`. */
export function listMappings(platform: Platform, actor: Member, vendor_id: string): Promise<ImportMappingView[]> {
  return asStaff(platform, { actor, vendor_id, route: 'listImportMappings' }, (tx) => readMappings(tx, vendor_id));
}

export async function readMappings(tx: VendorTx, vendor_id: string): Promise<ImportMappingView[]> {
  const rows = await inventory(tx)
    .selectFrom('import_mappings')
    .where('vendor_id', '=', vendor_id)
    .orderBy(sql`lower(name)`)
    .limit(MAPPINGS_MAX)
    .selectAll()
    .execute();
  return rows.map(({ id, name, headers, settings, created_at }) =>
    Object.assign(
      { id, name, headers: headers as string[], created_at: created_at.toISOString() },
      settings as ImportSettings,
    ),
  );
}

export function headersOf({ columns }: Pick<Recognised, 'columns'>): string[] {
  return columns.map(({ header }) => header);
}

/** The mapping saved last for a file of these headers, but for a location that is there no more. */
export async function mappingFor(
  tx: VendorTx,
  vendor_id: string,
  headers: readonly string[],
): Promise<ImportSettings | null> {
  const row = await inventory(tx)
    .selectFrom('import_mappings')
    .where('vendor_id', '=', vendor_id)
    .where('headers', '=', sql`${JSON.stringify(headers)}::jsonb`)
    .orderBy('id', 'desc')
    .limit(1)
    .select('settings')
    .executeTakeFirst();
  return row === undefined ? null : (row.settings as ImportSettings);
}
