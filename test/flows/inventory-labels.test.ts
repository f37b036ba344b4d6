import jsqr from 'jsqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BodyInput } from '../../contract/schemas.ts';
import { qrOf } from '../../server/modules/inventory/labels/draw-labels.ts';
import { sheets } from '../../server/modules/inventory/labels/sheets.ts';
import { pathOf } from '../../contract/routes.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { readPdf } from '../support/pdf-text.ts';
import { addCard, openVendor } from '../support/vendors.ts';

/** Its types are those of an ES module, which it is not. */
const readCode = jsqr as unknown as (
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
) => { readonly data: string } | null;

let app: TestApp;
let owner: Client;
let vendor_id: string;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'] });
  owner = await app.register();
  ({ vendor_id } = await openVendor(owner));
});
afterAll(async () => app[Symbol.asyncDispose]());

async function print(body: BodyInput<'printLabels'>): Promise<string[][]> {
  const response = await owner.fetch(pathOf('printLabels', { vendor_id }), {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(response.headers.get('content-type')).toBe('application/pdf');
  return readPdf(new Uint8Array(await response.arrayBuffer()));
}

describe('labels', () => {
  it('say what a piece is, with its price or without, and shorten what does not fit', async () => {
    const card_details = {
      game: 'pokemon',
      set_code: 'base1',
      set_name: 'Base Set',
      collector_number: '4/102',
      name: 'Charizard',
      finish: 'holofoil' as const,
      language: 'de',
    };
    const made = await addCard(owner, vendor_id, {
      card_details,
      title: 'Žluťoučký Приве́т with a very long name that no label of this size could ever hold in two lines',
      price_minor: 123_450,
      currency: 'EUR',
      sku: 'PKM-1',
    });
    const selection = { ids: [made.id] };
    const [page = []] = await print({ selection });
    const text = page.join('');
    expect(page).toHaveLength(new Set(page).size);
    expect(text).toContain('Žluťoučký');
    expect(text).toContain('Приве́т'.normalize('NFC'));
    expect(text).toContain('…');
    expect(text).not.toContain('two lines');
    for (const line of ['Base Set · #4/102', 'NM · holofoil · DE', 'PKM-1', '€1,234.50']) expect(page).toContain(line);
    expect((await print({ selection, show_price: false })).flat()).not.toContain('€1,234.50');
  });

  it.each([
    ['Japanese', 'リザードンex 黒炎の支配者'],
    ['Korean', '리자몽 흑염의 지배자'],
    ['Chinese', '喷火龙 青眼白龙'],
    ['two scripts, and a picture that is left out', '皮卡丘 ピカチュウ 🔥'],
  ])('say what a card is in %s', async (_, title) => {
    const { id } = await addCard(owner, vendor_id, { title, quantity: 1 });
    const [page = []] = await print({ selection: { ids: [id] } });
    expect(page.join('').replaceAll(' ', '')).toContain(title.replace(' 🔥', '').replaceAll(' ', ''));
    expect(page.join('')).not.toMatch(/[?🔥]/u);
  });

  it('begin with a long title that cannot be broken, and shorten it', async () => {
    const { id } = await addCard(owner, vendor_id, { title: 'Donaudampfschifffahrtsgesellschaft', quantity: 1 });
    const [page = []] = await print({ selection: { ids: [id] } });
    expect(page[0]).toMatch(/^Donau.*…$/);
  });

  it('fill a sheet, then the next, after the labels that are used', async () => {
    const { id } = await addCard(owner, vendor_id, { title: 'Bear', quantity: 30, sku: 'BEAR' });
    const selection = { ids: [id] };
    const perPage = async (body: Omit<BodyInput<'printLabels'>, 'selection'>) =>
      (await print({ selection, ...body })).map((page) => page.filter((text) => text === 'BEAR').length);
    expect(await perPage({ each: 'piece' })).toEqual([24, 6]);
    expect(await perPage({ each: 'piece', skip: 20 })).toEqual([4, 24, 2]);
    expect(await perPage({ each: 'piece', sheet: 'a4-5x13' })).toEqual([30]);
    expect(await perPage({ each: 'piece', sheet: 'letter-3x10', skip: 1 })).toEqual([29, 1]);
    expect(await perPage({ sheet: 'roll-62x29' })).toEqual([1]);
  });

  it('lead to the listing by a code that a camera reads', () => {
    const address = `https://cards.example.org/inventory/${crypto.randomUUID()}/listings/${crypto.randomUUID()}`;
    const modules = qrOf(address);
    const [scale, quiet] = [4, 4];
    const side = (modules.length + 2 * quiet) * scale;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let y = 0; y < side; y += 1)
      for (let x = 0; x < side; x += 1) {
        const isDark = modules[Math.floor(y / scale) - quiet]?.[Math.floor(x / scale) - quiet] === true;
        if (isDark) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
      }
    expect(readCode(pixels, side, side)?.data).toBe(address);
  });

  it('stay on the paper, and on one file a thousand', async () => {
    for (const sheet of Object.values(sheets)) {
      const { margin, pitch, label, columns, rows } = sheet;
      expect(margin.left + (columns - 1) * pitch.x + label.width).toBeLessThanOrEqual(sheet.width);
      expect(margin.top + (rows - 1) * pitch.y + label.height).toBeLessThanOrEqual(sheet.height);
    }
    const { id } = await addCard(owner, vendor_id, { title: 'Many', quantity: 1_001 });
    const params = { vendor_id };
    const body = { selection: { ids: [id] }, each: 'piece' as const };
    expect((await owner.call('printLabels', { params, body })).code).toBe('labels_too_many');
    const unknown = { selection: { ids: [id, crypto.randomUUID()] } };
    expect((await owner.call('printLabels', { params, body: unknown })).code).toBe('collectible_unknown');
  });
});
