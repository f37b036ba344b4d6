import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { orderToken } from '../../server/modules/orders/buyer.ts';
import {
  orderExpired,
  orderPlaced,
  paymentFailed,
  paymentRefunded,
  shipmentCreated,
} from '../../server/modules/orders/facts.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { type SmtpServer, startSmtp } from '../support/smtp.ts';
import { type Sold, sell } from '../support/sold.ts';
import { linesOf, ofOrder, recordOne } from '../support/told.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

let smtp: SmtpServer;
let app: TestApp;
let owner: Client;
let vendor: TestVendor;
let order: Sold;

beforeAll(async () => {
  smtp = await startSmtp();
  app = await startApp({
    args: ['--run=api,worker'],
    env: { SMTP_URL: smtp.url, PUBLIC_URL: 'https://stock.example.org' },
    requests_per_minute: 1_000_000,
  });
  owner = await app.register();
  vendor = await openVendor(owner);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();
});
beforeEach(async () => {
  smtp.accepted.length = 0;
  order = await bought();
});

async function bought(title?: string): Promise<Sold> {
  const more = { quantity: 10, price_minor: 334, status: 'active', ...(title === undefined ? {} : { title }) } as const;
  const { id } = await addCard(owner, vendor.vendor_id, more);
  const lines = [{ listing_id: id, quantity: 3, price_minor: 334 }];
  return sell(app.program.platform, { vendor_id: vendor.vendor_id, lines });
}
const toGuests = () => smtp.accepted.filter(({ to }) => to === 'ada@example.org');
const subjectOf = (raw: string) => /^Subject: (.*(?:\r?\n[ \t].*)*)/m.exec(raw)?.[1]?.replace(/\r?\n\s+/g, ' ');
const subjects = () =>
  toGuests()
    .map(({ raw }) => subjectOf(raw) ?? '')
    .toSorted((one, other) => one.localeCompare(other));
/** The body as a person reads it: quoted-printable undone. */
const readable = (raw: string) =>
  raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

async function place(sold: Sold): Promise<string> {
  const { platform } = app.program;
  const payload = { ...(await ofOrder(platform, sold)), lines: await linesOf(platform, sold) };
  return recordOne(platform, orderPlaced, sold.order_id, { ...payload, placed_at: new Date().toISOString() });
}

