import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { importRows } from '../support/cards/import-rows.ts';
import { pokemonCard } from '../support/cards/rows.ts';
import { picture } from '../support/pictures.ts';
import { addCard, hire, openVendor } from '../support/vendors.ts';

let app: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
  await importRows(app.program.platform.db, [
    pokemonCard(),
    pokemonCard({ id: 'tide1-58', number: '58', name: 'Dark Tidewyrm', rarity: 'Common', tcgplayer: undefined }),
  ]);
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

type Person = Awaited<ReturnType<TestApp['register']>>;

async function visitorOf(person: Person, size: Size = 'desktop'): Promise<Visitor> {
  const visitor = await browser.visitor({ size });
  await signIn(visitor, app.url, person.cookies);
  return visitor;
}

describe('adding cards, with the keyboard alone', () => {
  it('takes a name, Enter, a price, Enter, and is ready for the next with what the pile has in common', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    const visitor = await visitorOf(owner);
    const page = await visitor.page();
    await page.goto(`${app.url}/inventory/${vendor_id}/add`);
    const search = page.getByRole('combobox', { name: 'Name or number of a card' });
    await search.waitFor();
    await page.keyboard.type('dark tidewyrm');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Another card' }).waitFor();
    await page.keyboard.type('4.50');
    await expectNoBarrier(page, 'a card that was picked');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Added just now/ }).waitFor();
    await search.waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('combobox');

    await page.keyboard.type('58');
    await page.getByRole('option', { name: /Dark Tidewyrm/ }).waitFor();
    await expectNoBarrier(page, 'printings that were found');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Added just now 2' }).waitFor();

    await page.keyboard.type('No Such Card');
    await page.getByRole('button', { name: 'Type it by hand' }).press('Enter');
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('No Such Card');
    await expectNoBarrier(page, 'a card that is typed by hand');
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await page.getByRole('heading', { name: 'Added just now 3' }).waitFor();

    const made = await owner.do('listCollectibles', { params: { vendor_id }, query: { limit: 10 } });
    expect(made.map(({ price_minor, status, on_hand }) => [price_minor, status, on_hand])).toEqual([
      [null, 'draft', 1],
      [null, 'draft', 1],
      [450, 'active', 1],
    ]);
    expect(made.map((one) => one.card_details?.set_code)).toEqual(['tide1', 'tide1', 'tide1']);
    expect(made[2]?.card_details?.printing_id).not.toBeNull();
    expect(visitor.complaints).toEqual([]);
  });

  it('takes a graded piece whose certificate a scanner types, and things that are no cards', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    const page = await (await visitorOf(owner)).page();
    await page.goto(`${app.url}/inventory/${vendor_id}/add`);
    await page.getByRole('checkbox', { name: 'Graded' }).press(' ');
    const search = page.getByRole('combobox', { name: 'Name or number of a card' });
    await search.focus();
    await page.keyboard.type('dark tidewyrm');
    await page.keyboard.press('Enter');
    await page.getByLabel('Certificate').waitFor();
    await page.keyboard.type('12345678');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Grade' }).press('Enter');
    await page.getByRole('option', { name: '9', exact: true }).press('Enter');
    await page.getByLabel('Price, USD').focus();
    await page.keyboard.type('120');
    await page.keyboard.press('Enter');
    await page.getByText('1 × PSA 9').waitFor();

    await page.getByRole('combobox', { name: 'Kind' }).press('Enter');
    await page.getByRole('option', { name: 'Watch' }).press('Enter');
    await page.getByLabel('Brand').focus();
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await page.getByText('Brand is needed.').waitFor();
    await page.getByLabel('Brand').fill('Omega');
    await page.getByLabel('Model').fill('Speedmaster');
    await expectNoBarrier(page, 'a watch');
    await page.getByLabel('Model').press('Enter');
    await page.getByRole('link', { name: /Speedmaster/ }).waitFor();
    const kinds = await owner.do('listCollectibles', { params: { vendor_id }, query: { limit: 10 } });
    expect(kinds.map(({ kind, grading }) => [kind, grading?.cert_number ?? null])).toEqual([
      ['watch', null],
      ['card', '12345678'],
    ]);
  });
});

