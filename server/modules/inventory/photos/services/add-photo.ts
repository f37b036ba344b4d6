import { AppError } from '../../../../../contract/errors.ts';
import { PHOTOS_MAX, type PhotoView } from '../../../../../contract/inventory-photos.ts';
import type { ParamsOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { WorkPool } from '../../../../platform/work-pool.ts';
import { asStaff } from '../../services/as-staff.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import { newPhotoName, photoKinds } from '../photo-kind.ts';
import { type ReadPhoto, readPhoto } from '../read-photo.ts';
import { listPhotos } from '../selectors/list-photos.ts';
import type { PhotoStore } from '../store/photo-store.ts';
import { touchPhotos } from './touch-photos.ts';

/** What adding a photo needs besides. */
export interface PhotoDesk {
  readonly store: PhotoStore;
  /** Few pictures are decoded at once, and few wait for it. */
  readonly decoding: WorkPool;
}

/**
 * Reads a picture, keeps it, and puts it at the end of a listing's. Rights, listing and room are looked at before
 * anything is read or fetched, and again when the picture is there.
 *
 * @param call.bytes gives the file, once it is known that it may be taken.
 * @returns all photos of the listing.
 * @throws AppError `photo_unreadable`, `photo_limit`, `collectible_unknown`, `unavailable`, those of `asStaff` and `bytes`.
 */
export async function addPhoto(
  platform: Platform,
  desk: PhotoDesk,
  call: {
    readonly actor: Member;
    readonly params: ParamsOf<'addPhoto'>;
    readonly route: 'addPhoto' | 'fetchPhoto';
    readonly bytes: () => Promise<Buffer>;
  },
): Promise<PhotoView[]> {
  const { vendor_id } = call.params;
  const enter = { actor: call.actor, vendor_id, route: call.route };
  await asStaff(platform, enter, (tx) => assertRoom(tx, call.params));
  const bytes = await call.bytes();
  const photo = await desk.decoding.run(() => readPhoto(bytes));
  const name = newPhotoName();
  try {
    for (const kind of photoKinds) await desk.store.put(name, kind, photo[kind]);
    return await asStaff(platform, enter, async (tx) => {
      await touchPhotos(tx, platform, call.params);
      await assertRoom(tx, call.params);
      await insertPhoto(tx, { ...call.params, name, photo, user_id: call.actor.user_id, at: platform.clock.now() });
      return listPhotos(tx, vendor_id, call.params.id);
    });
  } catch (error) {
    await removeFiles(platform, desk.store, name);
    throw error;
  }
}

/** Files that no row names any more. One that cannot be removed now is found by the sweep. */
export async function removeFiles({ log }: Platform, store: PhotoStore, name: string): Promise<void> {
  for (const kind of photoKinds)
    await store
      .remove(name, kind)
      .catch((err: unknown) => log.warn({ err, name, kind }, 'a photo could not be removed'));
}

/** @throws AppError `collectible_unknown`, `photo_limit`. */
export async function assertRoom(tx: VendorTx, { vendor_id, id }: ParamsOf<'addPhoto'>): Promise<void> {
  const listing = await inventory(tx)
    .selectFrom('listings')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .select((eb) =>
      eb
        .selectFrom('photos')
        .whereRef('photos.vendor_id', '=', 'listings.vendor_id')
        .whereRef('photos.listing_id', '=', 'listings.id')
        .select((of) => of.fn.countAll<string>().as('count'))
        .as('photos'),
    )
    .executeTakeFirst();
  if (listing === undefined) throw new AppError('collectible_unknown');
  if (Number(listing.photos) >= PHOTOS_MAX) throw new AppError('photo_limit');
}

/** Puts a picture at the end of a listing's. @returns its id. */
export async function insertPhoto(
  tx: VendorTx,
  of: ParamsOf<'addPhoto'> & {
    readonly name: string;
    readonly photo: ReadPhoto;
    readonly user_id: string;
    readonly at: Date;
    /** Where it was fetched for a spreadsheet. */
    readonly source_url?: string;
  },
): Promise<string> {
  const { vendor_id, id, name, photo, user_id, at, source_url = null } = of;
  const photo_id = newId();
  await inventory(tx)
    .insertInto('photos')
    .values((eb) => ({
      id: photo_id,
      vendor_id,
      listing_id: id,
      position: eb
        .selectFrom('photos')
        .where('vendor_id', '=', vendor_id)
        .where('listing_id', '=', id)
        .select((of) => of.fn.coalesce(of(of.fn.max('position'), '+', 1), of.lit(0)).as('next')),
      name,
      width: photo.width,
      height: photo.height,
      added_by: user_id,
      created_at: at,
      source_url,
    }))
    .execute();
  return photo_id;
}
