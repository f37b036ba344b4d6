import { sql } from 'kysely';
import type { Platform } from '../../../../../platform/platform.ts';
import { removeFiles } from '../../../photos/services/add-photo.ts';
import { openPhotoStore } from '../../../photos/store/photo-store.ts';
import type { VendorTx } from '../../../tables.ts';
import { type Claimed, whileClaimed } from '../../run/claim-work.ts';
import { PHOTO_ERROR } from './keep-photo.ts';

/** Photos that leave in one transaction. */
const CHUNK_PHOTOS = 500;

/**
 * Takes the photos that an import brought off their listings; what waits is not fetched any more. Files go once that is
 * certain, and those that a crash leaves are swept at night. Doing it again does nothing twice.
 */
export async function takeBackPhotos(platform: Platform, claimed: Claimed, stopping: () => boolean): Promise<void> {
  const store = openPhotoStore(platform.config);
  await whileClaimed(platform, claimed, (tx) => forgetWaiting(tx, claimed));
  while (!stopping()) {
    const { found, names } = await whileClaimed(platform, claimed, (tx) => removeSome(tx, platform, claimed));
    for (const name of names) await removeFiles(platform, store, name);
    if (found < CHUNK_PHOTOS) return;
  }
}

async function forgetWaiting(tx: VendorTx, { vendor_id, import_id }: Claimed): Promise<void> {
  await sql`DELETE FROM inventory.import_photo_work
    WHERE vendor_id = ${vendor_id} AND import_id = ${import_id}`.execute(tx);
  await sql`DELETE FROM inventory.import_photos
    WHERE vendor_id = ${vendor_id} AND import_id = ${import_id} AND status <> 'added'`.execute(tx);
  // What is said of rows from now on is what stays of them.
  await sql`UPDATE inventory.import_rows SET errors = '[]' WHERE vendor_id = ${vendor_id} AND import_id = ${import_id}
    AND errors @> ${JSON.stringify([{ code: PHOTO_ERROR }])}::jsonb`.execute(tx);
}

async function removeSome(
  tx: VendorTx,
  { clock }: Platform,
  { vendor_id, import_id }: Claimed,
): Promise<{ readonly found: number; readonly names: readonly string[] }> {
  const { rows } = await sql<{ photo_id: string; listing_id: string }>`
    DELETE FROM inventory.import_photos WHERE vendor_id = ${vendor_id} AND (import_id, line, place) IN (
      SELECT import_id, line, place FROM inventory.import_photos
      WHERE vendor_id = ${vendor_id} AND import_id = ${import_id} AND status = 'added' LIMIT ${CHUNK_PHOTOS})
    RETURNING photo_id, listing_id`.execute(tx);
  if (rows.length === 0) return { found: 0, names: [] };
  const listings = [...new Set(rows.map(({ listing_id }) => listing_id))];
  await sql`
    UPDATE inventory.listings AS listing SET photos_version = photos_version + 1, updated_at = ${clock.now()}
    FROM (SELECT id FROM inventory.listings WHERE vendor_id = ${vendor_id} AND id = ANY (${listings}::uuid[])
      ORDER BY id FOR UPDATE) AS locked
    WHERE listing.vendor_id = ${vendor_id} AND listing.id = locked.id`.execute(tx);
  const ids = rows.map(({ photo_id }) => photo_id);
  const removed = await sql<{ name: string }>`DELETE FROM inventory.photos
    WHERE vendor_id = ${vendor_id} AND id = ANY (${ids}::uuid[]) RETURNING name`.execute(tx);
  return { found: rows.length, names: removed.rows.map(({ name }) => name) };
}