describe('a listing', () => {
  it('is edited over the version that was seen: others’ changes stay, and a clash shows both values', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    const card = await addCard(owner, vendor_id, { quantity: 2, price_minor: 1000, status: 'active' });
    const page = await (await visitorOf(owner)).page();
    await page.goto(`${app.url}/inventory/${vendor_id}/listings/${card.id}`);
    const price = page.getByLabel('Price, USD');
    await price.fill('12.00');
    const meanwhile = (body: object) =>
      owner.do('updateCollectible', {
        params: { vendor_id, id: card.id },
        body,
        headers: { 'if-match': '*' },
      });
    await meanwhile({ shelf: 'A-01' });
    await price.press('Enter');
    await page.getByText('$10.00 → $12.00').waitFor();
    const now = await owner.do('getCollectible', { params: { vendor_id, id: card.id } });
    expect(now).toMatchObject({ shelf: 'A-01', price_minor: 1200 });

    await price.fill('13.00');
    await page.getByLabel('Note, shown to buyers').fill('Signed');
    await meanwhile({ price_minor: 900 });
    await price.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Changed while you typed' });
    await dialog.getByText('$9.00').waitFor();
    await dialog.getByText('$13.00').waitFor();
    await expectNoBarrier(page, 'a conflict');
    await dialog.getByRole('button', { name: 'Keep theirs' }).press('Enter');
    await page.getByText('empty → Signed').waitFor();
    const kept = await owner.do('getCollectible', { params: { vendor_id, id: card.id } });
    expect(kept).toMatchObject({ price_minor: 900, note: 'Signed' });
  });

  it('takes photos, puts them in order, moves stock, changes its status, and has no barriers', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    const card = await addCard(owner, vendor_id, { quantity: 2, price_minor: 1000 });
    const page = await (await visitorOf(owner)).page();
    await page.goto(`${app.url}/inventory/${vendor_id}/listings/${card.id}`);
    const photos = page.getByRole('region', { name: 'Photos' });
    await photos.getByRole('button', { name: 'Add photos' }).waitFor();
    const file = { name: 'front.jpg', mimeType: 'image/jpeg', buffer: await picture() };
    await photos.locator('input[type=file][multiple]').setInputFiles([file, { ...file, name: 'back.jpg' }]);
    await photos.getByRole('button', { name: 'Show photo 2' }).press('Enter');
    const photosOf = async () =>
      (await owner.do('getCollectible', { params: { vendor_id, id: card.id } })).photos.map(({ id }) => id);
    const [first, second] = await photosOf();
    await photos.getByRole('button', { name: 'Move earlier' }).press('Enter');
    await photos.getByRole('button', { name: 'Show photo 1', exact: true, pressed: true }).waitFor();
    expect(await photosOf()).toEqual([second, first]);
    await photos.getByRole('button', { name: 'Remove photo 1' }).click();
    await photos.getByRole('button', { name: 'Show photo 2' }).waitFor({ state: 'detached' });
    expect(await photosOf()).toEqual([first]);
    expect(second).not.toBe(first);

    await page.getByRole('button', { name: 'Receive' }).press('Enter');
    await page.getByRole('dialog').getByLabel('Pieces').fill('3');
    await page.keyboard.press('Enter');
    await page.locator('.listing-figures').getByText('5').first().waitFor();
    await page.getByRole('button', { name: 'Status' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Put on sale' }).press('Enter');
    await page.getByText('Draft → Active').waitFor();
    await expectNoBarrier(page, 'a listing');
    await expectToFit(page, 'a listing');
  });

  it('is to be read only for who may not change it', async () => {
    const [owner, viewer] = [await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner);
    const card = await addCard(owner, vendor_id, { quantity: 1, price_minor: 1000 });
    await hire(owner, viewer, { vendor_id, role: 'viewer' });
    const page = await (await visitorOf(viewer, 'phone')).page();
    await page.goto(`${app.url}/inventory/${vendor_id}/listings/${card.id}`);
    await page.getByRole('heading', { name: 'Changes' }).waitFor();
    for (const name of ['Save', 'Status', 'Receive', 'Add photos'])
      expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
    await expectNoBarrier(page, 'a listing to read');
  });
});
