import { describe, expect, it } from 'vitest';
import type { StockRow } from '../row.ts';
import { readCell } from './cells.ts';

const row: StockRow = {
  id: '00000000-0000-7000-8000-000000000001',
  vendor_id: '00000000-0000-7000-8000-000000000002',
  kind: 'card',
  sku: 'A-1',
  title: 'Copper Heron',
  condition: 'NM',
  source_condition: null,
  grading: null,
  cost_minor: null,
  price_minor: 405,
  currency: 'EUR',
  shelf: 'C-01',
  note: '',
  barcode: null,
  low_stock_at: null,
  thumb_url: null,
  status: 'active',
  on_hand: 5,
  reserved: 1,
  allocated: 1,
  available: 3,
  version: 3,
  created_at: '2026-11-01T10:00:00.000Z',
  updated_at: '2026-11-01T10:00:00.000Z',
};

describe('what is typed into a cell', () => {
  it('is read as its column means it', () => {
    expect(readCell(row, 'price', '4,50')).toMatchObject({ kind: 'fields', patch: { price_minor: 450 } });
    expect(readCell(row, 'cost', '')).toEqual({ kind: 'same' });
    expect(readCell(row, 'on_hand', '+2')).toEqual({ kind: 'quantity', to: 7 });
    expect(readCell(row, 'on_hand', '4')).toEqual({ kind: 'quantity', to: 4 });
    expect(readCell(row, 'status', 'Sold out')).toMatchObject({ kind: 'fields', patch: { status: 'sold_out' } });
  });

  it('changes nothing where it says what is there already', () => {
    expect(readCell(row, 'price', '4.05')).toEqual({ kind: 'same' });
    expect(readCell(row, 'shelf', ' C-01 ')).toEqual({ kind: 'same' });
  });

  it('is refused with what would be accepted', () => {
    expect(readCell(row, 'price', '')).toMatchObject({ kind: 'wrong' });
    expect(readCell(row, 'on_hand', '1')).toEqual({ kind: 'wrong', why: '2 of them are promised to buyers.' });
    expect(readCell({ ...row, price_minor: null, status: 'draft' }, 'status', 'active')).toMatchObject({
      kind: 'wrong',
    });
    expect(readCell(row, 'status', 'draft')).toEqual({ kind: 'wrong', why: 'Active does not become draft.' });
    expect(readCell(row, 'on_hand', 'many')).toMatchObject({ kind: 'wrong' });
  });
});
