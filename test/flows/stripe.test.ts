import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { openShop, readyToPay, type TestShop } from '../support/shop.ts';
import { stripeEnv } from '../support/stripe-browser.ts';
import { signStripe, startStripe, type StripeServer } from '../support/stripe-server.ts';
import { waitFor } from '../support/wait-for.ts';

let stripe: StripeServer;
let app: TestApp;
let shop: TestShop;
let web_dir = '';

beforeAll(async () => {
  web_dir = await mkdtemp(join(tmpdir(), 'stripe-pages-'));
  await writeFile(join(web_dir, 'index.html'), '<!doctype html><title>Omni-Stock</title>');
  stripe = await startStripe();
  app = await startApp({ web_dir, requests_per_minute: 100_000, env: stripeEnv(stripe) });
  shop = await openShop(app);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await stripe[Symbol.asyncDispose]();
  await rm(web_dir, { recursive: true });
});

const CARD_PAGE = '/pay/stripe/0198c0de-0000-7000-8000-000000000001';

/** The directives of a page's policy. */
async function policyOf(url: string): Promise<Record<string, string[]>> {
  const { headers } = await fetch(url, { headers: { accept: 'text/html' } });
  const directives = (headers.get('content-security-policy') ?? '').split(';').map((one) => one.split(' '));
  return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources]));
}

/** A checkout that waits for the card of its buyer. */
async function waiting(guest: Client, piece: { readonly price_minor?: number; readonly currency?: string } = {}) {
  const basket = await readyToPay(guest, { [await shop.lists(piece)]: 2 });
  const body = { basket_version: basket.version, expected_total_minor: basket.total_minor };
  const group = await guest.do('checkOut', { body });
  const secret = group.payment?.client_secret ?? '';
  return { group, secret, intent: stripe.books.intent(secret.split('_secret_')[0] ?? '') };
}

