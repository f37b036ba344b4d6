import { describe, expect, it } from 'vitest';
import { chosenSymbols } from './topics.ts';

describe('the first list', () => {
  it('holds the chosen topics in the order of the page, then what was named, each once', () => {
    expect(chosenSymbols(new Set(['crypto', 'tech']), ['NFLX', 'AAPL'])).toEqual([
      'AAPL',
      'NVDA',
      'MSFT',
      'AMD',
      'BTC-USD',
      'ETH-USD',
      'SOL-USD',
      'NFLX',
    ]);
  });

  it('is empty when nothing is chosen', () => {
    expect(chosenSymbols(new Set(), [])).toEqual([]);
  });
});
