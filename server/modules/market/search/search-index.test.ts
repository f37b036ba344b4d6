import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anInstrument } from '../../../../test/support/instruments.ts';
import type { Instrument } from '../instrument.ts';
import { shippedInstruments } from '../services/seed-instruments.ts';
import { entryOf } from './search-entry.ts';
import { type HitPage, SearchIndex } from './search-index.ts';
import { sizeKeyOf } from './size-order.ts';

const shipped = shippedInstruments().map((row, index) => anInstrument(index, row));
const index = indexOf(shipped);
const FIRST_TEN: HitPage = { limit: 10 };

function indexOf(instruments: readonly Instrument[]): SearchIndex {
  return new SearchIndex(instruments.map(entryOf));
}
function symbols(query: string, page = FIRST_TEN, from = index): string[] {
  return from.search(query, {}, page).map((hit) => hit.instrument.symbol);
}

describe('ranking', () => {
  it('puts the exact ticker first, then its beginnings, names, parts of names, and typos', () => {
    const few = indexOf(
      [
        { symbol: 'APPX', name: 'Zeta' },
        { symbol: 'ZZZ', name: 'Happle Farms', market_cap: 9e12 },
        { symbol: 'APP', name: 'Lovin' },
        { symbol: 'QQ', name: 'Appen', market_cap: 1e9 },
        { symbol: 'APO', name: 'Nothing', market_cap: 9e12 },
      ].map((told, number) => anInstrument(number, told)),
    );
    expect(symbols('app', FIRST_TEN, few)).toEqual(['APP', 'APPX', 'QQ', 'ZZZ', 'APO']);
  });

  it('follows a small company’s exact ticker by the well-known name that is one letter away', () => {
    const parts = Array.from({ length: 30 }, (_, at) => ({ symbol: `ST${at}X`, name: `Staples ${at}` }));
    const few = indexOf(
      [
        ...parts,
        { symbol: 'APLE', name: 'Hospitality' },
        { symbol: 'AAPL', name: 'Apple', market_cap: 4e12 },
        { symbol: 'OTHER', name: 'Ample' },
      ].map((told, number) => anInstrument(number, told)),
    );
    for (const typed of ['aple', 'APLE inc'])
      expect(symbols(typed, FIRST_TEN, few).slice(0, 2)).toEqual(['APLE', 'AAPL']);
  });

  it('breaks ties by size, then the share before papers derived from it, then the shorter symbol', () => {
    const told: (Partial<Instrument> & { readonly symbol: string })[] = [
      { symbol: 'ACMEW', security_class: 'warrant' },
      { symbol: 'ACMEU', security_class: 'unit' },
      { symbol: 'ACMES' },
      { symbol: 'ACM$A', security_class: 'preferred' },
      { symbol: 'ACMB', market_cap: 5e9 },
      { symbol: 'ACMY', market_cap: 1e12, currency: 'JPY' },
      { symbol: 'ACME' },
      { symbol: 'AC', status: 'inactive', market_cap: 9e12 },
    ];
    const few = indexOf(told.map((row, number) => anInstrument(number, { ...row, name: `Acme ${number}` })));
    expect(symbols('acm', FIRST_TEN, few)).toEqual(['ACMY', 'ACMB', 'ACME', 'ACMES', 'ACM$A', 'ACMEU', 'ACMEW', 'AC']);
  });

  it('finds an active symbol first under every spelling, and itself among all others', () => {
    for (const { symbol, status } of shipped) {
      const [first] = index.search(symbol.toLowerCase(), {}, { limit: 1 });
      if (status === 'active') expect(first?.instrument.symbol).toBe(symbol);
      else expect(symbols(symbol), symbol).toContain(symbol);
    }
    for (const text of ['BRK.B', 'brk-b', 'BRK/B', 'brk b']) expect(symbols(text)[0], text).toBe('BRK.B');
  });

  it('keeps what is gone behind what is traded', () => {
    expect(symbols('facebook')).toEqual(['META', 'FB']);
    expect(symbols('fb').slice(0, 2)).toEqual(['META', 'FB']);
    expect(symbols('celgene')[0]).toBe('CELG');
  });
});

