import { sql } from 'kysely';
import type { ShopTx } from '../../server/modules/inventory/tables-shop.ts';
import { indexProducts } from '../../server/modules/inventory/window/services/index-products.ts';
import { summariseProducts } from '../../server/modules/inventory/window/services/summarise-products.ts';
import type { Db } from '../../server/platform/db/transaction.ts';

const VENDORS = 505;
const CHUNK = 5_000;

/**
 * Listings of trading cards as they are: 300 sets, 2,000 names, most pieces near mint, English and on sale; and what the
 * shop keeper makes of them, its sums and words by its own code. Nothing else hears of them. @returns how many products.
 */
export function fillWindow(db: Db, listings: number): Promise<number> {
  // One connection, which follows no triggers and keys.
  return db.connection().execute(async (one) => {
    await sql`SET session_replication_role = replica`.execute(one);
    await sql`SET statement_timeout = 0`.execute(one);
    await makeListings(one, listings);
    const ids = await makeProducts(one);
    for (let from = 0; from < ids.length; from += CHUNK) {
      const chunk = ids.slice(from, from + CHUNK);
      await indexProducts(one as unknown as ShopTx, chunk);
      await summariseProducts(one as unknown as ShopTx, chunk);
    }
    await sql`VACUUM (ANALYZE) inventory.listings, inventory.card_details, inventory.stock_levels, inventory.offers,
      inventory.products, inventory.product_states, inventory.product_words, inventory.window_words`.execute(one);
    return ids.length;
  });
}

/** Text from numbers: the same every time. */
async function makeListings(db: Db, listings: number): Promise<void> {
  await sql`INSERT INTO inventory.vendors (id, name, currency, created_at)
    SELECT md5('vendor' || n)::uuid, 'Shop ' || n, 'USD', now() FROM generate_series(1, ${VENDORS}::int) AS n`.execute(
    db,
  );
  await sql`CREATE TEMP TABLE made AS SELECT n, md5('listing' || n)::uuid AS id,
      md5('vendor' || CASE WHEN n % 2 = 0 THEN 1 + (n / 2) % 5 ELSE 6 + (n / 2) % 500 END)::uuid AS vendor_id,
      (hashint8(n * 7 + 1) & 2147483647) % 300 AS set_n, (hashint8(n * 5 + 4) & 2147483647) % 250 AS number,
      (hashint8(n * 11 + 2) & 2147483647) % 100 AS r, (hashint8(n * 13 + 3) & 2147483647) % 100 AS s
    FROM generate_series(1, ${listings}::bigint) AS n`.execute(db);
  await sql`INSERT INTO inventory.listings (id, vendor_id, kind, sku, title, condition, grading_company, grade, price_minor,
      currency, status, created_at, updated_at)
    SELECT id, vendor_id, 'card', 'SKU-' || n, 'Card', CASE WHEN r < 99 THEN
      (ARRAY['NM','NM','NM','NM','NM','NM','LP','LP','MP','HP'])[1 + r % 10] END,
      CASE WHEN r = 99 THEN 'PSA' END, CASE WHEN r = 99 THEN 9 END, 100 + (n * 37) % 20000, 'USD',
      CASE WHEN s < 85 THEN 'active' ELSE 'paused' END, now() - n * interval '1 second', now() FROM made`.execute(db);
  await sql`INSERT INTO inventory.card_details (vendor_id, listing_id, game, set_code, set_name, collector_number, name, rarity,
      language, finish, first_edition, signed, altered)
    SELECT vendor_id, id, (ARRAY['mtg','pokemon','yugioh'])[1 + set_n % 3], 's' || set_n, 'Set ' || set_n, number || '/250',
      initcap((ARRAY['char','pika','blas','vena','mew','gen','drag','squir','bulba','eev','snor','lap','mach','ala','gol','ar','mo','zap','ray','kyo'])[1 + h % 20]
        || (ARRAY['izard','chu','toise','saur','two','gar','onite','tle','mander','ee'])[1 + h / 20 % 10])
        || (ARRAY['','','',' ex',' GX',' V',' VMAX',' Prime',' of the Deep',' Star'])[1 + h / 200 % 10],
      (ARRAY['common','common','uncommon','rare'])[1 + number % 4], (ARRAY['en','en','en','en','en','en','en','en','ja','de'])[1 + r / 10],
      (ARRAY['normal','normal','normal','foil'])[1 + s % 4], false, false, false
    FROM (SELECT *, hashint8(set_n * 250 + number) & 2147483647 AS h FROM made) AS named`.execute(db);
  await sql`INSERT INTO inventory.stock_levels (vendor_id, listing_id, location_id, on_hand, reserved, allocated, version)
    SELECT vendor_id, id, vendor_id, CASE WHEN r < 10 THEN 0 ELSE 1 + r % 12 END, 0, 0, 1 FROM made`.execute(db);
}

async function makeProducts(db: Db): Promise<string[]> {
  // A UUID as a cursor takes it.
  await sql`CREATE FUNCTION pg_temp.made_id(text) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT overlay(overlay(md5($1) PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid $$`.execute(db);
  await sql`CREATE TEMP TABLE thing AS
    SELECT listing.id, listing.vendor_id, listing.price_minor, level.on_hand, listing.created_at,
      listing.status = 'active' AND level.on_hand > 0 AS sells, coalesce(listing.condition, 'PSA 9') AS state,
      card.game, card.set_code, card.set_name, card.collector_number, card.name, card.rarity, card.language, card.finish,
      concat_ws('|', 'card', card.game, card.set_code, card.collector_number, card.language, card.finish, 'USD') AS key
    FROM inventory.listings AS listing JOIN inventory.card_details AS card ON card.listing_id = listing.id
    JOIN inventory.stock_levels AS level ON level.listing_id = listing.id`.execute(db);
  await sql`INSERT INTO inventory.offers (vendor_id, listing_id, instrument_id, instrument_symbol, price_minor, available, is_low,
      low_untold)
    SELECT vendor_id, id, md5(key || state)::uuid, left(md5(key || state), 12), CASE WHEN sells THEN price_minor END, on_hand,
      false, false FROM thing`.execute(db);
  const { rows } = await sql<{ id: string }>`
    INSERT INTO inventory.products (id, key, slug, kind, title, game, set_code, set_name, collector_number, rarity, language,
      finish, first_edition, signed, altered, currency, created_at, newest_at, title_key, set_key)
    SELECT DISTINCT ON (key) pg_temp.made_id(key), key, md5(key), 'card', name, game, set_code, set_name, collector_number, rarity,
      language, finish, false, false, false, 'USD', now(), created_at, inventory.folded(name),
      set_code || ' ' || lpad(collector_number, 9, '0')
    FROM thing WHERE sells ORDER BY key, created_at DESC RETURNING id`.execute(db);
  await sql`INSERT INTO inventory.product_states (instrument_id, instrument_symbol, product_id, state)
    SELECT DISTINCT md5(key || state)::uuid, left(md5(key || state), 12), pg_temp.made_id(key), state FROM thing
    WHERE key IN (SELECT key FROM inventory.products)`.execute(db);
  return rows.map(({ id }) => id);
}
