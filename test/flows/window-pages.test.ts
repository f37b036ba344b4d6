import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { aCard, aSet, windowOf } from '../support/window.ts';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Omni-Stock</title>
<meta name="description" content="Plain" /></head><body><div id="root"></div></body></html>`;
let app: TestApp;
let web_dir = '';

beforeAll(async () => {
  web_dir = await mkdtemp(join(tmpdir(), 'window-pages-'));
  await mkdir(join(web_dir, 'assets'));
  await writeFile(join(web_dir, 'index.html'), PAGE);
  app = await startApp({ requests_per_minute: 1_000_000, web_dir, env: { PUBLIC_URL: 'https://shop.example.org' } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(web_dir, { recursive: true });
});

const { shop, shown, product } = windowOf(() => app);

async function page(path: string) {
  const response = await fetch(app.url + path, { headers: { accept: 'text/html' } });
  const html = await response.text();
  const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1];
  return {
    status: response.status,
    headers: response.headers,
    html,
    data: data === undefined ? null : JSON.parse(data),
  };
}

describe('a page of the shop', () => {
  it('says what it sells before it runs: title, description, address, and prices as structured data', async () => {
    const set = aSet();
    const { add, vendor_id } = await shop('Corner & Sons');
    await add(aCard(set, { name: 'Charizard' }, { price_minor: 24_900 }));
    await add(aCard(set, { name: 'Charizard' }, { price_minor: 9_905, condition: 'LP' }));
    const slug = (await shown(set, 1))[0]?.slug ?? '';
    await product(slug, ({ offers }) => offers === 2);
    const { status, headers, html, data } = await page(`/shop/${slug}?ref=mail`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(html).toContain(`<title>Charizard, ${set.set_name} 4/102 · Omni-Stock</title>`);
    expect(html).toContain(`<link rel="canonical" href="https://shop.example.org/shop/${slug}" />`);
    expect(html).toContain(`<meta property="og:url" content="https://shop.example.org/shop/${slug}" />`);
    expect(html).toContain('from 99.05 USD, 2 offers');
    expect(html).not.toContain('content="Plain"');
    expect(html).toContain('<div id="root"></div>');
    expect(data).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Product',
      offers: {
        lowPrice: '99.05',
        priceCurrency: 'USD',
        offerCount: 2,
        offers: [
          { price: '99.05', availability: 'https://schema.org/InStock', seller: { name: 'Corner & Sons' } },
          { price: '249.00' },
        ],
      },
    });
    const vendor = await page(`/shop/vendors/${vendor_id}`);
    expect(vendor.html).toContain('<title>Corner &amp; Sons · Omni-Stock</title>');
    expect(vendor.data).toMatchObject({ '@type': 'Store', name: 'Corner & Sons' });
    expect((await page('/shop')).html).toContain('<title>Shop · Omni-Stock</title>');
    expect((await page('/')).html).toBe(PAGE);
  });

  it('is nothing but text to its reader, whatever a vendor calls a card', async () => {
    const set = { set_code: 'evil', set_name: '"><img src=x onerror=alert(1)>' };
    const name = `</script><script>alert("$&")</script> <!-- ' \u2028`;
    const { add } = await shop('</title><b>');
    await add(aCard(set, { name }));
    const [seen] = await shown(set, 1);
    const { html, data } = await page(`/shop/${seen?.slug}`);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|<b>|<!--|onerror=alert\(1\)>/);
    expect(html.match(/<title>/g)).toHaveLength(1);
    expect(data.name).toContain('</script><script>alert("$&")');
    expect(data.offers.offers[0].seller.name).toBe('</title><b>');
  });

  it('is a 404 that nobody indexes where there is no such product or vendor', async () => {
    for (const path of [
      '/shop/nothing-of-the-kind',
      '/shop/Not%20A%20Slug',
      '/shop/vendors/0190aaaa-0000-7000-8000-000000000000',
      '/shop/a/b',
    ]) {
      const { status, html } = await page(path);
      expect(status, path).toBe(404);
      expect(html).toContain('<meta name="robots" content="noindex" />');
      expect(html).toContain('<div id="root"></div>');
    }
    expect((await page('/w/some-list')).status).toBe(200);
  });

  it('is found by search engines through a sitemap in pages, and nobody’s basket is', async () => {
    const set = aSet();
    const { add } = await shop();
    await add(aCard(set));
    const slug = (await shown(set, 1))[0]?.slug ?? '';
    const robots = await (await fetch(`${app.url}/robots.txt`)).text();
    expect(robots).toContain('Disallow: /basket');
    expect(robots).toContain('Sitemap: https://shop.example.org/sitemap.xml');
    const index = await fetch(`${app.url}/sitemap.xml`);
    expect(index.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(await index.text()).toContain('<loc>https://shop.example.org/sitemaps/1.xml</loc>');
    expect(await (await fetch(`${app.url}/sitemaps/1.xml`)).text()).toContain(
      `<loc>https://shop.example.org/shop/${slug}</loc>`,
    );
    for (const name of ['2.xml', '0.xml', '501.xml', 'x', '1.xml.gz'])
      expect((await fetch(`${app.url}/sitemaps/${name}`)).status, name).toBe(404);
  });
});
