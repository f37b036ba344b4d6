import { type RawBuilder, sql } from 'kysely';
import { PHOTOS_MAX, type PhotoView } from '../../../../../contract/inventory-photos.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import { photoAddress, photoFile, PHOTOS_AT } from '../photo-kind.ts';

/** The photos of a listing, in their order. */
export async function listPhotos(tx: VendorTx, vendor_id: string, listing_id: string): Promise<PhotoView[]> {
  const rows = await inventory(tx)
    .selectFrom('photos')
    .where('vendor_id', '=', vendor_id)
    .where('listing_id', '=', listing_id)
    .orderBy('position')
    .limit(PHOTOS_MAX)
    .select(['id', 'name', 'width', 'height', 'created_at'])
    .execute();
  return rows.map(({ id, name, width, height, created_at }) => ({
    id,
    url: photoAddress(name, 'full'),
    thumb_url: photoAddress(name, 'thumb'),
    width,
    height,
    created_at: created_at.toISOString(),
  }));
}

/** The address of the small picture of a listing's first photo, within a statement that knows the listing. */
export function thumbOf(vendor_id: RawBuilder<unknown>, listing_id: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`(
    SELECT ${PHOTOS_AT} || photo.name || ${photoFile('', 'thumb')} FROM inventory.photos AS photo
    WHERE photo.vendor_id = ${vendor_id} AND photo.listing_id = ${listing_id} ORDER BY photo.position LIMIT 1)`;
}
