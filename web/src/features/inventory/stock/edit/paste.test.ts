import { describe, expect, it } from 'vitest';
import { columns as all } from '../columns/columns.ts';
import type { StockRow } from '../row.ts';
import { planPaste, readTable, writeTable } from './paste.ts';

const row = (title: string, price_minor: number): StockRow => ({
  id: title,
  vendor_id: 'v',
  kind: 'card',
  sku: title,
  title,
  condition: 'NM',
  source_condition: null,
  grading: null,
  cost_minor: 100,
  price_minor,
  currency: 'USD',
  shelf: 'A-1',
  note: '',
  barcode: null,
  low_stock_at: null,
  thumb_url: null,
  status: 'active',
  on_hand: 5,
  reserved: 0,
  allocated: 0,
  available: 5,
  version: 1,
  created_at: '2026-11-01T10:00:00.000Z',
  updated_at: '2026-11-01T10:00:00.000Z',
});
const rows = [row('Abra', 100), row('Mew', 200), row('Onix', 300)];
const columns = all.filter(({ id }) => ['title', 'price', 'cost', 'margin'].includes(id));
const at = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });
const target = { rows, columns, allowed: () => true };

describe('text from a spreadsheet', () => {
  it('is read with its quotes, its ends of lines and a last empty line', () => {
    expect(readTable('1\t"a ""b""\tc"\r\n2\t3\r\n')).toEqual([
      ['1', 'a "b"\tc'],
      ['2', '3'],
    ]);
    expect(readTable('\t\n4')).toEqual([['', ''], ['4']]);
  });

  it('comes back as it was written', () => {
    const table = [
      ['a', 'with "quotes"', ''],
      ['two\nlines', 'tab\there', '3'],
    ];
    expect(readTable(writeTable(table))).toEqual(table);
  });

  it('changes a column of prices, and says what it leaves and what it refuses', () => {
    const plan = planPaste('1.50\n2.00\nmuch\n4', { ...target, at: at(0, 1) });
    expect(plan.changed.map(({ row, change }) => [row.title, change])).toMatchObject([
      ['Abra', { patch: { price_minor: 150 } }],
    ]);
    expect(plan.same).toBe(1);
    expect(plan.refused.map(({ cell }) => cell)).toEqual(['Onix, Price', 'Line 4, Price']);
  });

  it('fills a range with one cell, and lets no computed column be written', () => {
    expect(planPaste('9', { ...target, at: at(0, 1, 2, 2) }).changed).toHaveLength(6);
    expect(planPaste('1\t2\t3', { ...target, at: at(0, 1) }).refused).toMatchObject([{ cell: 'Abra, Margin' }]);
  });

  it('changes nothing that a role does not allow', () => {
    expect(planPaste('9', { ...target, allowed: () => false, at: at(0, 1) }).refused).toMatchObject([
      { why: 'Your role does not allow that.' },
    ]);
  });
});
