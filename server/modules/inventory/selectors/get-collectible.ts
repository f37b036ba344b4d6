import { AppError } from '../../../../contract/errors.ts';
import type { CollectibleView } from '../../../../contract/inventory-collectibles.ts';
import { LOCATIONS_MAX } from '../../../../contract/inventory-vendors.ts';
import type { ParamsOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { listingTag, listingView } from '../listing.ts';
import { listPhotos } from '../photos/selectors/list-photos.ts';
import { asStaff } from '../services/as-staff.ts';
import { inventory, type VendorTx } from '../tables.ts';
import { listingRows } from './listing-rows.ts';

export interface Tagged {
  readonly data: CollectibleView;
  /** Of the listing and its stock, see `listingTag`. */
  readonly etag: string;
}

/** @throws AppError `collectible_unknown`, those of `asStaff`. */
export function getCollectible(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'getCollectible'>,
): Promise<Tagged> {
  return asStaff(platform, { actor, vendor_id, route: 'getCollectible' }, (tx) => readCollectible(tx, vendor_id, id));
}

/** One collectible as this transaction sees it. @throws AppError `collectible_unknown`. */
export async function readCollectible(tx: VendorTx, vendor_id: string, id: string): Promise<Tagged> {
  const row = await listingRows(tx, vendor_id).where('listing.id', '=', id).executeTakeFirst();
  if (row === undefined) throw new AppError('collectible_unknown');
  const levels = await inventory(tx)
    .selectFrom('stock_levels')
    .where('vendor_id', '=', vendor_id)
    .where('listing_id', '=', id)
    .orderBy('location_id')
    .limit(LOCATIONS_MAX)
    .select(['location_id', 'on_hand', 'reserved', 'allocated'])
    .execute();
  const photos = await listPhotos(tx, vendor_id, id);
  const instrument_symbol = await instrumentOf(tx, vendor_id, id);
  const stock = levels.map((level) =>
    Object.assign(level, { available: level.on_hand - level.reserved - level.allocated }),
  );
  return { data: { ...listingView(row), stock, photos, instrument_symbol }, etag: listingTag(row) };
}

/** The instrument that this listing is watched by; null where it was never for sale. */
async function instrumentOf(tx: VendorTx, vendor_id: string, id: string): Promise<string | null> {
  const offer = await inventory(tx)
    .selectFrom('offers')
    .where('vendor_id', '=', vendor_id)
    .where('listing_id', '=', id)
    .select('instrument_symbol')
    .executeTakeFirst();
  return offer?.instrument_symbol ?? null;
}
