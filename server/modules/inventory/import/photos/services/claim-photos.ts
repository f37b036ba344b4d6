import { sql } from 'kysely';
import { newId } from '../../../../../platform/ids.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import { inScope } from '../../../services/enter-scope.ts';
import type { VendorTx } from '../../../tables.ts';
import { type Claimed, ClaimLost } from '../../run/claim-work.ts';
import { lockImport } from '../../run/selectors/read-import.ts';

/** Photos of one import that are looked at together. */
export const PHOTOS_AT_ONCE = 4;

/** A photo that waits to be fetched. */
export interface WaitingPhoto {
  readonly line: number;
  readonly place: number;
  readonly listing_id: string;
  readonly url: string;
  readonly attempts: number;
}

/** Takes the import whose photos wait longest and that nobody has in hand. @returns null where none waits. */
export function claimPhotos(platform: Platform, lease_ms: number): Promise<Claimed | null> {
  const now = platform.clock.now();
  const claim = newId();
  return inScope(platform, { user_id: '', works_imports: true }, async (tx) => {
    const { rows } = await sql<Omit<Claimed, 'lease_ms' | 'claim'>>`
      UPDATE inventory.import_photo_work SET claim = ${claim}, claimed_until = ${new Date(now.getTime() + lease_ms)}
      WHERE (vendor_id, import_id) = (SELECT vendor_id, import_id FROM inventory.import_photo_work
        WHERE claimed_until IS NULL OR claimed_until < ${now}
        ORDER BY requested_at, import_id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING vendor_id, import_id, requested_by`.execute(tx);
    const [row] = rows;
    return row === undefined ? null : { ...row, claim, lease_ms };
  });
}

/**
 * One transaction of the work at an import's photos, behind the walls of its vendor, with the import locked and the lease
 * renewed. @throws ClaimLost where it was taken back, or another worker took it over.
 */
export function whilePhotosClaimed<Result>(
  platform: Platform,
  { vendor_id, import_id, requested_by, claim, lease_ms }: Claimed,
  work: (tx: VendorTx) => Promise<Result>,
): Promise<Result> {
  return inScope(platform, { user_id: requested_by, vendor_id }, async (tx) => {
    await lockImport(tx, vendor_id, import_id);
    const { numAffectedRows } = await sql`
      UPDATE inventory.import_photo_work SET claimed_until = ${new Date(platform.clock.ms() + lease_ms)}
      WHERE vendor_id = ${vendor_id} AND import_id = ${import_id} AND claim = ${claim}`.execute(tx);
    if (numAffectedRows !== 1n) throw new ClaimLost();
    return work(tx);
  });
}

/** The next photos to fetch, each counted as begun. The work is over where there are none. */
export function takePhotos(platform: Platform, claimed: Claimed): Promise<readonly WaitingPhoto[]> {
  const { vendor_id, import_id } = claimed;
  return whilePhotosClaimed(platform, claimed, async (tx) => {
    const { rows } = await sql<WaitingPhoto>`
      UPDATE inventory.import_photos AS photo SET attempts = photo.attempts + 1
      FROM (SELECT line, place FROM inventory.import_photos
        WHERE vendor_id = ${vendor_id} AND import_id = ${import_id} AND status = 'waiting'
        ORDER BY line, place LIMIT ${PHOTOS_AT_ONCE}) AS next
      WHERE photo.vendor_id = ${vendor_id} AND photo.import_id = ${import_id}
        AND photo.line = next.line AND photo.place = next.place
      RETURNING photo.line, photo.place, photo.listing_id, photo.url, photo.attempts`.execute(tx);
    if (rows.length === 0)
      await sql`DELETE FROM inventory.import_photo_work
        WHERE vendor_id = ${vendor_id} AND import_id = ${import_id}`.execute(tx);
    return rows;
  });
}

/** Lets another worker go on from `from`. */
export function releasePhotos(platform: Platform, claimed: Claimed, from: Date): Promise<void> {
  return whilePhotosClaimed(platform, claimed, async (tx) => {
    await sql`UPDATE inventory.import_photo_work SET claim = NULL, claimed_until = ${from}
      WHERE vendor_id = ${claimed.vendor_id} AND import_id = ${claimed.import_id}`.execute(tx);
  });
}
