import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { VendorTx } from '../../tables.ts';

/**
 * Locks a listing against other changes of its photos, and notes that they change: its ETag is another then, and
 * whoever looks at the list is told.
 *
 * @throws AppError `collectible_unknown`.
 */
export async function touchPhotos(
  tx: VendorTx,
  { clock }: Platform,
  { vendor_id, id }: { readonly vendor_id: string; readonly id: string },
): Promise<void> {
  const { numAffectedRows } = await sql`
    UPDATE inventory.listings SET photos_version = photos_version + 1, updated_at = ${clock.now()}
    WHERE vendor_id = ${vendor_id} AND id = ${id}`.execute(tx);
  if (numAffectedRows !== 1n) throw new AppError('collectible_unknown');
}
