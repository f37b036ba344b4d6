import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';

const DAYS = 366;
const LINES_MAX = 8;
const ORDERS_OF_BUYER = 10_000;

interface Chunk {
  readonly from: number;
  readonly upto: number;
  readonly total: number;
  /** Of the first vendor, about. */
  readonly orders: number;
}

/** Everything from numbers: the same every time, but for the day it is made. */
export async function makeTemporaries(db: Db): Promise<void> {
  await sql`
    CREATE FUNCTION pg_temp.dice(n bigint, salt bigint) RETURNS float8 LANGUAGE sql IMMUTABLE AS
      $$ SELECT (hashint8extended(n, salt) & 1048575) / 1048576.0::float8 $$;
    CREATE FUNCTION pg_temp.plain_id(n bigint, family text) RETURNS uuid LANGUAGE sql IMMUTABLE AS
      $$ SELECT overlay(overlay(md5(family || n) PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid $$;
    CREATE FUNCTION pg_temp.time_id(at timestamptz, n bigint, family text) RETURNS uuid LANGUAGE sql IMMUTABLE AS
      $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || left(md5(family || n), 3) || '8'
        || substr(md5(family || n), 4, 15))::uuid $$;
    CREATE FUNCTION pg_temp.price(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT 50 + (n * 37) % 20000 $$;
    CREATE FUNCTION pg_temp.title(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT initcap((ARRAY['char','pika','blas','vena','mew','gen','drag','squir','bulba','eev','snor','lap','mach','ala','gol','ar','mo','zap','ray','kyo'])[1 + h % 20]
        || (ARRAY['izard','chu','toise','saur','two','gar','onite','tle','mander','ee'])[1 + h / 20 % 10])
        || (ARRAY['','','',' ex',' GX',' V',' VMAX',' Prime',' of the Deep',' Star'])[1 + h / 200 % 10]
        || ', Set ' || h / 2000 % 300 || ', ' || n % 250 || '/250'
      FROM (SELECT hashint8(n) & 2147483647 AS h) AS one $$;
    CREATE FUNCTION pg_temp.buyer(b bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT (ARRAY['Ada','Ben','Chloé','Dmitri','Elif','Finn','Grace','Hana','Ivo','Jonas','Kemal','Léa','Mara','Nils','Olga','Pia','Quinn','Rosa','Sven','Tara'])[1 + b % 20]
        || ' ' || (ARRAY['Oka','Lind','Mül','Bau','Petr','Garc','Nov','Dub','Ros','Han'])[1 + b / 20 % 10]
        || (ARRAY['for','gren','ler','er','ov','ía','ak','ois','si','sen'])[1 + b / 200 % 10] $$;
    CREATE TEMP TABLE made (n bigint, id uuid, group_id uuid, number text, vendor bigint, vendor_id uuid, at timestamptz, placed_at timestamptz,
      state text, buyer bigint, user_id uuid, name text, email text, subtotal bigint, total bigint, refund bigint);
    CREATE TEMP TABLE made_lines (n bigint, id uuid, position integer, listing bigint, quantity integer, price bigint)`.execute(
    db,
  );
}

export async function makeOrders(db: Db, chunk: Chunk): Promise<void> {
  await drawOrders(db, chunk);
  await insertSold(db);
  await insertFollowing(db);
  await sql`SELECT orders.index_search(array(SELECT id FROM made))`.execute(db);
}

