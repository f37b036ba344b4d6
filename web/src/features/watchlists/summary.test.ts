import { describe, expect, it } from 'vitest';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import type { LiveQuote } from '../../lib/live/live-quote.ts';
import { summarise } from './summary.ts';

const added_at = new Date().toISOString();
const items = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE'].map((symbol) => ({
  symbol,
  added_at,
  price_at_add: symbol === 'AAA' ? '100.00' : symbol === 'BBB' ? '50.00' : null,
})) as unknown as WatchlistItemView[];
const quotes: Record<string, Partial<LiveQuote>> = {
  AAA: { price: '110.00', change_percent: '1.00' },
  BBB: { price: '49.00', change_percent: '-2.25' },
  CCC: { price: '9.00', change_percent: '0.00' },
  DDD: { price: '9.00', change_percent: null },
};
const known = {
  quoteOf: (symbol: string) => quotes[symbol] as LiveQuote | undefined,
  splitsOf: () => [],
  alertsOf: () => [],
};

describe('the summary of a list', () => {
  it('counts who rose, fell and stood still, and leaves out who has no price', () => {
    expect(summarise(items, known)).toMatchObject({ up: 1, down: 1, flat: 1 });
  });

  it('averages what is known, of the day and since added', () => {
    expect(summarise(items, known)).toMatchObject({ average: '-0.42', average_since: '4.00' });
    expect(summarise(items.slice(3), known)).toMatchObject({ average: null, average_since: null });
  });

  it('names the best and the worst where there are two or more', () => {
    expect(summarise(items, known).best).toEqual({ symbol: 'AAA', change_percent: '1.00' });
    expect(summarise(items, known).worst).toEqual({ symbol: 'BBB', change_percent: '-2.25' });
    expect(summarise(items.slice(0, 1), known)).toMatchObject({ best: null, worst: null });
  });
});
