import { sql } from 'kysely';
import { LINE_PIECES_MAX } from '../../../../../contract/orders-terms.ts';
import { PHOTOS_AT, photoFile } from '../../photos/photo-kind.ts';
import type { ShopTx } from '../../tables-shop.ts';

/**
 * Takes the rows of products, in the order of their ids: whoever sums them up or records a sale takes them first, so that
 * the two wait for each other instead of locking each other out.
 */
export async function lockProducts(tx: ShopTx, product_ids: readonly string[]): Promise<void> {
  await sql`SELECT FROM inventory.products WHERE id = ANY (${[...product_ids]}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`.execute(tx);
}

/** Sums up what is on offer of these products and of their states; rows that say so already are not written. */
export async function summariseProducts(tx: ShopTx, product_ids: readonly string[]): Promise<void> {
  if (product_ids.length === 0) return;
  await lockProducts(tx, product_ids);
  await sql`
    WITH asked AS (SELECT unnest(${[...product_ids]}::uuid[]) AS id),
    offered AS MATERIALIZED (
      SELECT state.product_id, state.instrument_id, offer.price_minor, least(offer.available, ${LINE_PIECES_MAX}) AS available,
        offer.vendor_id, offer.listing_id, listing.condition, listing.grading_company, listing.created_at
      FROM asked JOIN inventory.product_states AS state ON state.product_id = asked.id
      JOIN inventory.offers AS offer ON offer.instrument_id = state.instrument_id AND offer.price_minor IS NOT NULL
      JOIN inventory.listings AS listing ON listing.vendor_id = offer.vendor_id AND listing.id = offer.listing_id
    ), states AS (
      UPDATE inventory.product_states AS kept
      SET price_minor = summed.price_minor, available = summed.available, offers = summed.offers
      FROM (
        SELECT state.instrument_id, min(offered.price_minor) AS price_minor, coalesce(sum(offered.available), 0) AS available,
          count(offered.listing_id) AS offers
        FROM asked JOIN inventory.product_states AS state ON state.product_id = asked.id
        LEFT JOIN offered ON offered.instrument_id = state.instrument_id
        GROUP BY state.instrument_id
      ) AS summed
      WHERE kept.instrument_id = summed.instrument_id
        AND (kept.price_minor, kept.available, kept.offers) IS DISTINCT FROM (summed.price_minor, summed.available, summed.offers)
    ), photographed AS (
      SELECT DISTINCT ON (offered.product_id) offered.product_id, ${PHOTOS_AT} || photo.name || ${photoFile('', 'full')} AS url
      FROM offered JOIN inventory.photos AS photo
        ON photo.vendor_id = offered.vendor_id AND photo.listing_id = offered.listing_id
      ORDER BY offered.product_id, offered.price_minor, offered.listing_id, photo.position
    ), summed AS (
      SELECT asked.id, min(offered.price_minor) AS price_minor, coalesce(sum(offered.available), 0) AS available,
        count(offered.listing_id) AS offers, max(offered.created_at) AS newest_at,
        coalesce(array_agg(DISTINCT offered.condition) FILTER (WHERE offered.condition IS NOT NULL), '{}') AS conditions,
        coalesce(bool_or(offered.grading_company IS NOT NULL), false) AS graded,
        coalesce(array_agg(DISTINCT offered.vendor_id) FILTER (WHERE offered.vendor_id IS NOT NULL), '{}') AS vendor_ids
      FROM asked LEFT JOIN offered ON offered.product_id = asked.id
      GROUP BY asked.id
    ), tagged AS (
      SELECT summed.*, CASE WHEN summed.offers = 0 THEN product.image_url ELSE photographed.url END AS image_url,
        greatest(summed.newest_at, product.newest_at) AS newest, ${TAGS} AS tags
      FROM summed JOIN inventory.products AS product USING (id)
      LEFT JOIN photographed ON photographed.product_id = summed.id
    )
    UPDATE inventory.products AS kept
    SET price_minor = tagged.price_minor, available = tagged.available, offers = tagged.offers, newest_at = tagged.newest,
      conditions = tagged.conditions, vendor_ids = tagged.vendor_ids, image_url = tagged.image_url, tags = tagged.tags
    FROM tagged
    WHERE kept.id = tagged.id AND (kept.price_minor, kept.available, kept.offers, kept.newest_at, kept.image_url, kept.tags)
      IS DISTINCT FROM (tagged.price_minor, tagged.available, tagged.offers, tagged.newest, tagged.image_url, tagged.tags)`.execute(
    tx,
  );
}

/** Everything a filter may ask for, see `filter-products.ts`. */
const TAGS = sql`array_remove(ARRAY[
    'k:' || product.kind, 'g:' || product.game, 's:' || lower(product.set_code), 's:' || lower(product.set_name),
    'f:' || product.finish, 'l:' || lower(product.language), 'r:' || lower(product.rarity), 'u:' || product.currency,
    CASE WHEN summed.graded THEN 'x:graded' END
  ], NULL)
  || array(SELECT 'c:' || one FROM unnest(summed.conditions) AS one)
  || array(SELECT 'v:' || one FROM unnest(summed.vendor_ids) AS one)`;
