import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier } from '../support/browser-barriers.ts';
import { openStall, reprice, type TestStall } from '../support/shop-floor.ts';
import { goToPay, openBasket, openShopper, orderShown, putIn } from '../support/shopper.ts';

let app: TestApp;
let browser: TestBrowser;
let stall: TestStall;

const card = (number: string, name: string, price_minor: number, quantity: number) => ({
  number,
  name,
  price_minor,
  quantity,
});

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
  stall = await openStall(app, {
    name: 'Northgate Cards',
    country: 'GB',
    offers: [
      card('004/212', 'Oracle of the Ninth Tide', 3_990, 9),
      card('009/140', 'Frostbound Almanac', 5_860, 1),
      card('118/180', 'Lantern Moth', 1_280, 3),
    ],
  });
  const almanac = card('009/140', 'Frostbound Almanac', 6_120, 2);
  await openStall(app, { name: 'Third Shelf', country: 'NL', offers: [{ ...almanac, more: { condition: 'LP' } }] });
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

describe('a price that changes while it is in the basket', () => {
  it('is shown with what it was and the difference; it is kept, taken less of, or removed', async () => {
    const { page } = await openShopper({ browser });
    await putIn({ app, browser }, page, 'Oracle of the Ninth Tide');
    await openBasket({ app }, page);
    await page.getByRole('button', { name: 'One more' }).click();
    await page.getByText('€39.90 each').waitFor();
    await reprice(stall, '004/212', 4_190);
    await page.reload();
    await page.getByText('The price rose while it was in your basket.').waitFor();
    await page.getByText('Each was €39.90, now €41.90: €4.00 more for 2.').waitFor();
    await expectNoBarrier(page, 'a price that rose');
    await page.getByRole('button', { name: 'Review 1 change' }).first().click();
    await page.getByRole('button', { name: 'Take one out' }).click();
    await page.getByRole('button', { name: 'Take one out' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Go to checkout' }).first().waitFor();
    await page.locator('.totals-all', { hasText: '€41.90' }).waitFor();
  });
});

describe('the last piece', () => {
  it('that somebody else bought is not just gone: the nearest copies are offered, and swapped', async () => {
    const { page: late } = await openShopper({ browser }, 'phone');
    await putIn({ app, browser }, late, 'Frostbound Almanac', 2);
    const { page: quick } = await openShopper({ browser });
    await putIn({ app, browser }, quick, 'Frostbound Almanac', 2);
    await goToPay({ app }, quick);
    await quick.getByRole('button', { name: /^Place order/ }).click();
    await orderShown(quick);
    await openBasket({ app }, late);
    await late.getByText('The last piece went to someone else.').waitFor();
    await late.getByText('The nearest copies now:').waitFor();
    await expectNoBarrier(late, 'a last piece that is lost');
    await late.getByRole('button', { name: 'Swap for LP from Third Shelf' }).click();
    await late.getByText('The last piece went to someone else.').waitFor({ state: 'detached' });
    await late.locator('.totals-all', { hasText: '€61.20' }).waitFor();
  });
});

describe('the pieces one is about to pay for', () => {
  it('are held with a clock that turns amber before it runs out, and are nobody’s afterwards', async () => {
    const { page } = await openShopper({ browser });
    await page.clock.install();
    await putIn({ app, browser }, page, 'Lantern Moth');
    await page.goto(`${app.url}/checkout`);
    const hold = page.getByRole('region', { name: 'Held for you' });
    await hold.getByText(/^Held for you until \d\d:\d\d$/).waitFor();
    expect(await hold.getAttribute('class')).toBe('hold');
    await expectNoBarrier(page, 'held');
    await page.clock.fastForward('08:30');
    await hold.getByText('Then others can buy these too').waitFor();
    expect(await hold.getAttribute('class')).toContain('hold-soon');
    await expectNoBarrier(page, 'held for a moment more');
    await page.clock.fastForward('02:00');
    await hold.waitFor({ state: 'detached' });
  });
});

describe('a basket', () => {
  it('is counted at the top of every page, and follows who signs in', async () => {
    const { page } = await openShopper({ browser });
    await putIn({ app, browser }, page, 'Lantern Moth');
    await page.goto(app.url);
    await page.getByRole('link', { name: 'Basket, 1 piece' }).waitFor();
    const account = await app.register();
    await page.goto(`${app.url}/sign-in?next=/basket`);
    await page.getByLabel('E-mail').fill(account.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/basket$/);
    await page.getByRole('button', { name: 'Remove Lantern Moth' }).click();
    await page.getByText('Your basket is empty').waitFor();
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await page.locator('.basket-line').waitFor();
  });

  it('says why a code takes nothing off', async () => {
    const { page } = await openShopper({ browser });
    await putIn({ app, browser }, page, 'Lantern Moth');
    await openBasket({ app }, page);
    const body = { code: 'TIDE15', kind: 'percent', percent_bp: 1_500, minimum_minor: 5_000 } as const;
    await stall.owner.do('createDiscount', { params: { vendor_id: stall.vendor_id }, body });
    await page.getByRole('textbox', { name: 'Code' }).fill('tide15');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Take TIDE15 out' }).waitFor();
    await expectNoBarrier(page, 'a code that takes nothing off');
    await page.getByRole('button', { name: 'One more' }).click();
    await page.getByRole('button', { name: 'Take TIDE15 out' }).click();
    await page.getByRole('button', { name: 'Take TIDE15 out' }).waitFor({ state: 'detached' });
  });
});