async function drawOrders(db: Db, { from, upto, total, orders }: Chunk): Promise<void> {
  await sql`TRUNCATE made, made_lines`.execute(db);
  await sql`
    INSERT INTO made (n, id, group_id, number, vendor, vendor_id, at, state, buyer, user_id)
    SELECT n, pg_temp.time_id(at, n, 'order'), pg_temp.time_id(at, n, 'group'), overlay(upper(lpad(to_hex((n * 2654435761) % 4294967296), 8, '0')) PLACING '-' FROM 5 FOR 0),
      vendor, pg_temp.plain_id(vendor, 'vendor'), at,
      CASE WHEN n > ${total} - 20 THEN 'pending'
        WHEN n > ${total}::bigint * 0.97 THEN CASE WHEN r < 85 THEN 'open' WHEN r < 90 THEN 'partial' ELSE 'sent' END
        WHEN r = 0 THEN 'cancelled' WHEN r = 1 THEN 'expired' WHEN r = 2 THEN 'returned' WHEN r = 3 THEN 'returned in part' ELSE 'done' END,
      floor(power(pg_temp.dice(n, 3), 2) * ${Math.ceil(total / 3)}), CASE WHEN n % ${Math.max(1, Math.floor(total / ORDERS_OF_BUYER))} = 0 THEN pg_temp.plain_id(2, 'user') END
    FROM (SELECT n, now() - (${total} - n) * interval '1 day' * ${DAYS} / ${total} AS at,
        CASE WHEN pg_temp.dice(n, 1) * ${total} < ${orders} THEN 1 ELSE 2 + floor(pg_temp.dice(n, 2) * 199)::bigint END AS vendor,
        floor(pg_temp.dice(n, 4) * 100)::integer AS r
      FROM generate_series(${from}::bigint, ${upto}::bigint) AS n) AS drawn`.execute(db);
  await sql`
    INSERT INTO made_lines
    SELECT DISTINCT ON (n, listing) n, pg_temp.time_id(at, n * ${LINES_MAX} + line, 'line'), line, listing,
      1 + floor(power(pg_temp.dice(n * ${LINES_MAX} + line, 7), 4) * 4)::integer, pg_temp.price(listing)
    FROM (SELECT n, at, line, vendor * 100000 + 1
          + floor(power(pg_temp.dice(n * ${LINES_MAX} + line, 6), 2.5) * CASE vendor WHEN 1 THEN 20000 ELSE 500 END)::bigint AS listing
        FROM made, generate_series(0, least(${LINES_MAX - 1}, floor(-ln(1 - pg_temp.dice(n, 5)) * 1.6)::integer)) AS line) AS drawn`.execute(
    db,
  );
  await sql`
    UPDATE made SET subtotal = sums.subtotal, total = sums.subtotal + 350, name = pg_temp.buyer(made.buyer),
      email = lower(replace(inventory.folded(pg_temp.buyer(made.buyer)), ' ', '.')) || made.buyer || '@'
        || (ARRAY['gmail.com','gmail.com','outlook.com','web.de','example.org'])[1 + made.buyer % 5],
      placed_at = CASE WHEN state NOT IN ('pending', 'expired') THEN at + interval '40 seconds' END,
      refund = CASE WHEN state IN ('cancelled', 'returned') THEN sums.subtotal WHEN state = 'returned in part' THEN sums.subtotal / 2 END
    FROM (SELECT n, sum(price * quantity) AS subtotal FROM made_lines GROUP BY n) AS sums WHERE sums.n = made.n`.execute(
    db,
  );
}

const address = sql`jsonb_build_object('name', name, 'company', '', 'line1', n % 200 || ' Main Street', 'line2', '', 'city', 'Springfield',
  'region', '', 'postal_code', lpad((n % 99999)::text, 5, '0'), 'country', (ARRAY['US','GB','DE','FR','CA'])[1 + buyer % 5], 'phone', '')`;

