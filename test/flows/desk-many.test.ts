import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FilledDesk, fillDesk } from '../../bench/desk/fill-desk.ts';
import type { QueryOf } from '../../contract/schemas.ts';
import { exportVendorOrders } from '../../server/modules/orders/selectors/export-vendor-orders.ts';
import { getDesk } from '../../server/modules/orders/selectors/get-desk.ts';
import { listVendorOrders } from '../../server/modules/orders/selectors/list-vendor-orders.ts';
import { findKeptDrift } from '../../server/modules/orders/selling/services/find-kept-drift.ts';
import { keepDays } from '../../server/modules/orders/selling/services/keep-days.ts';
import { manualClock } from '../../server/platform/clock.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { member } from '../support/http.ts';

/** More than a search names one by one. */
const ORDERS = 6_000;
const PAGES = 3;
const LIMIT = 40;

let database: TestDatabase;
let platform: Platform;
let desk: FilledDesk;

beforeAll(async () => {
  database = await freshDatabase();
  // Midnight does not come between two sums.
  platform = database.platform({ clock: manualClock(Date.now()) });
  desk = await fillDesk(database.db, { orders: ORDERS, others: 600 });
});
afterAll(async () => database[Symbol.asyncDispose]());

type Query = Omit<QueryOf<'listVendorOrders'>, 'limit' | 'cursor'>;
const staff = () => member({ user_id: desk.user_id });

/** What a desk shows, page by page. */
async function shown(query: Query): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const input = { ...query, vendor_id: desk.vendor_id, limit: LIMIT, ...(cursor === null ? {} : { cursor }) };
    const { rows, meta } = await listVendorOrders(platform, staff(), input);
    ids.push(...rows.map((row) => row.id));
    cursor = meta.next_cursor;
    if (cursor === null) break;
  }
  return ids;
}

const orders = {
  '-placed': 'coalesce(placed_at, created_at) DESC, id DESC',
  placed: 'coalesce(placed_at, created_at), id',
  due: "coalesce(due_at, 'infinity'), id",
  total: 'total_minor, id',
  '-total': 'total_minor DESC, id DESC',
} as const;

/** The same, told of all orders of the vendor one by one. */
async function told({ sort, status, fulfilment, returns, from, to, q }: Query): Promise<string[]> {
  const words = sql`' ' || inventory.folded(sold.number || ' ' || sold.email || ' ' || (sold.shipping_address ->> 'name') || ' '
    || (SELECT string_agg(line.sku || ' ' || line.title, ' ' ORDER BY line.position) FROM orders.order_lines AS line WHERE line.order_id = sold.id))`;
  const tokens = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = tokens.map((token) => sql` AND strpos(${words}, ${token.length > 2 ? token : ` ${token}`}) > 0`);
  const { rows } = await sql<{ id: string }>`SELECT id FROM orders.orders AS sold WHERE vendor_id = ${desk.vendor_id}
    AND status = ANY (coalesce(${status ?? null}::text[], ARRAY[status]))
    AND fulfilment_status = ANY (coalesce(${fulfilment ?? null}::text[], ARRAY[fulfilment_status]))
    AND (${returns ?? null}::text IS NULL OR EXISTS (SELECT FROM orders.returns AS one WHERE one.order_id = sold.id AND one.status IN ('requested', 'approved')))
    AND coalesce(placed_at, created_at) >= coalesce(${from ?? null}::timestamptz, '-infinity')
    AND coalesce(placed_at, created_at) <= coalesce(${to ?? null}::timestamptz, 'infinity') ${sql.join(found, sql``)}
    ORDER BY ${sql.raw(orders[sort])} LIMIT ${PAGES * LIMIT}`.execute(database.db);
  return rows.map((row) => row.id);
}

const back = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const filters: Readonly<Record<string, () => Omit<Query, 'sort'>>> = {
  everything: () => ({}),
  'what is to ship': () => ({ status: ['placed'], fulfilment: ['unfulfilled', 'partial'] }),
  'what was sent': () => ({ fulfilment: ['shipped', 'delivered', 'partially_returned', 'returned'] }),
  'rare states': () => ({ status: ['pending_payment', 'expired', 'cancelled'] }),
  'open returns': () => ({ returns: 'true' }),
  'a month of what was sent': () => ({ fulfilment: ['delivered'], from: back(60), to: back(30) }),
};

describe('a desk with thousands of orders', () => {
  it.each(Object.keys(filters))('shows %s in every order, page by page, as all of them say', async (name) => {
    const filter = filters[name]?.() ?? {};
    for (const sort of Object.keys(orders) as Query['sort'][]) {
      const ids = await shown({ ...filter, sort });
      expect(ids.length, sort).toBeGreaterThan(0);
      expect(ids, sort).toEqual(await told({ ...filter, sort }));
    }
  });

  it.each([
    ['a word of a few', 'Charizard'],
    ['words of buyer and piece in any order', 'vmax mara'],
    ['a part of a word', 'nderma'],
    ['what nearly all have', 'set'],
    ['a letter, at the beginning of words', 'f'],
    ['signs', '7/250'],
    ['signs that stand for others elsewhere', '%'],
    ['more signs', 'a_a'],
    ['an e-mail in part', 'lind'],
    ['nothing', 'zzyzx'],
  ])('finds %s', async (_what, q) => {
    for (const sort of ['-placed', 'total'] as const) expect(await shown({ q, sort })).toEqual(await told({ q, sort }));
    const narrow = { q, status: ['placed' as const], sort: 'due' as const };
    expect(await shown(narrow)).toEqual(await told(narrow));
  });

  it('finds names without their accents, and with them', async () => {
    const plain = await shown({ q: 'lea muller', sort: 'placed' });
    expect(plain.length).toBeGreaterThan(0);
    expect(await shown({ q: 'Léa MÜLLER', sort: 'placed' })).toEqual(plain);
  });

  it('is exported whole, each line once, in parts', async () => {
    const parts = await Array.fromAsync(await exportVendorOrders(platform, staff(), { vendor_id: desk.vendor_id }));
    expect(parts.length).toBeGreaterThan(10);
    const lines = parts.join('').split('\r\n').slice(1, -1);
    const { rows } = await sql<{ lines: number }>`SELECT count(*)::int AS lines FROM orders.order_lines
      WHERE vendor_id = ${desk.vendor_id}`.execute(database.db);
    expect(lines).toHaveLength(rows[0]?.lines ?? 0);
    const some = await Array.fromAsync(
      await exportVendorOrders(platform, staff(), { vendor_id: desk.vendor_id, q: 'charizard', status: ['placed'] }),
    );
    expect(some.join('').split('\r\n').length).toBeLessThan(lines.length);
  });

  it('adds up to the same, before its days are kept and after', async () => {
    const summary = () => getDesk(platform, staff(), { vendor_id: desk.vendor_id, days: 366 });
    const before = await summary();
    expect(before.days.filter((day) => day.orders > 0).length).toBeGreaterThan(300);
    await keepDays(platform, new AbortController().signal);
    expect(await summary()).toEqual(before);
    expect(await findKeptDrift(platform)).toEqual([]);
  });
});
