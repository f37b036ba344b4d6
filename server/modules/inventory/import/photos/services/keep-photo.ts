import { sql } from 'kysely';
import type { Platform } from '../../../../../platform/platform.ts';
import type { RowErrorView } from '../../../../../../contract/inventory-imports.ts';
import { newPhotoName, photoKinds } from '../../../photos/photo-kind.ts';
import { type ReadPhoto } from '../../../photos/read-photo.ts';
import { assertRoom, insertPhoto, removeFiles } from '../../../photos/services/add-photo.ts';
import { touchPhotos } from '../../../photos/services/touch-photos.ts';
import type { PhotoStore } from '../../../photos/store/photo-store.ts';
import type { Claimed } from '../../run/claim-work.ts';
import { errorKinds } from '../../run/progress.ts';
import { headerOf } from '../../run/row-error.ts';
import { recognisedOf, settingsOf } from '../../run/import-view.ts';
import { headersOf } from '../../run/selectors/list-mappings.ts';
import { readImport } from '../../run/selectors/read-import.ts';
import { type WaitingPhoto, whilePhotosClaimed } from './claim-photos.ts';

export const PHOTO_ERROR = 'photo_not_fetched';
const VALUE_LENGTH_MAX = 200;

/** Puts a picture that was fetched at the end of its listing's, once, and notes which one it is. */
export async function keepPhoto(
  platform: Platform,
  { store, claimed }: { readonly store: PhotoStore; readonly claimed: Claimed },
  { waiting, photo }: { readonly waiting: WaitingPhoto; readonly photo: ReadPhoto },
): Promise<void> {
  const { vendor_id, import_id, requested_by } = claimed;
  const { line, place, listing_id, url } = waiting;
  const listing = { vendor_id, id: listing_id };
  const name = newPhotoName();
  try {
    for (const kind of photoKinds) await store.put(name, kind, photo[kind]);
    await whilePhotosClaimed(platform, claimed, async (tx) => {
      await touchPhotos(tx, platform, listing);
      await assertRoom(tx, listing);
      const at = platform.clock.now();
      const photo_id = await insertPhoto(tx, { ...listing, name, photo, user_id: requested_by, at, source_url: url });
      await sql`UPDATE inventory.import_photos SET status = 'added', photo_id = ${photo_id}
        WHERE vendor_id = ${vendor_id} AND import_id = ${import_id} AND line = ${line} AND place = ${place}`.execute(
        tx,
      );
    });
  } catch (error) {
    await removeFiles(platform, store, name);
    throw error;
  }
}

/** Notes with its row why a photo is not there. The row stays what it is. */
export function refusePhoto(
  platform: Platform,
  claimed: Claimed,
  { line, place, url }: WaitingPhoto,
  reason: string,
): Promise<void> {
  const { vendor_id, import_id } = claimed;
  return whilePhotosClaimed(platform, claimed, async (tx) => {
    const record = await readImport(tx, vendor_id, import_id);
    const file = { mapping: settingsOf(record).mapping, headers: headersOf(recognisedOf(record)) };
    const error: RowErrorView = {
      column: headerOf('photo_urls', file),
      value: url.slice(0, VALUE_LENGTH_MAX),
      code: PHOTO_ERROR,
      message: reason,
      accepted: 'the https address of a JPEG, PNG, WebP or AVIF picture',
    };
    await sql`UPDATE inventory.import_photos SET status = 'failed'
      WHERE vendor_id = ${vendor_id} AND import_id = ${import_id} AND line = ${line} AND place = ${place}`.execute(tx);
    await sql`UPDATE inventory.import_rows SET errors = errors || ${JSON.stringify([error])}::jsonb
      WHERE vendor_id = ${vendor_id} AND import_id = ${import_id} AND line = ${line}`.execute(tx);
    await sql`UPDATE inventory.imports SET errors = ${errorKinds({ vendor_id, id: import_id })}
      WHERE vendor_id = ${vendor_id} AND id = ${import_id}`.execute(tx);
  });
}
