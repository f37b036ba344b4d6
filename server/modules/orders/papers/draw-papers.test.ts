import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../../test/support/pdf-text.ts';
import { drawPapers } from './draw-papers.ts';
import type { PaperOrder } from './paper-order.ts';

const order: PaperOrder = {
  number: 'B7K4-29XQ-1',
  placed_on: '2026-11-20',
  vendor: 'Corner Cards',
  from: ['Corner Cards GmbH', 'Hauptstraße 1', '10115 Berlin', 'Tax number DE123'],
  ship_to: ['Ada Lovelace', '12 St James Square', 'SW1Y 4LB London', 'United Kingdom'],
  bill_to: ['Ada Lovelace', '12 St James Square', 'SW1Y 4LB London', 'United Kingdom'],
  buyer_note: 'Please wait until Friday',
  shipping_method: 'Letter with tracking',
  currency: 'EUR',
  lines: [
    {
      title: 'Charizard',
      details: 'NM · Base Set · 4/102 · SKU-1',
      quantity: 2,
      quantity_open: 1,
      unit_price_minor: 24_900,
      total_minor: 49_800,
      places: ['Shelf A, Box 3'],
    },
  ],
  subtotal_minor: 49_800,
  discount_minor: 4_980,
  discount_codes: ['AUTUMN10'],
  shipping_minor: 390,
  tax_minor: 7_218,
  tax: 'VAT 19 %, included',
  tax_added: false,
  total_minor: 45_210,
  refunded_minor: 22_410,
  is_test: false,
};

describe('an invoice', () => {
  it('says who sold what to whom, and how the total is made', async () => {
    const pages = readPdf(await drawPapers({ kind: 'invoices', orders: [order] }));
    expect(pages).toHaveLength(1);
    const said = pages[0] ?? [];
    for (const text of ['Order B7K4-29XQ-1', '2026-11-20', 'Corner Cards GmbH', 'Ada Lovelace', 'Charizard'])
      expect(said).toContain(text);
    const sums = ['498.00', '-49.80', '3.90', '452.10', '72.18', '-224.10', '228.00'];
    expect(said.filter((text) => sums.includes(text))).toEqual(['498.00', ...sums]);
    expect(said).toContain('VAT 19 %, included');
    expect(said).not.toContain('Test order: no money was paid.');
  });

  it('says of test money that none was paid, on every page', async () => {
    const lines = Array.from({ length: 60 }, (_, index) => ({
      ...(order.lines[0] ?? never()),
      title: `Card ${index}`,
    }));
    const pages = readPdf(await drawPapers({ kind: 'invoices', orders: [{ ...order, lines, is_test: true }] }));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('Test order: no money was paid.');
    const titles = pages.flat().filter((text) => text.startsWith('Card '));
    expect(titles).toEqual(lines.map(({ title }) => title));
  });
});

describe('a packing slip', () => {
  it('lists what is still to be packed and where it lies, without prices', async () => {
    const sent = { ...(order.lines[0] ?? never()), title: 'Blastoise', quantity_open: 0 };
    const [page = []] = readPdf(
      await drawPapers({ kind: 'packing_slips', orders: [{ ...order, lines: [...order.lines, sent] }] }),
    );
    expect(page).toContain('Shelf A, Box 3');
    expect(page).toContain('Note: Please wait until Friday');
    expect(page).not.toContain('Blastoise');
    expect(page.join(' ')).not.toMatch(/\d\.\d\d/);
  });

  it('names cards and people in the letters they are written in', async () => {
    const line = { ...(order.lines[0] ?? never()), title: '喷火龙', places: ['棚 A'] };
    const ship_to = ['山田 花子', '서울 강남구'];
    const [page = []] = readPdf(
      await drawPapers({ kind: 'packing_slips', orders: [{ ...order, lines: [line], ship_to }] }),
    );
    const said = page.join('').replaceAll(' ', '');
    for (const text of ['喷火龙', '棚A', '山田花子', '서울강남구']) expect(said).toContain(text);
  });

  it('begins on a page of its own for every order', async () => {
    const orders = [order, { ...order, number: 'B7K4-29XQ-2' }];
    const pages = readPdf(await drawPapers({ kind: 'packing_slips', orders }));
    expect(pages.map((page) => page.find((text) => text.startsWith('Order ')))).toEqual([
      'Order B7K4-29XQ-1',
      'Order B7K4-29XQ-2',
    ]);
  });
});

describe('a pick list', () => {
  it('keeps the walking order, over pages that repeat the head', async () => {
    const picks = Array.from({ length: 80 }, (_, index) => ({
      place: `Shelf ${index}`,
      title: `Card ${index}`,
      details: 'NM',
      quantity: 1,
      order_number: 'B7K4-29XQ-1',
    }));
    const pages = readPdf(await drawPapers({ kind: 'pick_list', vendor: 'Corner Cards', day: '2026-11-20', picks }));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('Corner Cards, 2026-11-20, 80 pieces');
    const places = pages.flat().filter((text) => text.startsWith('Shelf '));
    expect(places).toEqual(picks.map(({ place }) => place));
  });
});

function never(): never {
  throw new Error('the order has a line');
}
