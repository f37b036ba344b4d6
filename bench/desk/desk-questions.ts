import { sql } from 'kysely';
import type { QueryInput } from '../../contract/schemas.ts';
import { getDesk } from '../../server/modules/orders/selectors/get-desk.ts';
import { getVendorOrder } from '../../server/modules/orders/selectors/get-vendor-order.ts';
import { listPicks } from '../../server/modules/orders/selectors/list-picks.ts';
import { listVendorOrders } from '../../server/modules/orders/selectors/list-vendor-orders.ts';
import { getPayoutBalances, listPayouts } from '../../server/modules/orders/selling/services/payouts.ts';
import type { Member } from '../../server/platform/actor.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import type { Platform } from '../../server/platform/platform.ts';
import type { FilledDesk } from './fill-desk.ts';
import type { Ask, Questions } from './measure.ts';

const LIMIT = 50;
const DAY_MS = 86_400_000;
/** Pages that are turned before one far in. */
const PAGES = 20;

const names = ['chloe oka', 'kemal', 'mara müller', 'ada linder', 'pia 117', 'sven han'];
const titles = ['charizard', 'mewtwo vmax', 'blastoise set 7', 'snoronite ex', 'zapmander star'];

type Filter = Omit<QueryInput<'listVendorOrders'>, 'limit' | 'cursor' | 'sort'>;

/** What staff asks of lists. */
export function deskQuestions(platform: Platform, staff: Member, { vendor_id, order_id }: FilledDesk): Questions {
  const list = (query: object) =>
    listVendorOrders(platform, staff, { vendor_id, limit: LIMIT, sort: '-placed', ...query });
  const sorted = (query: object): Ask => {
    return () => list(query);
  };
  const to_ship = { status: ['placed'], fulfilment: ['unfulfilled', 'partial'] };
  const month = new Date(platform.clock.ms() - 30 * DAY_MS).toISOString();
  const numbers = platform.db.connection().execute(async (db) => {
    const { rows } = await sql<{ number: string }>`SELECT number FROM orders.orders WHERE vendor_id = ${vendor_id}
      ORDER BY id LIMIT 100 OFFSET 1000`.execute(db);
    return rows.map((row) => row.number);
  });
  return {
    'to ship, by day': sorted({ ...to_ship, sort: 'due' }),
    'to ship, oldest first': sorted({ ...to_ship, sort: 'placed' }),
    'to ship, dearest first': sorted({ ...to_ship, sort: '-total' }),
    'sent, newest first': sorted({ fulfilment: ['shipped', 'delivered', 'partially_returned', 'returned'] }),
    'with an open return': sorted({ returns: 'true' }),
    'all, newest first': sorted({}),
    'all, dearest first': sorted({ sort: '-total' }),
    'a rare state, oldest first': sorted({ status: ['pending_payment', 'cancelled'], sort: 'placed' }),
    'of a month, cheapest first': sorted({ from: month, sort: 'total' }),
    'far in': farIn(list),
    'search, a number': async (round) => list({ q: (await numbers)[round % 100] ?? '' }),
    'search, a part of a number': async (round) => list({ q: (await numbers)[round % 100]?.slice(0, 4) ?? '' }),
    'search, a buyer': (round) => list({ q: names[round % names.length] }),
    'search, a title': (round) => list({ q: titles[round % titles.length] }),
    'search, a title among what is to ship': (round) =>
      list({ q: titles[round % titles.length], ...to_ship, sort: 'due' }),
    'search, part of every e-mail': sorted({ q: 'example', sort: 'placed' }),
    'search, one letter': sorted({ q: 'a' }),
    'search, nothing has it': sorted({ q: 'zzyzx' }),
    picks: () => listPicks(platform, staff, vendor_id),
    'an order with 1,000 events': () => getVendorOrder(platform, staff, { vendor_id, id: order_id }),
  };
}

function farIn(list: (query: Filter & { cursor?: string }) => ReturnType<typeof listVendorOrders>): Ask {
  const walk = async (): Promise<string | undefined> => {
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const { meta } = await list(cursor === undefined ? {} : { cursor });
      cursor = meta.next_cursor ?? undefined;
    }
    return cursor;
  };
  let there: Promise<string | undefined> | undefined;
  return async () => {
    const cursor = await (there ??= walk());
    return list(cursor === undefined ? {} : { cursor });
  };
}

/** What is added up. */
export function sumQuestions(platform: Platform, staff: Member, { vendor_id }: FilledDesk): Questions {
  const summary = (days: number): Ask => {
    return () => getDesk(platform, staff, { vendor_id, days });
  };
  return {
    'summary of 366 days': summary(366),
    'summary of 30 days': summary(30),
    'payouts, newest first': () => listPayouts(platform, staff, { vendor_id, limit: LIMIT }),
    balances: () => getPayoutBalances(platform, staff, vendor_id),
  };
}

/** What a search was before: each text of every order, read one by one. */
export function plainSearch(db: Db, { vendor_id }: FilledDesk): Ask {
  return (round) => {
    const q = titles[round % titles.length]?.split(' ')[0] ?? '';
    return sql`SELECT * FROM orders.orders WHERE vendor_id = ${vendor_id} AND (strpos(lower(number), ${q}) > 0
        OR strpos(lower(email), ${q}) > 0 OR strpos(lower(shipping_address ->> 'name'), ${q}) > 0
        OR id IN (SELECT line.order_id FROM orders.order_lines AS line WHERE line.vendor_id = ${vendor_id}
          AND (strpos(lower(line.sku), ${q}) > 0 OR strpos(lower(line.title), ${q}) > 0)))
      ORDER BY coalesce(placed_at, created_at) DESC, id DESC LIMIT ${LIMIT}`.execute(db);
  };
}
