import { describe, expect, it } from 'vitest';
import type { AdminStock } from '../../lib/queries/admin.ts';
import { changesOf, instrumentProblems, readInstrument } from './read-instrument.ts';

const typed = {
  symbol: ' acme ',
  name: 'Acme ',
  exchange: 'xnas',
  currency: 'usd',
  price_decimals: '2',
  market_cap: '1,000,000',
};
const seen: AdminStock = {
  id: '01930a5e-7c1b-7d3e-9a44-1f2e3d4c5b6a',
  symbol: 'ACME',
  name: 'Acme',
  kind: 'stock',
  exchange: 'XNAS',
  currency: 'USD',
  price_decimals: 2,
  status: 'active',
  market_cap: 1_000_000,
  official_name: null,
  origin: 'admin',
  former_symbols: [],
  changed_at: '2026-11-20T14:18:04.123Z',
};

describe('the form of an instrument', () => {
  it('reads what people type as the server spells it', () => {
    expect(readInstrument(typed, 'stock')).toEqual({
      symbol: 'ACME',
      name: 'Acme',
      kind: 'stock',
      exchange: 'XNAS',
      currency: 'USD',
      price_decimals: 2,
      market_cap: 1_000_000,
    });
    expect(readInstrument({ ...typed, exchange: '', market_cap: ' ' }, 'coin')).toMatchObject({
      kind: 'coin',
      exchange: null,
      market_cap: null,
    });
  });

  it('sends only what was changed', () => {
    expect(changesOf(seen, readInstrument(typed, 'stock'))).toEqual({});
    expect(changesOf(seen, readInstrument({ ...typed, name: 'Acme Holdings', market_cap: '' }, 'etf'))).toEqual({
      name: 'Acme Holdings',
      kind: 'etf',
      market_cap: null,
    });
  });

  it('names each field that cannot be right', () => {
    const wrong = { symbol: '', name: ' ', exchange: 'NAS', currency: '$', price_decimals: '11', market_cap: '-1' };
    expect(Object.keys(instrumentProblems(wrong))).toEqual(Object.keys(wrong));
    expect(instrumentProblems(typed)).toEqual({});
  });
});
