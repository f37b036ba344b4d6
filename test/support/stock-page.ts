import type { Locator, Page } from 'playwright-core';
import type { TestApp } from './app.ts';
import { signIn, type Size, type TestBrowser } from './browser.ts';
import { addCard, openVendor } from './vendors.ts';
import { waitFor } from './wait-for.ts';

export type Account = Awaited<ReturnType<TestApp['register']>>;

/** The stock table of a shop in a real browser. */
export interface StockDesk {
  readonly app: TestApp;
  readonly browser: TestBrowser;
}

/** A shop with three listings, "Abra" the newest. */
export async function smallShop({ app }: Pick<StockDesk, 'app'>) {
  const owner = await app.register();
  const { vendor_id, location_id } = await openVendor(owner);
  for (const [title, price_minor] of [
    ['Onix', 300],
    ['Mew', 200],
    ['Abra', 100],
  ] as const)
    await addCard(owner, vendor_id, {
      title,
      price_minor,
      cost_minor: 50,
      quantity: 5,
      shelf: 'A-1',
      status: 'active',
    });
  const { data } = await owner.call('listCollectibles', { params: { vendor_id } });
  const idOf = (title: string) => data.find((row) => row.title === title)?.id ?? '';
  return { owner, vendor_id, location_id, idOf };
}

/** Opens the table as a person, and waits for its rows. */
export async function openStock(
  { app, browser }: StockDesk,
  account: Account,
  { vendor_id, size = 'desktop' }: { readonly vendor_id: string; readonly size?: Size },
) {
  const visitor = await browser.visitor({ size });
  await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(visitor, app.url, account.cookies);
  const page = await visitor.page();
  await page.goto(`${app.url}/inventory/${vendor_id}`);
  await page.locator('[data-id]').first().waitFor();
  return { visitor, page };
}

/** Of the row of that title, the cell under that head. */
export async function cell(page: Page, title: string, head: string): Promise<Locator> {
  const heads = await page.getByRole('columnheader').allTextContents();
  const column = heads.findIndex((text) => text === head) - 1;
  return page.getByRole('row', { name: new RegExp(title) }).locator(`[data-column="${column}"]`);
}

export async function expectText(found: Locator, text: string): Promise<void> {
  await waitFor(`"${text}" in a cell`, async () => (await found.textContent())?.trim() === text);
}

export const readBack = (account: Account, vendor_id: string, id: string) =>
  account.do('getCollectible', { params: { vendor_id, id } });
