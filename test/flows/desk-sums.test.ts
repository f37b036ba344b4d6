import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterOrders } from '../../server/modules/orders/services/in-orders.ts';
import { findKeptDrift } from '../../server/modules/orders/selling/services/find-kept-drift.ts';
import { keepDays } from '../../server/modules/orders/selling/services/keep-days.ts';
import { manualClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { type Sold, sell } from '../support/sold.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

const DAY_MS = 86_400_000;
/** Ids of entries are made with the time of the machine, so that days begin with it. */
const clock = manualClock(Date.now());
let app: TestApp;
let owner: Client;
let vendor: TestVendor;
let listings: readonly string[];

beforeAll(async () => {
  app = await startApp({ requests_per_minute: 1_000_000, clock });
  owner = await app.register();
  vendor = await openVendor(owner);
  const cards = [0, 1, 2].map(() =>
    addCard(owner, vendor.vendor_id, { quantity: 90, price_minor: 100, status: 'active' }),
  );
  listings = (await Promise.all(cards)).map((card) => card.id);
});
afterAll(async () => app[Symbol.asyncDispose]());

const params = () => ({ vendor_id: vendor.vendor_id });
const keep = () => keepDays(app.program.platform, new AbortController().signal);
const drift = () => findKeptDrift(app.program.platform);
const desk = async () => {
  const { days, best } = await owner.do('getDesk', { params: params(), query: { days: 10 } });
  return { days, best };
};
const sold = (quantity: number, place = 0, paid = true): Promise<Sold> =>
  sell(app.program.platform, {
    vendor_id: vendor.vendor_id,
    lines: [{ listing_id: listings[place] ?? '', quantity, price_minor: 100 }],
    paid,
  });
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const onDay = async (day: string) => (await desk()).days.find((one) => one.day === day);
/** Pays for an order that waits, as of a time. */
const place = (order: Sold, at: Date) =>
  app.program.platform.db.transaction().execute(async (whole) => {
    const tx = await enterOrders(whole, null);
    await sql`UPDATE orders.orders SET status = 'placed', placed_at = ${at} WHERE id = ${order.order_id}`.execute(tx);
  });
const keptUntil = async () => {
  const { rows } = await sql<{ day: string }>`SELECT to_char(day, 'YYYY-MM-DD') AS day FROM orders.kept_until
    WHERE vendor_id = ${vendor.vendor_id}`.execute(app.program.platform.db);
  return rows[0]?.day ?? null;
};

describe('the sums of days that are over', () => {
  it('are those of their rows, and what happens on such a day later is counted on it', async () => {
    const first = clock.ms();
    const order = await sold(3);
    await sold(2, 1);
    await owner.do('refundOrder', {
      params: { ...params(), id: order.order_id },
      body: { amount_minor: 70, reason: 'Late' },
    });
    clock.advance(DAY_MS);
    await sold(4, 1);
    const before = await desk();
    expect(await onDay(dayOf(first))).toMatchObject({ orders: 2, pieces: 5, gross_minor: 500, refunded_minor: 70 });
    expect(before.best.map(({ listing_id, pieces }) => [listing_id, pieces])).toEqual([
      [listings[1], 6],
      [listings[0], 3],
    ]);
    await keep();
    expect(await keptUntil()).toBe(dayOf(clock.ms()));
    expect(await desk()).toEqual(before);
    expect(await drift()).toEqual([]);

    await place(await sold(5, 2, false), new Date(first));
    const later = await onDay(dayOf(first));
    expect(later).toMatchObject({ orders: 3, pieces: 10, gross_minor: 1000, refunded_minor: 70 });
    expect((await desk()).best.map(({ pieces }) => pieces)).toEqual([6, 5, 3]);
    await sql`UPDATE orders.refunds SET state = 'failed' WHERE order_id = ${order.order_id}`.execute(
      app.program.platform.db,
    );
    expect(await onDay(dayOf(first))).toMatchObject({ refunded_minor: 0 });
    expect(await drift()).toEqual([]);
    await keep();
    clock.advance(DAY_MS);
    await keep();
    expect((await desk()).days.find(({ day }) => day === dayOf(first))).toEqual({ ...later, refunded_minor: 0 });
    expect(await drift()).toEqual([]);
  });

  it('are not kept while an order of that day is being placed, and wait for nobody', async () => {
    const until = await keptUntil();
    const order = await sold(1, 0, false);
    const at = clock.now();
    clock.advance(DAY_MS);
    const { db } = app.program.platform;
    await db.transaction().execute(async (whole) => {
      const tx = await enterOrders(whole, null);
      await sql`UPDATE orders.orders SET status = 'placed', placed_at = ${at} WHERE id = ${order.order_id}`.execute(tx);
      // As at the commit, which is held back here.
      await sql`SET CONSTRAINTS ALL IMMEDIATE`.execute(tx);
      await keep();
      expect(await keptUntil()).toBe(until);
    });
    await keep();
    expect(await keptUntil()).toBe(dayOf(clock.ms()));
    expect(await onDay(dayOf(at.getTime()))).toMatchObject({ orders: 1 });
    expect(await drift()).toEqual([]);
  });

  it('take in an order that is placed while its day is being kept', async () => {
    const order = await sold(1, 0, false);
    const at = clock.now();
    clock.advance(DAY_MS);
    const placed: Promise<void>[] = [];
    await app.program.platform.db.transaction().execute(async (whole) => {
      const tx = await enterOrders(whole, null);
      await sql`SELECT orders.keep_days(${vendor.vendor_id}, ${dayOf(clock.ms())})`.execute(tx);
      placed.push(place(order, at));
      await waitFor('the order to wait for the keeper', async () => {
        const { rows } = await sql`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`.execute(
          app.program.platform.db,
        );
        return rows.length > 0;
      });
    });
    await Promise.all(placed);
    expect(await onDay(dayOf(at.getTime()))).toMatchObject({ orders: 1, pieces: 1 });
    expect(await drift()).toEqual([]);
  });

  it('are seen to be wrong where one is', async () => {
    await sql`UPDATE orders.sold_listing_days SET pieces = pieces + 1
      WHERE listing_id = ${listings[2]}`.execute(app.program.platform.db);
    expect(await drift()).toMatchObject([
      { of: 'listing', subject: listings[2], kept: ['6', '500'], told: ['5', '500'] },
    ]);
  });
});

describe('a vendor’s account', () => {
  it('has the same balance after each entry, kept or not, in every currency and kind of money', async () => {
    const other = await openVendor(owner, 'Other Cards');
    const id = (n: number): string => {
      const ms = clock.ms() - (6 - Math.floor(n / 3)) * DAY_MS;
      return `${ms
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})/, '$1-')}-7000-8000-${String(n).padStart(12, '0')}`;
    };
    const { db } = app.program.platform;
    const enter = async (n: number): Promise<void> => {
      const [currency, is_test] = [n % 4 === 0 ? 'EUR' : 'USD', n % 5 === 0];
      await sql`INSERT INTO orders.payout_entries (id, vendor_id, at, kind, amount_minor, currency, note, cause, is_test)
        VALUES (${id(n)}, ${other.vendor_id}, now(), ${n % 3 === 0 ? 'commission' : 'sale'}, ${n % 3 === 0 ? -n : n * 100},
          ${currency}, '', ${`test:${n}`}, ${is_test})`.execute(db);
    };
    for (let n = 1; n <= 18; n += 1) await enter(n);
    const of = { params: { vendor_id: other.vendor_id } };
    const read = async () => {
      const pages = [];
      let cursor: string | null = null;
      do {
        const query: { limit: number; cursor?: string } = { limit: 4, ...(cursor === null ? {} : { cursor }) };
        const page = await owner.call('listPayouts', { ...of, query });
        pages.push(...page.data);
        cursor = (page.meta as { next_cursor: string | null }).next_cursor;
      } while (cursor !== null);
      return { pages, balances: await owner.do('getPayoutBalances', of) };
    };
    const plain = await read();
    expect(plain.pages).toHaveLength(18);
    const upto = dayOf(clock.ms() - 2 * DAY_MS);
    await sql`SELECT orders.keep_days(${other.vendor_id}, ${upto})`.execute(db);
    expect(await read()).toEqual(plain);
    await enter(19);
    await sql`INSERT INTO orders.payout_entries (id, vendor_id, at, kind, amount_minor, currency, note, cause)
      VALUES (${id(2).replace(/.$/, 'f')}, ${other.vendor_id}, now(), 'adjustment', 1000, 'USD', '', 'late')`.execute(
      db,
    );
    const { pages, balances } = await read();
    expect(pages).toHaveLength(20);
    const left = new Map<string, number>();
    for (const { currency, is_test, amount_minor, balance_minor } of pages.toReversed()) {
      const account = `${currency} ${is_test}`;
      left.set(account, (left.get(account) ?? 0) + amount_minor);
      expect(balance_minor, account).toBe(left.get(account));
    }
    expect(Object.fromEntries(balances.map((one) => [`${one.currency} ${one.is_test}`, one.balance_minor]))).toEqual(
      Object.fromEntries(left),
    );
    expect(await drift()).toHaveLength(1);
  });
});
