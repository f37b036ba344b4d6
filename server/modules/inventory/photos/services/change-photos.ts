import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import type { PhotoView } from '../../../../../contract/inventory-photos.ts';
import type { BodyOf, ParamsOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { InputError } from '../../../../platform/http/input.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../services/as-staff.ts';
import { inventory } from '../../tables.ts';
import { listPhotos } from '../selectors/list-photos.ts';
import type { PhotoStore } from '../store/photo-store.ts';
import { removeFiles } from './add-photo.ts';
import { touchPhotos } from './touch-photos.ts';

/**
 * Puts the photos of a listing into another order.
 *
 * @param input.photo_ids all of them, each once.
 * @throws AppError `photo_unknown` for one of another listing, `collectible_unknown`, those of `asStaff`; InputError where
 *   one is missing or named twice.
 */
export function orderPhotos(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'orderPhotos'> & BodyOf<'orderPhotos'>,
): Promise<PhotoView[]> {
  const { vendor_id, id, photo_ids } = input;
  return asStaff(platform, { actor, vendor_id, route: 'orderPhotos' }, async (tx) => {
    await touchPhotos(tx, platform, input);
    const known = await listPhotos(tx, vendor_id, id);
    if (photo_ids.some((one) => known.every((photo) => photo.id !== one))) throw new AppError('photo_unknown');
    if (new Set(photo_ids).size !== photo_ids.length || photo_ids.length !== known.length)
      throw new InputError([{ pointer: '/photo_ids', message: 'Name every photo of the collectible once.' }]);
    await inventory(tx)
      .updateTable('photos')
      .where('vendor_id', '=', vendor_id)
      .where('listing_id', '=', id)
      .set({ position: sql<number>`array_position(${photo_ids}::uuid[], id) - 1` })
      .execute();
    return listPhotos(tx, vendor_id, id);
  });
}

/**
 * Takes a photo off a listing; its files go once that is certain.
 *
 * @throws AppError `photo_unknown`, `collectible_unknown`, those of `asStaff`.
 */
export async function removePhoto(
  platform: Platform,
  store: PhotoStore,
  { actor, params }: { readonly actor: Member; readonly params: ParamsOf<'removePhoto'> },
): Promise<PhotoView[]> {
  const { vendor_id, id, photo_id } = params;
  const { left, name } = await asStaff(platform, { actor, vendor_id, route: 'removePhoto' }, async (tx) => {
    await touchPhotos(tx, platform, params);
    const removed = await inventory(tx)
      .deleteFrom('photos')
      .where('vendor_id', '=', vendor_id)
      .where('listing_id', '=', id)
      .where('id', '=', photo_id)
      .returning('name')
      .executeTakeFirst();
    if (removed === undefined) throw new AppError('photo_unknown');
    return { left: await listPhotos(tx, vendor_id, id), name: removed.name };
  });
  await removeFiles(platform, store, name);
  return left;
}
