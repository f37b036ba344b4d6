import { describe, expect, it } from 'vitest';
import type { BulkEditView } from '../../../../lib/queries/inventory-value.ts';
import { editWords } from './edit-words.ts';

const round = { step_minor: 1, less_minor: 0, way: 'nearest' } as const;
const context = { currency: 'USD', locationName: (id: string) => (id === 'safe' ? 'Safe' : undefined) };

describe('the words of a bulk edit', () => {
  it.each<[BulkEditView['change'], string]>([
    [{ price: { percent: '5', round } }, 'Prices +5%'],
    [
      { price: { percent: '-12.5', round: { ...round, step_minor: 100, less_minor: 1 } } },
      'Prices −12.5%, rounded to end in 0.99',
    ],
    [{ price: { percent: '0', round: { ...round, step_minor: 5, way: 'up' } } }, 'Prices, rounded up to 0.05'],
    [{ price: { amount_minor: -150, round } }, 'Prices −1.50'],
    [{ price: { set_minor: 123_450, round }, status: 'sold_out' }, 'Prices 1,234.50; status Sold out'],
    [{ shelf: '', low_stock_at: null }, 'No shelf; no low-stock mark'],
    [{ shelf: 'C-09', location_id: 'safe' }, 'Shelf C-09; moved to Safe'],
    [{ location_id: 'gone' }, 'Moved to a location'],
  ])('tell of %o', (change, words) => {
    expect(editWords(change, context)).toBe(words);
  });
});