describe('who bought without an account', () => {
  it('gets one mail of each fact, in HTML and text, whose link opens the order and nothing else', async () => {
    const { platform } = app.program;
    const of = await ofOrder(platform, order);
    const event_id = await place(order);
    const parcel = { shipment_id: of.order_id, shipment_number: 1, carrier: 'Post', tracking_number: 'X1 & 2' };
    const lines = await linesOf(platform, order);
    const sent = { ...of, ...parcel, tracking_url: 'https://post.example.org/X1', last: true, lines };
    await recordOne(platform, shipmentCreated, of.order_id, sent);
    await waitFor('both mails', () => toGuests().length === 2);

    expect(subjects()).toEqual([`Order ${order.number} is on its way`, `Order ${order.number} is placed`]);
    const placed = toGuests().find(({ raw }) => subjectOf(raw)?.endsWith('placed'));
    expect(placed?.message_id).toBe(`<order_placed.${event_id}@stock.example.org>`);
    const text = readable(placed?.raw ?? '');
    const link = `https://stock.example.org/orders/${order.group_id}#${orderToken(platform, order.group_id)}`;
    expect(text.split(link).length - 1, 'in both forms').toBe(2);
    expect(text).toContain('text/plain');
    expect(text).toContain('text/html');
    expect(text).toContain('10.02 USD');
    expect(text).toContain('No real money moves');
    expect(text, 'there is nothing to sign off from').not.toMatch(/List-Unsubscribe|\/unsubscribe\//);
    const { rows } = await sql<{ all: string }>`SELECT string_agg(mail::text, ' ') AS all
      FROM orders.guest_mails AS mail`.execute(platform.db);
    expect(rows[0]?.all).not.toContain(orderToken(platform, order.group_id));
  });

  it('is written to once of a payment that fails again and again, and not of an order that was left', async () => {
    const { platform } = app.program;
    const { group_id, group_number, buyer_id, buyer_email, ...of } = await ofOrder(platform, order);
    const ofGroup = { group_id, group_number, buyer_id, buyer_email };
    for (const message of ['Declined', 'Declined again', 'And again'])
      await recordOne(platform, paymentFailed, group_id, { ...ofGroup, payment_id: group_id, message });
    await recordOne(platform, orderExpired, of.order_id, { ...ofGroup, ...of });
    const refund = { refund_id: of.order_id, amount_minor: 5, reason: '' };
    await recordOne(platform, paymentRefunded, of.order_id, { ...ofGroup, ...of, ...refund });
    await waitFor('the facts', async () => {
      const { rows } =
        await sql`SELECT FROM facts.deliveries WHERE consumer = 'guest-mails' AND state = 'pending'`.execute(
          platform.db,
        );
      return rows.length === 0 && toGuests().length >= 2;
    });
    expect(subjects()).toEqual([
      `Refund of 0.05 USD for order ${order.number}`,
      `The payment for order ${group_number} failed`,
    ]);
  });

  it('gets no header that a vendor or a buyer wrote', async () => {
    const { platform } = app.program;
    const of = await ofOrder(platform, order);
    const evil = 'Card\r\nBcc: evil@example.org\r\n\r\nHello <script>';
    const payload = { ...of, order_number: evil, vendor_name: evil, lines: [], placed_at: new Date().toISOString() };
    await recordOne(platform, orderPlaced, of.order_id, payload);
    await waitFor('the mail', () => toGuests().length === 1);
    expect(smtp.accepted.map(({ to }) => to)).not.toContain('evil@example.org');
    const raw = toGuests()[0]?.raw ?? '';
    const head = raw.slice(0, raw.search(/\r?\n\r?\n/));
    expect(head).not.toMatch(/^Bcc:/im);
    expect(raw.slice(raw.indexOf('text/html'))).not.toContain('<script>');
  });

  it('gets it after the server was away, under the same Message-ID', async () => {
    const { platform } = app.program;
    smtp.script = ({ at }) => (at === 'recipient' ? { code: 451, text: 'Later' } : 'accept');
    const event_id = await place(order);
    const mail = () =>
      sql<{ status: string; attempts: number; last_error: string | null; waits: boolean }>`
        SELECT status, attempts, last_error, next_attempt_at > now() AS waits FROM orders.guest_mails
        WHERE event_id = ${event_id}`.execute(platform.db);
    await waitFor('a failed try', async () => (await mail()).rows[0]?.waits === true);
    expect((await mail()).rows[0]).toMatchObject({ status: 'waiting', attempts: 1 });
    expect((await mail()).rows[0]?.last_error).toContain('451');
    smtp.script = () => 'accept';
    await sql`UPDATE orders.guest_mails SET next_attempt_at = now() WHERE event_id = ${event_id}`.execute(platform.db);
    await waitFor('the mail', () => toGuests().length === 1);
    expect(toGuests()[0]?.message_id).toBe(`<order_placed.${event_id}@stock.example.org>`);
    await waitFor('the note of it', async () => (await mail()).rows[0]?.status === 'sent');
  });
});

describe('where no mail server is set', () => {
  it('keeps the mail for administrators alone', async () => {
    await using kept = await startApp({ args: ['--run=api,worker'], requests_per_minute: 1_000_000 });
    const { platform } = kept.program;
    const seller = await kept.register();
    const shop = await openVendor(seller);
    const { id } = await addCard(seller, shop.vendor_id, { quantity: 1, price_minor: 334, status: 'active' });
    const lines = [{ listing_id: id, quantity: 1, price_minor: 334 }];
    const sold = await sell(platform, { vendor_id: shop.vendor_id, lines });
    const payload = { ...(await ofOrder(platform, sold)), lines: [], placed_at: new Date().toISOString() };
    await recordOne(platform, orderPlaced, sold.order_id, payload);
    const admin = await kept.admin();
    const mail = await waitFor('the mail', async () => {
      const all = await admin.do('listKeptMails', { query: { limit: 100 } });
      return all.find(({ to }) => to.includes('ada@example.org'));
    });
    const { html, text } = await admin.do('getKeptMail', { params: { id: mail.id } });
    for (const form of [html, text]) expect(form).toContain(`/orders/${sold.group_id}#`);
    expect((await seller.call('getKeptMail', { params: { id: mail.id } })).code).toBe('mail_unknown');
  });
});
