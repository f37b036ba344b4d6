import type { BrowserContext, FrameLocator, Page, Route } from 'playwright-core';
import type { StripeServer } from './stripe-server.ts';
import { STRIPE_KEYS } from './stripe-server.ts';
import { bankPage, CARD_FRAME, STRIPE_JS } from './stripe-stand-in.ts';

/** Cards that Stripe gives for tests. */
export const cards = {
  approved: '4242424242424242',
  declined: '4000000000000002',
  /** Its bank asks on a page of its own. */
  asked: '4000002760003184',
} as const;

/** Settings of a program whose Stripe is a local server. */
export function stripeEnv({ port }: StripeServer): Record<string, string> {
  return {
    STRIPE_SECRET_KEY: STRIPE_KEYS.secret,
    STRIPE_PUBLISHABLE_KEY: STRIPE_KEYS.publishable,
    STRIPE_WEBHOOK_SECRET: STRIPE_KEYS.webhook,
    STRIPE_API_BASE: `http://127.0.0.1:${port}`,
  };
}

/** Puts the hosts of Stripe that a browser knows before a local server; what goes there goes nowhere else. */
export async function playStripe(context: BrowserContext, server: StripeServer): Promise<void> {
  await context.route('https://js.stripe.com/**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/endive/stripe.js') return route.fulfill({ contentType: 'text/javascript', body: STRIPE_JS });
    if (pathname === '/endive/card-frame.html') return route.fulfill({ contentType: 'text/html', body: CARD_FRAME });
    return route.fulfill({ status: 404 });
  });
  await context.route('https://api.stripe.com/**', (route) => forward(route, server));
  await context.route('https://hooks.stripe.com/3d_secure_2/**', (route) => authenticate(route, server));
}

async function forward(route: Route, { port }: StripeServer): Promise<void> {
  const request = route.request();
  const { pathname, search } = new URL(request.url());
  const body = request.postData();
  const answer = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, {
    method: request.method(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    ...(body !== null && { body }),
  });
  await route.fulfill({
    status: answer.status,
    contentType: 'application/json',
    headers: { 'access-control-allow-origin': '*' },
    body: await answer.text(),
  });
}

/** A bank's page, and where it sends the buyer after each answer, as Stripe.js would find them there. */
async function authenticate(route: Route, { books }: StripeServer): Promise<void> {
  const { pathname, searchParams } = new URL(route.request().url());
  const [, , id = '', answer] = pathname.split('/');
  const intent = books.intent(id);
  if (answer === undefined) {
    const back = intent.next_action?.redirect_to_url.return_url ?? '';
    const link = (said: string) => `/3d_secure_2/${id}/${said}?back=${encodeURIComponent(back)}`;
    const body = bankPage({ Approve: link('approve'), Decline: link('decline') });
    return route.fulfill({ contentType: 'text/html', body });
  }
  books.authenticate(id, answer === 'approve');
  const status = answer === 'approve' ? 'succeeded' : 'failed';
  const query = new URLSearchParams({
    payment_intent: id,
    payment_intent_client_secret: intent.client_secret,
    redirect_status: status,
  });
  return route.fulfill({
    contentType: 'text/html',
    body: bankPage({ 'Back to the shop': `${searchParams.get('back')}?${query.toString()}` }),
  });
}

export function cardFields(page: Page): FrameLocator {
  return page.frameLocator('.card-fields iframe');
}

/** Enters a card on our page and sends it. */
export async function payByCard(page: Page, number: string): Promise<void> {
  await page.locator('.card-fields[aria-busy="false"]').waitFor();
  await cardFields(page).getByLabel('Card number').fill(number);
  await page.getByRole('button', { name: /^Pay / }).click();
}
