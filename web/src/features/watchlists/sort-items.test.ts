import { describe, expect, it } from 'vitest';
import type { AlertView } from '../../../../contract/alerts.ts';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import type { LiveQuote } from '../../lib/live/live-quote.ts';
import { filterItems } from './filter-items.ts';
import { sortItems } from './sort-items.ts';
import { sortKeys } from './view-state.ts';

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
  AAA: { price: '9.50', change_percent: '-1.20', volume: 5, low: '9.00', high: '10.00' },
  BBB: { price: '113482.10', change_percent: '0.40', volume: null, low: null, high: null },
  CCC: { price: '9.50', change_percent: '0.40', volume: 70, low: '9.50', high: '9.50' },
};
const quoteOf = (symbol: string) => quotes[symbol] as LiveQuote | undefined;
const splitsOf = () => [];
const alertsOf = (symbol: string) => alerts.filter(({ stock_symbol }) => stock_symbol === symbol);
const level = (stock_symbol: string, threshold_value: string) => ({
  stock_symbol,
  condition_type: 'PRICE_ABOVE',
  threshold_value,
});
const alerts = [level('AAA', '20'), level('BBB', '114000'), level('AAA', '9.40')] as unknown as readonly AlertView[];
const items = [item('CCC', 0, 'later'), item('DDD', 1), item('AAA', 2, 'Earnings Wed'), item('BBB', 3)];
const order = (sort: Parameters<typeof sortItems>[1]['sort'], dir: 'asc' | 'desc') =>
  sortItems(items, { sort, dir, quoteOf, splitsOf, alertsOf }).map(({ symbol }) => symbol);

describe('sorting a list', () => {
  it("keeps the person's own order without a column", () => {
    expect(sortItems(items, { sort: undefined, dir: undefined, quoteOf, splitsOf, alertsOf })).toBe(items);
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

  it('takes every column, and loses no item by any', () => {
    for (const sort of sortKeys) {
      for (const dir of ['asc', 'desc'] as const)
        expect(order(sort, dir).toSorted()).toEqual(['AAA', 'BBB', 'CCC', 'DDD']);
    }
  });

  it('sorts by the nearest alert, with those without one last either way', () => {
    expect(order('distance', 'asc')).toEqual(['BBB', 'AAA', 'CCC', 'DDD']);
    expect(order('distance', 'desc')).toEqual(['AAA', 'BBB', 'CCC', 'DDD']);
  });

  it('sorts by what became of a price since it was added', () => {
    const added = items.map((one) => Object.assign({}, one, { price_at_add: one.symbol === 'AAA' ? '10.00' : '9.00' }));
    const known = { quoteOf, splitsOf, alertsOf };
    expect(sortItems(added, { sort: 'since', dir: 'asc', ...known })[0]?.symbol).toBe('AAA');
    expect(sortItems(added, { sort: 'since', dir: 'desc', ...known })[0]?.symbol).toBe('BBB');
  });
});

describe('filtering a list', () => {
  it('needs every word, in symbol, name or note, whatever the case', () => {
    expect(filterItems(items, { filter: 'EARN aaa' }).map(({ symbol }) => symbol)).toEqual(['AAA']);
    expect(filterItems(items, { filter: 'company' })).toHaveLength(4);
    expect(filterItems(items, { filter: ' ' })).toBe(items);
    expect(filterItems(items, { filter: 'zzz' })).toEqual([]);
  });

  it('keeps a flag, any flag, or a section', () => {
    const marked = items.map((one, at) =>
      Object.assign({}, one, { flag: at === 0 ? ('red' as const) : null, section: at < 2 ? 'Ideas' : '' }),
    );
    expect(filterItems(marked, { flag: 'red' })).toHaveLength(1);
    expect(filterItems(marked, { flag: 'blue' })).toHaveLength(0);
    expect(filterItems(marked, { flag: 'any', section: 'Ideas' })).toHaveLength(1);
    expect(filterItems(marked, { section: 'Ideas' })).toHaveLength(2);
  });
});
