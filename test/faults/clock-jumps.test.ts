import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { refOf } from '../../prove/scenarios/references.ts';
import { manualClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { buy, checkOut, openShop, readyToPay, type TestShop } from '../support/shop.ts';
import { waitFor } from '../support/wait-for.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOLD_MS = 600_000;
/** A worker looks at the clock every second, and then at what is due by it. */
const SEEN_MS_MAX = 240_000;
const TIMEOUT_MS = 900_000;

let app: TestApp;
let shop: TestShop;
const clock = manualClock(Date.now());

beforeAll(async () => {
  app = await startApp({ clock, requests_per_minute: 100_000 });
  shop = await openShop(app);
});
afterAll(() => app[Symbol.asyncDispose]());
afterEach(async () => {
  expect(await rows(sql`SELECT * FROM orders.promise_drift()`)).toEqual([]);
});

async function rows<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(app.program.platform.db)).rows;
}

async function reserved(listing_id: string): Promise<number> {
  const [row] = await rows(sql<{ pieces: number }>`SELECT sum(reserved)::integer AS pieces
    FROM inventory.stock_levels WHERE listing_id = ${listing_id}`);
  return row?.pieces ?? 0;
}

/** Somebody who holds two pieces of a card of their own. */
async function holder(): Promise<{ readonly guest: Client; readonly card: string }> {
  const [guest, card] = [app.visitor(), await shop.lists()];
  await readyToPay(guest, { [card]: 2 });
  await guest.do('holdBasket');
  return { guest, card };
}

/** Somebody whose payment goes so. */
async function payer(method: string) {
  const [guest, card] = [app.visitor(), await shop.lists()];
  const { data } = await checkOut(guest, await readyToPay(guest, { [card]: 2 }), { method });
  const read = () => guest.do('getOrderGroup', { params: { id: data.id } });
  return { guest, card, group: data, read, status: async () => (await read()).status };
}

async function heldFor(guest: Client): Promise<number> {
  const { hold } = await guest.do('getBasket');
  return hold === null ? 0 : Date.parse(hold.expires_at) - clock.ms();
}

const seen = (what: string, ask: () => Promise<boolean>) => waitFor(what, ask, SEEN_MS_MAX);

describe('a clock that is put back an hour', () => {
  it('frees nothing that is held, and lets nothing be held for longer than was said', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const [buyer, leaver] = [await holder(), await holder()];
    clock.advance(-HOUR_MS);
    await seen('the rest of the hold', async () => (await heldFor(leaver.guest)) === HOLD_MS);
    expect([await reserved(buyer.card), await reserved(leaver.card)]).toEqual([2, 2]);
    const basket = await buyer.guest.do('getBasket');
    expect((await checkOut(buyer.guest, basket)).data.status).toBe('placed');
    clock.advance(HOLD_MS + 1);
    await seen('the end of the other hold', async () => (await reserved(leaver.card)) === 0);
  });
});

describe('a clock that was ahead for a day', () => {
  it('leaves nothing waiting for a day', { timeout: TIMEOUT_MS }, async () => {
    clock.advance(DAY_MS);
    const leaver = await holder();
    const [taken, lost, back] = [
      await payer('test_timeout'),
      await payer('test_lost'),
      await payer('test_refund_timeout'),
    ];
    const [order] = back.group.orders;
    await back.guest.do('cancelOrder', { params: { id: back.group.id, order_id: order?.id ?? '' }, body: {} });
    const refund = async () =>
      (await rows(sql<{ state: string }>`SELECT state FROM orders.refunds WHERE order_id = ${order?.id}`))[0]?.state;
    await seen('a refund nobody knows the end of', async () => (await refund()) === 'unknown');
    // The bank has a clock of its own.
    const today = new Date(clock.ms() - DAY_MS);
    await sql`UPDATE payments_test.refunds SET settles_at = ${today}`.execute(app.program.platform.db);
    // Its sender dies now, with its lease.
    await sql`UPDATE orders.guest_mails SET status = 'waiting', sent_at = NULL, attempts = 1, claim = gen_random_uuid(),
      next_attempt_at = ${clock.now()}, claimed_until = ${new Date(clock.ms() + 20_000)}
      WHERE group_id = ${back.group.id} AND template = 'order_placed'`.execute(app.program.platform.db);

    clock.advance(-DAY_MS);
    await seen('the order whose money was taken', async () => (await taken.status()) === 'placed');
    await seen('the end of the refund', async () => (await refund()) === 'done');
    await seen('the mail', async () => {
      const mails = rows(sql<{ status: string }>`SELECT status FROM orders.guest_mails
        WHERE group_id = ${back.group.id} AND template = 'order_placed'`);
      return (await mails).every(({ status }) => status === 'sent');
    });
    await seen('that nothing was taken', async () => {
      clock.advance(5_000);
      return (await lost.read()).payment?.state === 'cancelled';
    });
    const again = { params: { id: lost.group.id }, body: { payment_method: 'test_approve' } };
    expect((await lost.guest.do('payAgain', again)).status).toBe('placed');
    expect(await heldFor(leaver.guest)).toBeLessThanOrEqual(HOLD_MS);
    clock.advance(HOLD_MS + 1);
    await seen('the end of the hold', async () => (await reserved(leaver.card)) === 0);
  });
});

describe('a clock that is put forward a day', () => {
  it('ends what waited, with the provider asked first, and changes nothing that is paid', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const leaver = await holder();
    const [away, unknown] = [await payer('test_action'), await payer('test_timeout')];
    const [guest, card] = [app.visitor(), await shop.lists()];
    const placed = await buy(guest, { [card]: 2 });
    clock.advance(DAY_MS);
    await seen('the end of the hold', async () => (await reserved(leaver.card)) === 0);
    await seen('the end of the checkout', async () => (await away.status()) === 'expired');
    await seen('the order whose money was taken', async () => (await unknown.status()) === 'placed');
    expect((await guest.do('getOrderGroup', { params: { id: placed.id } })).status).toBe('placed');
    // The bank's page stands open still: nothing is taken there any more.
    const ref = refOf(away.group.payment?.action_url);
    await away.guest.call('answerTestPayment', { params: { ref }, body: { answer: 'approve' } });
    expect((await away.read()).payment?.state).toBe('cancelled');
    const [books] = await rows(sql`SELECT captured_minor::int AS captured_minor FROM payments_test.payments
      WHERE group_id = ${away.group.id}`);
    expect(books).toEqual({ captured_minor: 0 });
    expect(await reserved(away.card)).toBe(0);
  });
});
