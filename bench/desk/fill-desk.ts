import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';
import { makeOrders, makeTemporaries } from './make-orders.ts';

export const VENDORS = 200;
const CHUNK = 20_000;
const LISTINGS = 20_000;
const LISTINGS_OF_OTHERS = 500;
const EVENTS_OF_ONE = 1_000;

export interface FilledDesk {
  readonly user_id: string;
  readonly vendor_id: string;
  /** Of the first vendor. */
  readonly orders: number;
  readonly buyer_id: string;
  /** One of the buyer's checkouts, of which a thousand things are told. */
  readonly group_id: string;
  readonly order_id: string;
}

/**
 * A year of orders of one vendor, and others of 199 more, mixed on the disk: lines, places, parcels, returns, refunds, payments,
 * entries and events as selling leaves them, 10,000 of one buyer. Nothing hears of them and no day of them is kept.
 */
export function fillDesk(
  db: Db,
  { orders, others }: { readonly orders: number; readonly others: number },
): Promise<FilledDesk> {
  // One connection, which follows no triggers and keys.
  return db.connection().execute(async (one) => {
    await sql`SET session_replication_role = replica`.execute(one);
    await sql`SET statement_timeout = 0`.execute(one);
    await sql`SET maintenance_work_mem = '512MB'`.execute(one);
    await makeTemporaries(one);
    await makeShops(one, others === 0 ? 1 : VENDORS);
    const definition = await dropSearchIndex(one);
    const total = orders + others;
    for (let from = 1; from <= total; from += CHUNK)
      await makeOrders(one, { from, upto: Math.min(from + CHUNK - 1, total), total, orders });
    await sql.raw(definition).execute(one);
    await tellMuch(one);
    await sql`VACUUM (ANALYZE)`.execute(one);
    return filled(one);
  });
}

async function makeShops(db: Db, vendors: number): Promise<void> {
  await sql`INSERT INTO identity.users (id, email, name, tier, role, created_at)
    SELECT pg_temp.plain_id(n, 'user'), 'bench' || n || '@example.org', 'Bench', 'premium', 'user', now()
    FROM generate_series(1, 2) AS n`.execute(db);
  await sql`INSERT INTO inventory.vendors (id, name, currency, created_at)
    SELECT pg_temp.plain_id(n, 'vendor'), 'Shop ' || n, 'USD', now() FROM generate_series(1, ${vendors}::int) AS n`.execute(
    db,
  );
  await sql`INSERT INTO inventory.staff (vendor_id, user_id, role, joined_at)
    SELECT id, pg_temp.plain_id(1, 'user'), 'owner', now() FROM inventory.vendors`.execute(db);
  await sql`INSERT INTO inventory.locations (id, vendor_id, name, created_at)
    SELECT pg_temp.plain_id(n, 'place'), pg_temp.plain_id(n, 'vendor'), 'Main', now()
    FROM generate_series(1, ${vendors}::int) AS n`.execute(db);
  await sql`INSERT INTO inventory.listings (id, vendor_id, kind, sku, title, condition, price_minor, currency, status, created_at,
      updated_at)
    SELECT pg_temp.plain_id(vendor * 100000 + n, 'listing'), pg_temp.plain_id(vendor, 'vendor'), 'card', 'SKU-' || n,
      pg_temp.title(vendor * 100000 + n), 'NM', pg_temp.price(vendor * 100000 + n), 'USD', 'active', now(), now()
    FROM generate_series(1, ${vendors}::int) AS vendor,
      generate_series(1, CASE vendor WHEN 1 THEN ${LISTINGS}::int ELSE ${LISTINGS_OF_OTHERS}::int END) AS n`.execute(
    db,
  );
}

/** Filled row by row it takes several times as long as made at once. @returns what makes it. */
async function dropSearchIndex(db: Db): Promise<string> {
  const { rows } = await sql<{ definition: string }>`
    SELECT pg_get_indexdef('orders.order_search_by_part'::regclass) AS definition`.execute(db);
  await sql`DROP INDEX orders.order_search_by_part`.execute(db);
  return rows[0]?.definition ?? '';
}

/** Notes of both sides on one order of the buyer. */
async function tellMuch(db: Db): Promise<void> {
  await sql`INSERT INTO orders.order_events (vendor_id, order_id, seq, at, type, actor, actor_id, text, is_public)
    SELECT one.vendor_id, one.id, n, now(), 'note', 'vendor', pg_temp.plain_id(1, 'user'), 'Note ' || n, n % 2 = 0
    FROM (${theOne}) AS one, generate_series(10, ${EVENTS_OF_ONE}::int) AS n`.execute(db);
}

const theOne = sql`SELECT part.vendor_id, part.id, part.group_id FROM orders.order_groups AS bought
  JOIN orders.orders AS part ON part.group_id = bought.id
  WHERE bought.user_id = pg_temp.plain_id(2, 'user') AND part.vendor_id = pg_temp.plain_id(1, 'vendor') AND part.status = 'completed'
  ORDER BY bought.id DESC LIMIT 1`;

async function filled(db: Db): Promise<FilledDesk> {
  const { rows } =
    await sql<FilledDesk>`SELECT pg_temp.plain_id(1, 'user') AS user_id, pg_temp.plain_id(1, 'vendor') AS vendor_id,
      (SELECT count(*)::int FROM orders.orders WHERE vendor_id = pg_temp.plain_id(1, 'vendor')) AS orders,
      pg_temp.plain_id(2, 'user') AS buyer_id, one.group_id, one.id AS order_id
    FROM (${theOne}) AS one`.execute(db);
  const [desk] = rows;
  if (desk === undefined) throw new Error('the buyer has an order of the first vendor');
  return desk;
}
