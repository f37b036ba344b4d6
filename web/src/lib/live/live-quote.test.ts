import { describe, expect, it } from 'vitest';
import { fromRow, withRow } from './live-quote.ts';

describe('a row of combined sources', () => {
  it('names the source of its price, and says when that one is made up', () => {
    const real = fromRow(['AAPL', 1, '189.12', '2.12', 1_790_000_000_000, 'regular', 'alpaca'], 'alpaca+simulator');
    expect(real).toMatchObject({ source: 'alpaca', simulated: false });
    const made_up = withRow(real, ['AAPL', 2, '190.00', null, 1_790_000_005_000, 'regular', 'simulator']);
    expect(made_up).toMatchObject({ source: 'simulator', simulated: true, price: '190.00' });
    const again = made_up && withRow(made_up, ['AAPL', 3, '189.20', '2.20', 1_790_000_010_000, 'regular', 'alpaca']);
    expect(again).toMatchObject({ source: 'alpaca', simulated: false });
  });

  it('without a name is of the source that was held, late as that one is', () => {
    const held = { ...fromRow(['AAPL', 1, '189.12', null, 1_790_000_000_000], 'yahoo'), delay_ms: 900_000 };
    const next = withRow(held, ['AAPL', 2, '189.20', null, 1_790_000_005_000]);
    expect(next).toMatchObject({ source: 'yahoo', delay_ms: 900_000, freshness: 'delayed' });
  });
});
