import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { orderToken } from '../../server/modules/orders/buyer.ts';
import { shipmentDelivered } from '../../server/modules/orders/facts.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { buy, openShop, type TestShop } from '../support/shop.ts';
import { type SmtpServer, startSmtp } from '../support/smtp.ts';
import { ofOrder, recordOne } from '../support/told.ts';
import { waitFor } from '../support/wait-for.ts';

let smtp: SmtpServer;
let app: TestApp;
let shop: TestShop;
/** One by one within an hour. */
const MAILS_PER_HOUR = 20;
const HOUR_MS = 3_600_000;
/** From the system's clock to half past: the full hour that mails are held for does not come in the middle of a test. */
const ahead_ms = HOUR_MS / 2 - (Date.now() % HOUR_MS);
const clock: Clock = { ms: () => Date.now() + ahead_ms, now: () => new Date(Date.now() + ahead_ms) };

beforeAll(async () => {
  smtp = await startSmtp();
  app = await startApp({
    clock,
    env: { SMTP_URL: smtp.url, PUBLIC_URL: 'https://stock.example.org' },
    requests_per_minute: 1_000_000,
  });
  shop = await openShop(app);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();
});
beforeEach(async () => {
  smtp.accepted.length = 0;
  await sql`DELETE FROM orders.guest_mails`.execute(app.program.platform.db);
});

interface Bought {
  readonly group_id: string;
  readonly order_id: string;
}
async function bought(): Promise<Bought> {
  const { id, orders } = await buy(app.visitor(), { [await shop.lists()]: 1 });
  return { group_id: id, order_id: orders[0]?.id ?? '' };
}
/** Something happens to an order that its buyer is written to of. */
async function happens(order: Bought, buyer_email: string): Promise<void> {
  const { platform } = app.program;
  const payload = { ...(await ofOrder(platform, order)), buyer_email, shipment_id: order.order_id };
  await recordOne(platform, shipmentDelivered, order.order_id, { ...payload, shipment_number: 1 });
}
async function mails() {
  const { rows } = await sql<{ status: string; held: boolean; count: number }>`
    SELECT status, held_until IS NOT NULL AS held, count(*)::int AS count FROM orders.guest_mails GROUP BY 1, 2 ORDER BY 1, 2`.execute(
    app.program.platform.db,
  );
  return rows;
}
const countOf = async (status: string, held: boolean) =>
  (await mails()).find((row) => row.status === status && row.held === held)?.count ?? 0;
const endHour = () =>
  sql`UPDATE orders.guest_mails SET held_until = ${clock.now()} WHERE held_until IS NOT NULL`.execute(
    app.program.platform.db,
  );
/** The staff is written to as well. */
const toEve = () => smtp.accepted.filter(({ to }) => /^e\.?v\.?e(\+\w+)?@/i.test(to));
const readable = (raw: string) =>
  raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

describe('whoever has somebody else written to', () => {
  it('has them written to no more often than the bound says, however the address is spelt; the rest is one mail', async () => {
    const [one, other] = [await bought(), await bought()];
    await waitFor('the mails of the orders', async () => (await countOf('sent', false)) === 4);
    await sql`DELETE FROM orders.guest_mails`.execute(app.program.platform.db);
    smtp.accepted.length = 0;
    const spelt = ['eve@gmail.com', 'Eve+1@gmail.com', 'e.v.e+2@googlemail.com'];
    for (let sent = 0; sent < MAILS_PER_HOUR; sent += 1) await happens(one, spelt[sent % 3] ?? '');
    await waitFor('one by one', async () => (await countOf('sent', false)) === MAILS_PER_HOUR);
    for (let more = 0; more < 4; more += 1) await happens(more === 3 ? other : one, 'eve@gmail.com');
    await happens(one, 'eve+secret@gmail.com');
    await waitFor('the rest is held', async () => (await countOf('waiting', true)) === 5);
    expect(toEve()).toHaveLength(MAILS_PER_HOUR);

    await endHour();
    await waitFor('the rest', () => toEve().length > MAILS_PER_HOUR);
    await waitFor('its note', async () => (await countOf('sent', false)) === MAILS_PER_HOUR + 1);
    expect(await countOf('carried', false)).toBe(4);
    expect(toEve()).toHaveLength(MAILS_PER_HOUR + 1);
    const text = readable(toEve().at(-1)?.raw ?? '');
    expect(text).toContain('5 messages about orders with your address');
    const { platform } = app.program;
    for (const { group_id } of [one, other])
      expect(text).toContain(`https://stock.example.org/orders/${group_id}#${orderToken(platform, group_id)}`);
    expect(text, 'of another spelling nothing but that it is there').toContain('1 more messages');
  });

  it('keeps nobody from buying with that address, and its mails come', async () => {
    const one = await bought();
    for (let sent = 0; sent < MAILS_PER_HOUR + 5; sent += 1) await happens(one, 'ada@example.org');
    await waitFor('too many', async () => (await countOf('waiting', true)) >= 5);
    const order = await bought();
    await happens(order, 'somebody-else@example.org');
    await waitFor('others are written to', () => smtp.accepted.some(({ to }) => to === 'somebody-else@example.org'));
    await waitFor('all is heard', async () => (await countOf('waiting', true)) >= 7);
    await endHour();
    const whole = await waitFor('all the rest at once', () =>
      smtp.accepted.find(({ raw }) => readable(raw).includes('messages about orders')),
    );
    expect(readable(whole.raw)).toContain(`/orders/${order.group_id}#`);
  });
});

describe('a mailbox', () => {
  it.each([
    ['Ada@Example.ORG', 'ada@example.org'],
    ['ada+shop+more@example.org', 'ada@example.org'],
    ['+ada@example.org', '+ada@example.org'],
    ['a.d.a+x@googlemail.com', 'ada@gmail.com'],
    ['a.d.a@example.org', 'a.d.a@example.org'],
    ['ada@example.org.', 'ada@example.org'],
  ])('of %s is %s', async (email, mailbox) => {
    const { rows } = await sql<{ mailbox: string }>`SELECT orders.mailbox_of(${email}) AS mailbox`.execute(
      app.program.platform.db,
    );
    expect(rows[0]?.mailbox).toBe(mailbox);
  });
});