async function insertSold(db: Db): Promise<void> {
  await sql`INSERT INTO orders.order_groups (id, number, user_id, access_hash, basket_id, basket_version, status, email,
      shipping_address, billing_address, note, currency, subtotal_minor, discount_minor, shipping_minor, tax_minor, total_minor, is_test,
      pay_until, placed_at, created_at, updated_at)
    SELECT group_id, number, user_id, md5('a' || n) || md5('b' || n), pg_temp.plain_id(n, 'basket'), 1,
      CASE state WHEN 'pending' THEN 'pending_payment' WHEN 'expired' THEN 'expired' WHEN 'cancelled' THEN 'cancelled'
        WHEN 'open' THEN 'placed' WHEN 'partial' THEN 'placed' WHEN 'sent' THEN 'placed' ELSE 'completed' END,
      email, ${address}, ${address}, '', 'USD', subtotal, 0, 350, 0, total, false, at + interval '30 minutes', placed_at, at, at FROM made`.execute(
    db,
  );
  await sql`INSERT INTO orders.orders (id, vendor_id, group_id, number, status, payment_status, fulfilment_status, buyer_id,
      buyer_key, email, shipping_address, billing_address, buyer_note, vendor_name, terms, shipping_method, discount_codes, currency,
      subtotal_minor, discount_minor, shipping_minor, tax_mode, tax_rate_bp, tax_minor, shipping_tax_minor, total_minor, paid_minor,
      refunded_minor, commission_bp, due_at, placed_at, created_at, updated_at)
    SELECT id, vendor_id, group_id, number || '-1',
      CASE state WHEN 'pending' THEN 'pending_payment' WHEN 'expired' THEN 'expired' WHEN 'cancelled' THEN 'cancelled'
        WHEN 'open' THEN 'placed' WHEN 'partial' THEN 'placed' WHEN 'sent' THEN 'placed' ELSE 'completed' END,
      CASE WHEN placed_at IS NULL THEN 'unpaid' WHEN refund IS NOT NULL THEN 'partially_refunded' ELSE 'paid' END,
      CASE state WHEN 'partial' THEN 'partial' WHEN 'sent' THEN 'shipped' WHEN 'done' THEN 'delivered' WHEN 'returned' THEN 'returned'
        WHEN 'returned in part' THEN 'partially_returned' ELSE 'unfulfilled' END,
      user_id, 'guest:' || md5('buyer' || buyer), email, ${address}, ${address}, '', 'Shop ' || vendor,
      '{"ships_from":"US","handling_days":2,"return_days":14,"tax_name":"","legal_name":"","legal_address":"","tax_number":""}',
      '{"id":"","name":"Letter","days_min":1,"days_max":3}', '{}', 'USD', subtotal, 0, 350, 'none', 0, 0, 0, total,
      CASE WHEN placed_at IS NULL THEN 0 ELSE total END, coalesce(refund, 0), 500, placed_at + interval '3 days', placed_at, at, at FROM made`.execute(
    db,
  );
  await sql`INSERT INTO orders.order_lines (id, vendor_id, order_id, position, listing_id, sku, title, snapshot, unit_price_minor, quantity,
      subtotal_minor, discount_minor, tax_minor, total_minor, quantity_cancelled, quantity_shipped, quantity_returned)
    SELECT line.id, vendor_id, made.id, position, pg_temp.plain_id(listing, 'listing'), 'SKU-' || listing % 100000, pg_temp.title(listing),
      jsonb_build_object('product_slug', 'product-' || listing, 'instrument_symbol', 'PKM.S' || listing || '.NM', 'state', 'NM', 'condition', 'NM',
        'grading', null, 'set_name', 'Set ' || listing % 300, 'collector_number', listing % 250 || '/250', 'language', 'en', 'finish', 'normal',
        'image_url', '/photos/' || md5(listing::text) || '.webp'),
      price, quantity, price * quantity, 0, 0, price * quantity, CASE WHEN state IN ('cancelled', 'expired') THEN quantity ELSE 0 END,
      CASE WHEN state IN ('sent', 'done', 'returned', 'returned in part') THEN quantity ELSE 0 END, CASE state WHEN 'returned' THEN quantity ELSE 0 END
    FROM made JOIN made_lines AS line USING (n) ORDER BY n, position`.execute(db);
}