describe('names', () => {
  it.each([
    ['apple', 'AAPL'],
    ['apple inc', 'AAPL'],
    ['berkshire hathaway', 'BRK.B'],
    ['morgan stanley', 'MS'],
    ['stanley morgan', 'MS'],
    ['coca cola', 'KO'],
    ['cocacola', 'KO'],
    ['at&t', 'T'],
    ['s&p 500', 'SPX'],
    ['loreal', 'OR.PA'],
    ["L'Oréal", 'OR.PA'],
    ['nestle', 'NESN.SW'],
    ['google', 'GOOGL'],
    ['square', 'XYZ'],
    ['bitcoin', 'BTC-USD'],
    ['btc', 'BTC-USD'],
    ['gold', 'XAU-USD'],
    ['jp morgan', 'JPM'],
    ['vanguard total stock', 'VTI'],
    ['total vanguard', 'VTI'],
    ['micro soft', 'MSFT'],
  ])('%s leads to %s', (query, symbol) => {
    expect(symbols(query, { limit: 1 })).toEqual([symbol]);
  });

  it.each([
    ['appel', 'AAPL'],
    ['APPL', 'AAPL'],
    ['TSAL', 'TSLA'],
    ['NVIDA', 'NVDA'],
    ['mircosoft', 'MSFT'],
    ['gogle', 'GOOGL'],
    ['berkshire hathway', 'BRK.B'],
    ['amazn', 'AMZN'],
    ['jonson and jonson', 'JNJ'],
    ['etherium', 'ETH-USD'],
    ['mircos', 'MSFT'],
  ])('%s, mistyped, leads to %s', (query, symbol) => {
    expect(symbols(query, { limit: 1 })).toEqual([symbol]);
  });

  it('finds a large name in the first ten after 95 of 100 single typos', () => {
    const large = shipped.filter(
      (one) => sizeKeyOf(one).size >= 10e9 && one.name.length >= 5 && one.kind !== 'currency',
    );
    let tried = 0;
    let found = 0;
    for (const [number, { name }] of large.entries()) {
      for (let at = number % 5; at < name.length; at += 5) {
        for (const typo of singleTypos(name, at)) {
          tried += 1;
          if (index.search(typo, {}, FIRST_TEN).some((hit) => hit.instrument.name === name)) found += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(3_000);
    expect(found / tried).toBeGreaterThan(0.95);
  });

  it('finds whatever we ship by the words of its name in any order', () => {
    const named = fc
      .constantFrom(...shipped)
      .chain((one) => fc.record({ one: fc.constant(one), words: shuffled(one.name.split(' ').slice(0, 8)) }));
    fc.assert(
      fc.property(named, ({ one, words }) => {
        expect(symbols(words.join(' '), { limit: shipped.length })).toContain(one.symbol);
      }),
      { numRuns: 200 },
    );
  });
});

describe('pages', () => {
  it('show each hit of a query once, in the order of one long page', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'apple', 'gold', 'etf', 'mircosoft', '', 'bank of'),
        fc.integer({ min: 1, max: 60 }),
        (query, limit) => {
          const whole = symbols(query, { limit: 300 });
          const walked: string[] = [];
          let page: HitPage = { limit };
          while (walked.length < whole.length) {
            const hits = index.search(query, {}, page);
            walked.push(...hits.map((hit) => hit.instrument.symbol));
            const last = hits.at(-1);
            if (last === undefined) break;
            page = { limit, after: { step: last.step, size: last.size } };
          }
          expect(walked.slice(0, whole.length)).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lists all by size without a query, and keep to the filters', () => {
    const all = index.search('', {}, { limit: 20_000 });
    expect(all).toHaveLength(shipped.length);
    expect(all[0]?.instrument.symbol).toBe('NVDA');
    expect(index.search('a', { kind: 'coin' }, { limit: 100 }).every((hit) => hit.instrument.kind === 'coin')).toBe(
      true,
    );
    const xetra = index.search('', { exchange: 'XETR' }, { limit: 100 });
    expect(xetra.length).toBeGreaterThan(5);
    expect(xetra.every((hit) => hit.instrument.exchange === 'XETR')).toBe(true);
  });
});

describe('any input', () => {
  it('is answered, and the same way twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (query) => {
        const first = symbols(query);
        expect(symbols(query)).toEqual(first);
        expect(new Set(first).size).toBe(first.length);
      }),
      { numRuns: 300 },
    );
  });
});

function shuffled(words: readonly string[]): fc.Arbitrary<string[]> {
  return fc.shuffledSubarray([...words], { minLength: words.length, maxLength: words.length });
}

/** A deletion, a substitution, an insertion and a swap at one place. */
function singleTypos(name: string, at: number): string[] {
  const letter = String.fromCharCode(97 + ((at * 7 + name.length) % 26));
  const before = name.slice(0, at);
  const swapped = name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
  return [
    before + name.slice(at + 1),
    before + letter + name.slice(at + 1),
    before + letter + name.slice(at),
    before + swapped,
  ];
}
