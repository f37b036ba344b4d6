import { describe, expect, it } from 'vitest';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import type { LiveQuote } from '../../lib/live/live-quote.ts';
import { filterItems, sortItems } from './sort-items.ts';

const item = (symbol: string, position: number, note = ''): WatchlistItemView => ({
  symbol,
  position,
  note,
  section: '',
  flag: null,
  price_above: null,
  price_below: null,
  price_at_add: null,
  added_at: '2026-11-20T14:00:00.000Z',
  quote: null,
  instrument: {
    symbol,
    name: `${symbol} Company`,
    kind: 'stock',
    exchange: 'XNAS',
    currency: 'USD',
    price_decimals: 2,
    status: 'active',
    market_cap: null,
  },
});
const quotes: Record<string, Partial<LiveQuote>> = {
  AAA: { price: '9.50', change_percent: '-1.20', volume: 5 },
  BBB: { price: '113482.10', change_percent: '0.40', volume: null },
  CCC: { price: '9.50', change_percent: '0.40', volume: 70 },
};
const quoteOf = (symbol: string) => quotes[symbol] as LiveQuote | undefined;
const items = [item('CCC', 0, 'later'), item('DDD', 1), item('AAA', 2, 'Earnings Wed'), item('BBB', 3)];
const order = (sort: Parameters<typeof sortItems>[1]['sort'], dir: 'asc' | 'desc') =>
  sortItems(items, { sort, dir, quoteOf }).map(({ symbol }) => symbol);

describe('sorting a list', () => {
  it("keeps the person's own order without a column", () => {
    expect(sortItems(items, { sort: undefined, dir: undefined, quoteOf })).toBe(items);
  });

  it('compares prices as numbers, and puts the unknown last either way', () => {
    expect(order('price', 'desc')).toEqual(['BBB', 'CCC', 'AAA', 'DDD']);
    expect(order('price', 'asc')).toEqual(['CCC', 'AAA', 'BBB', 'DDD']);
    expect(order('volume', 'desc')).toEqual(['CCC', 'AAA', 'DDD', 'BBB']);
  });

  it('keeps equal ones in the own order', () => {
    expect(order('change_percent', 'desc')).toEqual(['CCC', 'BBB', 'AAA', 'DDD']);
  });

  it('sorts notes with empty ones last', () => {
    expect(order('note', 'asc')).toEqual(['AAA', 'CCC', 'DDD', 'BBB']);
  });
});

describe('filtering a list', () => {
  it('needs every word, in symbol, name or note, whatever the case', () => {
    expect(filterItems(items, 'EARN aaa').map(({ symbol }) => symbol)).toEqual(['AAA']);
    expect(filterItems(items, 'company')).toHaveLength(4);
    expect(filterItems(items, ' ')).toBe(items);
    expect(filterItems(items, 'zzz')).toEqual([]);
  });
});