/** What comes after an order: places of what is open, parcels, returns, refunds, payments, entries, events. */
async function insertFollowing(db: Db): Promise<void> {
  const following = [
    sql`INSERT INTO orders.line_places (vendor_id, line_id, listing_id, location_id, quantity)
      SELECT vendor_id, line.id, pg_temp.plain_id(listing, 'listing'), pg_temp.plain_id(vendor, 'place'), quantity
      FROM made JOIN made_lines AS line USING (n) WHERE state IN ('open', 'partial')`,
    sql`INSERT INTO orders.shipments (id, vendor_id, order_id, number, carrier, tracking_number, actor_id, shipped_at, delivered_at)
      SELECT pg_temp.time_id(at, n, 'parcel'), vendor_id, id, 1, 'Post', 'T' || n, pg_temp.plain_id(1, 'user'), at + interval '2 days',
        CASE WHEN state <> 'sent' THEN at + interval '5 days' END FROM made WHERE state IN ('sent', 'done', 'returned', 'returned in part')`,
    sql`INSERT INTO orders.shipment_lines (vendor_id, shipment_id, line_id, location_id, quantity)
      SELECT vendor_id, pg_temp.time_id(at, n, 'parcel'), line.id, pg_temp.plain_id(vendor, 'place'), quantity
      FROM made JOIN made_lines AS line USING (n) WHERE state IN ('sent', 'done', 'returned', 'returned in part')`,
    sql`INSERT INTO orders.returns (id, vendor_id, order_id, number, status, reason, created_at, updated_at)
      SELECT pg_temp.time_id(at, n, 'return'), vendor_id, id, 1, CASE WHEN at > now() - interval '30 days' THEN 'approved' ELSE 'received' END,
        'Not as described', at + interval '9 days', at + interval '15 days' FROM made WHERE state LIKE 'returned%'`,
    sql`INSERT INTO orders.refunds (id, vendor_id, order_id, group_id, state, amount_minor, currency, reason, cause, created_at, done_at)
      SELECT pg_temp.time_id(at, n, 'refund'), vendor_id, id, group_id, CASE n % 50 WHEN 0 THEN 'failed' ELSE 'done' END, refund, 'USD', 'Returned',
        'return:' || n, least(at + interval '15 days', now()), now() FROM made WHERE refund > 0`,
    sql`INSERT INTO orders.payments (id, group_id, provider, provider_ref, state, currency, amount_minor, authorised_minor, captured_minor,
        created_at, updated_at)
      SELECT pg_temp.time_id(at, n, 'payment'), group_id, 'test', 'pay_' || n, 'captured', 'USD', total, total, total, at, at
      FROM made WHERE placed_at IS NOT NULL`,
    sql`INSERT INTO orders.payout_entries (id, vendor_id, at, kind, amount_minor, currency, order_id, note, cause)
      SELECT pg_temp.time_id(placed_at, n, entry.kind), vendor_id, placed_at, entry.kind, entry.amount, 'USD', id, '', entry.kind || ':' || n
      FROM made, LATERAL (VALUES ('sale', total), ('commission', -(total / 20)), ('refund', -refund), ('commission_refund', refund / 20)) AS entry (kind, amount)
      WHERE placed_at IS NOT NULL AND entry.amount <> 0`,
    sql`INSERT INTO orders.order_events (vendor_id, order_id, seq, at, type, actor, text, is_public)
      SELECT vendor_id, id, event.seq, at, event.type, 'system', 'It happened: ' || event.type, true
      FROM made, unnest(ARRAY['created', 'placed', 'shipped', 'delivered', 'completed']) WITH ORDINALITY AS event (type, seq)
      WHERE event.seq <= CASE state WHEN 'pending' THEN 1 WHEN 'expired' THEN 1 WHEN 'open' THEN 2 WHEN 'sent' THEN 3 ELSE 5 END`,
  ];
  for (const statement of following) await statement.execute(db);
}
