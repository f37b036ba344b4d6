import type { ParamsOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { csvText } from '../../../../platform/csv.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../services/as-staff.ts';
import { EXAMPLE_ROWS, OWN_COLUMNS } from './own-columns.ts';

/** Our own columns with two example rows. @throws AppError those of `asStaff`. */
export function importTemplate(
  platform: Platform,
  actor: Member,
  { vendor_id }: ParamsOf<'downloadImportTemplate'>,
): Promise<string> {
  return asStaff(platform, { actor, vendor_id, route: 'downloadImportTemplate' }, async () =>
    csvText(
      OWN_COLUMNS,
      EXAMPLE_ROWS.map((row) => OWN_COLUMNS.map((column) => row[column] ?? '')),
    ),
  );
}
