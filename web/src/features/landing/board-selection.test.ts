import { describe, expect, it } from 'vitest';
import type { StockView } from '../../../../contract/market.ts';
import { BOARD_ROWS, rowsOf } from './board-selection.ts';

function stocks(...symbols: string[]): StockView[] {
  return symbols.map((symbol) => ({ symbol, name: `Company ${symbol}` }) as StockView);
}
const many = stocks(...Array.from({ length: 20 }, (_, index) => `S${index}`));
const symbolsOf = (rows: readonly StockView[]) => rows.map((row) => row.symbol);

describe("the front page's board", () => {
  it('mixes kinds, the familiar ones of each first', () => {
    const largest = {
      stock: many,
      index: stocks('AEX', 'DJI', 'SPX'),
      coin: stocks('BTC-USD', 'ETH-USD'),
      currency: stocks('AUD-USD', 'EUR-USD'),
      commodity: stocks('WTI-USD', 'XAU-USD'),
    };
    expect(symbolsOf(rowsOf('everything', largest))).toEqual([
      'S0',
      'S1',
      'S2',
      'SPX',
      'BTC-USD',
      'ETH-USD',
      'EUR-USD',
      'XAU-USD',
      'DJI',
      'S3',
    ]);
  });

  it('fills the places of kinds that are not there with further stocks, each once', () => {
    const rows = symbolsOf(rowsOf('everything', { stock: many }));
    expect(rows).toHaveLength(BOARD_ROWS);
    expect(new Set(rows).size).toBe(BOARD_ROWS);
  });

  it('shows a company once, whatever classes of shares it has', () => {
    const alphabet = [
      { symbol: 'GOOG', name: 'Alphabet Class C' },
      { symbol: 'GOOGL', name: 'Alphabet' },
    ] as StockView[];
    expect(symbolsOf(rowsOf('stock', { stock: [...alphabet, ...stocks('MSFT')] }))).toEqual(['GOOGL', 'MSFT']);
    expect(symbolsOf(rowsOf('everything', { stock: alphabet }))).toEqual(['GOOGL']);
  });

  it('shows one kind alone in the order of the server', () => {
    expect(symbolsOf(rowsOf('stock', { stock: many }))).toEqual(symbolsOf(many.slice(0, BOARD_ROWS)));
    expect(rowsOf('coin', {})).toEqual([]);
  });
});
