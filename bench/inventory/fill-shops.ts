import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';

/** Half of the listings are shared by the large shops, the other half by the small ones. */
export const LARGE_SHOPS = 5;
const SMALL_SHOPS = 500;
const CHUNK = 50_000;
/** What an import writes in one transaction, and what lies together on the disk since. */
const TOGETHER = 500;

export interface Shops {
  readonly user_id: string;
  /** Of the large ones, each with a tenth of all listings. */
  readonly vendor_ids: readonly string[];
  /** Where a fifth of the first one's pieces lie. */
  readonly place_id: string;
}

/**
 * Shops of trading cards as they are: 300 sets, 2,000 names with a few endings, most pieces near mint, English and on sale.
 *
 * @param how.mixed each listing follows one of another shop on the disk, and not as imports leave them.
 */
export function fillShops(db: Db, listings: number, how: { readonly mixed: boolean }): Promise<Shops> {
  // One connection: the rows are made in a table of its own.
  return db.connection().execute((one) => fill(one, listings, how.mixed ? 1 : TOGETHER));
}

async function fill(db: Db, listings: number, together: number): Promise<Shops> {
  await sql`SET statement_timeout = 0`.execute(db);
  const user_id = '00000000-0000-7000-8000-000000000001';
  await sql`INSERT INTO identity.users (id, email, name, tier, role, created_at)
    VALUES (${user_id}, 'bench@example.org', 'Bench', 'premium', 'user', now())`.execute(db);
  await makeShops(db, user_id);
  for (const table of ['listings', 'card_details', 'stock_levels'])
    await sql`ALTER TABLE ${sql.table(`inventory.${table}`)} DISABLE TRIGGER USER`.execute(db);
  for (let from = 0; from < listings; from += CHUNK)
    await makeListings(db, { from, upto: Math.min(from + CHUNK, listings), together });
  await sql`VACUUM (ANALYZE) inventory.listings, inventory.card_details, inventory.stock_levels,
    inventory.listing_summaries, inventory.listing_words, inventory.words`.execute(db);
  const { rows } = await sql<{ id: string; place_id: string }>`SELECT id, pg_temp.bench_id(n * 4 + 1, 2) AS place_id
    FROM inventory.vendors, generate_series(1, ${LARGE_SHOPS}::int) AS n WHERE id = pg_temp.bench_id(n, 1) ORDER BY n`.execute(
    db,
  );
  return { user_id, vendor_ids: rows.map(({ id }) => id), place_id: rows[0]?.place_id ?? '' };
}

async function makeShops(db: Db, user_id: string): Promise<void> {
  await sql`CREATE FUNCTION pg_temp.bench_id(n bigint, family integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT (lpad(to_hex(n), 8, '0') || '-' || lpad(to_hex(family), 4, '0') || '-7000-8000-' || left(md5(n::text || family), 12))::uuid $$`.execute(
    db,
  );
  const shops = LARGE_SHOPS + SMALL_SHOPS;
  await sql`INSERT INTO inventory.vendors (id, name, currency, created_at)
    SELECT pg_temp.bench_id(n, 1), 'Shop ' || n, 'USD', now() FROM generate_series(1, ${shops}::int) AS n`.execute(db);
  await sql`INSERT INTO inventory.staff (vendor_id, user_id, role, joined_at)
    SELECT id, ${user_id}, 'owner', now() FROM inventory.vendors`.execute(db);
  await sql`INSERT INTO inventory.locations (id, vendor_id, name, created_at)
    SELECT pg_temp.bench_id(n * 4 + place, 2), pg_temp.bench_id(n, 1), 'Place ' || place, now()
    FROM generate_series(1, ${shops}::int) AS n, generate_series(0, 2) AS place`.execute(db);
}

