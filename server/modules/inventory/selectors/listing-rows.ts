import { sql } from 'kysely';
import { thumbOf } from '../photos/selectors/list-photos.ts';
import { inventory, type VendorTx } from '../tables.ts';

/** Listings with their card and their stock summed up; the caller adds what it asks for, always the vendor first. */
export function listingRows(tx: VendorTx, vendor_id: string) {
  return inventory(tx)
    .selectFrom('listings as listing')
    .leftJoin('card_details as card', (join) =>
      join.onRef('card.vendor_id', '=', 'listing.vendor_id').onRef('card.listing_id', '=', 'listing.id'),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('stock_levels')
          .whereRef('stock_levels.vendor_id', '=', 'listing.vendor_id')
          .whereRef('stock_levels.listing_id', '=', 'listing.id')
          .select([
            sql<number>`coalesce(sum(on_hand), 0)::float8`.as('on_hand'),
            sql<number>`coalesce(sum(reserved), 0)::float8`.as('reserved'),
            sql<number>`coalesce(sum(allocated), 0)::float8`.as('allocated'),
            sql<number>`coalesce(sum(on_hand - reserved - allocated), 0)::float8`.as('available'),
            sql<number>`coalesce(sum(stock_levels.version), 0)::float8`.as('stock_version'),
          ])
          .as('stock'),
      (join) => join.onTrue(),
    )
    .where('listing.vendor_id', '=', vendor_id)
    .selectAll('listing')
    .select([
      sql<Readonly<Record<string, unknown>> | null>`to_jsonb(card) - 'vendor_id' - 'listing_id'`.as('card'),
      sql<number>`stock.on_hand`.as('on_hand'),
      sql<number>`stock.reserved`.as('reserved'),
      sql<number>`stock.allocated`.as('allocated'),
      sql<number>`stock.available`.as('available'),
      sql<number>`stock.stock_version + listing.photos_version`.as('stock_version'),
      thumbOf(sql.ref('listing.vendor_id'), sql.ref('listing.id')).as('thumb_url'),
    ]);
}