const card = (payment_method: string) => ({ payment_method, return_url: `${app.url}/checkout` });
const stands = (guest: Client, id: string) => guest.do('getOrderGroup', { params: { id } });
/** Sends what Stripe has told since, as it signs it. */
async function tell(from: number): Promise<number[]> {
  const sent = stripe.events.slice(from).map((body) =>
    fetch(`${app.url}/api/v1/payments/stripe/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'stripe-signature': signStripe(body, { at_ms: Date.now() }) },
      body,
    }),
  );
  return (await Promise.all(sent)).map(({ status }) => status);
}

describe('the policy of the page on which a card is entered', () => {
  it('lets Stripe’s script, frames and calls in, there and nowhere else', async () => {
    const everywhere = await policyOf(`${app.url}/checkout`);
    expect(everywhere).toMatchObject({ 'script-src': ["'self'"], 'default-src': ["'self'"] });
    expect(everywhere).not.toHaveProperty('frame-src');
    expect(JSON.stringify(everywhere)).not.toContain('stripe');
    const hosts = ['https://js.stripe.com', 'https://*.js.stripe.com'];
    expect(await policyOf(`${app.url}${CARD_PAGE}?redirect_status=failed`)).toEqual({
      ...everywhere,
      'script-src': ["'self'", ...hosts],
      'frame-src': ["'self'", ...hosts, 'https://hooks.stripe.com'],
      'connect-src': [...(everywhere['connect-src'] ?? []), 'https://api.stripe.com'],
    });
    for (const path of ['/', '/pay/stripe', `/pay/test/x`, `${CARD_PAGE}/more`, `/shop${CARD_PAGE}`, '/api/v1/basket'])
      expect(await policyOf(app.url + path), path).toEqual(everywhere);
  });

  it('is that of every page where no keys of Stripe are set', async () => {
    await using plain = await startApp({ web_dir });
    expect(await policyOf(plain.url + CARD_PAGE)).toEqual(await policyOf(`${plain.url}/checkout`));
  });
});

describe('an order that is paid by card', () => {
  it('waits with a secret for its buyer alone, and is placed by a webhook though the browser never comes back', async () => {
    const guest = app.visitor();
    const before = stripe.events.length;
    const { group, secret, intent } = await waiting(guest);
    expect(group).toMatchObject({ status: 'pending_payment', is_test: true, payment: { state: 'needs_action' } });
    expect(secret).toMatch(/^pi_\w+_secret_\w+$/);
    expect(await app.visitor().do('getPaymentProvider')).toMatchObject({
      provider: 'stripe',
      publishable_key: 'pk_test_omnistock',
      test_methods: [],
    });
    expect((await app.visitor().call('getOrderGroup', { params: { id: group.id } })).code).toBe('order_unknown');
    const [order] = group.orders;
    const params = { vendor_id: shop.vendor_id, id: order?.id ?? '' };
    expect(JSON.stringify(await shop.owner.do('getVendorOrder', { params }))).not.toContain(secret);

    stripe.books.confirm(intent.id, card('pm_card_visa'));
    expect(await tell(before)).toEqual([200, 200]);
    await waitFor('the webhook places it', async () => (await stands(guest, group.id)).status === 'placed');
    expect((await stands(guest, group.id)).payment).toMatchObject({ state: 'captured', client_secret: null });
    const { rows } = await sql<{ n: number }>`SELECT
      (SELECT count(*)::integer FROM facts.outbox WHERE payload::text LIKE ${`%${secret}%`}) +
      (SELECT count(*)::integer FROM orders.payments WHERE client_secret = ${secret}) AS n`.execute(
      app.program.platform.db,
    );
    expect(rows[0]?.n).toBe(0);
  });

  it('may be tried with another card after a decline, as the same payment', async () => {
    const guest = app.visitor();
    const { group, secret, intent } = await waiting(guest);
    expect(() => stripe.books.confirm(intent.id, card('pm_card_visa_chargeDeclined'))).toThrow('declined');
    const declined = await guest.do('confirmPayment', { params: { id: group.id } });
    expect(declined).toMatchObject({
      status: 'pending_payment',
      payment: { state: 'needs_action', client_secret: secret },
    });
    expect((await guest.call('payAgain', { params: { id: group.id }, body: {} })).code).toBe('payment_running');
    stripe.books.confirm(intent.id, card('pm_card_visa'));
    expect(await guest.do('confirmPayment', { params: { id: group.id } })).toMatchObject({ status: 'placed' });
  });

  it('is paid by another payment where the first was cancelled at Stripe', async () => {
    const guest = app.visitor();
    const { group, intent } = await waiting(guest);
    stripe.books.cancel(intent.id, { cancellation_reason: 'requested_by_customer' });
    expect(await guest.do('confirmPayment', { params: { id: group.id } })).toMatchObject({
      status: 'pending_payment',
      payment: { state: 'cancelled', client_secret: null },
    });
    const again = await guest.do('payAgain', { params: { id: group.id }, body: {} });
    expect(again).toMatchObject({ id: group.id, payment: { state: 'needs_action' } });
    expect(again.payment?.client_secret).not.toContain(intent.id);
  });

  it('takes nothing any more once its buyer has given it up', async () => {
    const guest = app.visitor();
    const { group, intent } = await waiting(guest);
    const params = { id: group.id, order_id: group.orders[0]?.id ?? '' };
    expect(await guest.do('cancelOrder', { params, body: {} })).toMatchObject({ status: 'cancelled' });
    expect(intent.status).toBe('canceled');
  });

  it.each([
    ['USD', 1_250, 2_500],
    ['JPY', 500, 1_000],
    ['HUF', 1_750, 350_000],
  ])('is asked for in %s as Stripe counts it', async (currency, price_minor, amount) => {
    const { group, intent } = await waiting(app.visitor(), { price_minor, currency });
    expect(group.payment).toMatchObject({ state: 'needs_action', amount_minor: 2 * price_minor, currency });
    expect(intent).toMatchObject({ amount, currency: currency.toLowerCase() });
  });
});