/** Text from numbers: the same every time. */
async function makeListings(
  db: Db,
  { from, upto, together }: { readonly from: number; readonly upto: number; readonly together: number },
): Promise<void> {
  await sql`CREATE TEMP TABLE IF NOT EXISTS made (n bigint, id uuid, vendor integer, name text, set_n integer, r integer, s integer)`.execute(
    db,
  );
  await sql`TRUNCATE made`.execute(db);
  await sql`INSERT INTO made SELECT n, pg_temp.bench_id(n, 3),
      CASE WHEN run % 2 = 0 THEN 1 + (run / 2) % ${LARGE_SHOPS} ELSE ${LARGE_SHOPS + 1} + (run / 2) % ${SMALL_SHOPS} END,
      initcap((ARRAY['char','pika','blas','vena','mew','gen','drag','squir','bulba','eev','snor','lap','mach','ala','gol','ar','mo','zap','ray','kyo'])[1 + h % 20]
        || (ARRAY['izard','chu','toise','saur','two','gar','onite','tle','mander','ee'])[1 + h / 20 % 10]
        || (ARRAY['','a','o','ix','us','ra','el','on','ys','um'])[1 + h / 200 % 10])
        || (ARRAY['','','','',' ex',' GX',' V',' VMAX',' Prime',' of the Deep'])[1 + h / 2000 % 10],
      (hashint8(n * 7 + 1) & 2147483647) % 300, (hashint8(n * 11 + 2) & 2147483647) % 100, (hashint8(n * 13 + 3) & 2147483647) % 100
    FROM (SELECT n, n / ${together} AS run, hashint8(n) & 2147483647 AS h FROM generate_series(${from}::bigint, ${upto - 1}::bigint) AS n) AS numbered`.execute(
    db,
  );
  await sql`INSERT INTO inventory.listings (id, vendor_id, kind, sku, title, condition, grading_company, grade, cert_number,
      cost_minor, price_minor, currency, note, status, created_at, updated_at)
    SELECT id, pg_temp.bench_id(vendor, 1), 'card', 'SKU-' || n, name || ', Set ' || set_n || ', ' || (n % 250),
      CASE WHEN r = 99 THEN NULL ELSE (ARRAY['NM','NM','NM','NM','NM','NM','LP','LP','MP','HP'])[1 + r % 10] END,
      CASE WHEN r = 99 THEN 'PSA' END, CASE WHEN r = 99 THEN 9 END, CASE WHEN r = 99 THEN n::text END,
      CASE WHEN s < 60 THEN 50 + s END, CASE WHEN s < 95 THEN 100 + (n * 37) % 20000 END, 'USD',
      CASE WHEN s = 5 THEN 'from the trade-in of a collection' ELSE '' END,
      CASE WHEN s < 85 THEN 'active' WHEN s < 95 THEN 'paused' ELSE 'draft' END,
      now() - n * interval '1 second', now() - (n % 100000) * interval '1 second' FROM made`.execute(db);
  await sql`INSERT INTO inventory.card_details (vendor_id, listing_id, game, set_code, set_name, collector_number, name, rarity,
      language, finish, first_edition, signed, altered)
    SELECT pg_temp.bench_id(vendor, 1), id, (ARRAY['mtg','pokemon','yugioh'])[1 + set_n % 3], 's' || set_n, 'Set ' || set_n,
      (n % 250) || '/250', name, 'rare', (ARRAY['en','en','en','en','en','en','en','en','ja','de'])[1 + r / 10],
      (ARRAY['normal','normal','normal','foil'])[1 + s % 4], false, false, false FROM made`.execute(db);
  await sql`INSERT INTO inventory.stock_levels (vendor_id, listing_id, location_id, on_hand, reserved, allocated, version)
    SELECT pg_temp.bench_id(vendor, 1), id, pg_temp.bench_id(vendor * 4 + CASE WHEN s < 70 THEN 0 WHEN s < 90 THEN 1 ELSE 2 END, 2),
      CASE WHEN r < 10 THEN 0 WHEN r = 99 THEN 1 ELSE 1 + r % 12 END, 0, 0, 1 FROM made`.execute(db);
  await sql`SELECT inventory.summarise(ids), inventory.index_words(ids) FROM (SELECT array_agg(id) AS ids FROM made) AS all_made`.execute(
    db,
  );
}
