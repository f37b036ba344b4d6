import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { openStall } from '../support/shop-floor.ts';
import { openShopper, productAddress } from '../support/shopper.ts';

const ORIGIN = 'https://shop.example.org';

let app: TestApp;
let browser: TestBrowser;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000, env: { PUBLIC_URL: ORIGIN } });
  browser = await openBrowser();
  const offers = [
    { number: '118/180', name: 'Lantern </script> Moth & "Co"', price_minor: 1_280, quantity: 3 },
    { number: '004/212', name: 'Oracle of the Ninth Tide', price_minor: 4_620, quantity: 2 },
  ];
  await openStall(app, { name: 'Northgate Cards', country: 'GB', offers });
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

/** What a program that reads the page finds in its head. */
const HEAD = `(() => {
  const one = (selector, name) => document.head.querySelector(selector)?.getAttribute(name) ?? null;
  return {
    canonical: one('link[rel="canonical"]', 'href'),
    description: one('meta[name="description"]', 'content'),
    og_title: one('meta[property="og:title"]', 'content'),
    og_type: one('meta[property="og:type"]', 'content'),
    og_url: one('meta[property="og:url"]', 'content'),
    robots: one('meta[name="robots"]', 'content'),
    data: [...document.querySelectorAll('script[type="application/ld+json"]')].map((one) => JSON.parse(one.textContent)),
  };
})()`;
interface Head {
  readonly canonical: string | null;
  readonly description: string | null;
  readonly og_title: string | null;
  readonly og_type: string | null;
  readonly og_url: string | null;
  readonly robots: string | null;
  readonly data: readonly Readonly<Record<string, unknown>>[];
}

describe('the head of a product’s page, in a browser', () => {
  it('names the page and holds its data, and the policy of the page refuses none of it', async () => {
    const { visitor, page } = await openShopper({ browser });
    const address = await productAddress({ app }, 'Oracle of the Ninth Tide');
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: 'Oracle of the Ninth Tide' }).waitFor();
    const url = ORIGIN + new URL(address).pathname;
    const head = await page.evaluate<Head>(HEAD);
    expect(head).toMatchObject({ canonical: url, og_url: url, og_type: 'product', robots: null });
    expect(head.og_title).toContain('Oracle of the Ninth Tide');
    expect(head.description).toContain('from 46.20 EUR, 1 offer');
    expect(head.data).toHaveLength(1);
    expect(head.data[0]).toMatchObject({
      '@type': 'Product',
      offers: { lowPrice: '46.20', priceCurrency: 'EUR', offers: [{ seller: { name: 'Northgate Cards' } }] },
    });
    expect(visitor.complaints).toEqual([]);
  });

  it('runs nothing of what a vendor wrote', async () => {
    const { visitor, page } = await openShopper({ browser });
    await page.goto(await productAddress({ app }, 'Lantern </script> Moth & "Co"'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    const head = await page.evaluate<Head>(HEAD);
    expect(head.data[0]?.['name']).toContain('Lantern </script> Moth & "Co"');
    expect(visitor.complaints).toEqual([]);
  });

  it('says nothing of the first page once another one is shown', async () => {
    const { page } = await openShopper({ browser });
    await page.goto(await productAddress({ app }, 'Oracle of the Ninth Tide'));
    await page.getByRole('navigation', { name: 'Where this is' }).getByRole('link', { name: 'Shop' }).click();
    await page.getByRole('heading', { name: 'Shop' }).waitFor();
    const nothing = { canonical: null, description: null, og_title: null, og_type: null, og_url: null, robots: null };
    await expect.poll(() => page.evaluate<Head>(HEAD)).toEqual({ ...nothing, data: [] });
    await expect.poll(() => page.title()).toBe('Shop · Omni-Stock');
  });

  it('keeps what there is not out of search engines', async () => {
    const { page } = await openShopper({ browser });
    await page.goto(`${app.url}/shop/there-is-none`);
    await page.getByText('There is no such product').waitFor();
    expect(await page.evaluate<Head>(HEAD)).toMatchObject({ robots: 'noindex', canonical: null, data: [] });
  });
});
