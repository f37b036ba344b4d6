import { describe, expect, it } from 'vitest';
import { anInstrument } from '../../../../test/support/instruments.ts';
import type { Instrument } from '../instrument.ts';
import { SearchShards } from './search-shards.ts';

/** More than one index of collectibles, all under the same words. */
const CARDS = 9_000;

async function searchOf(told: readonly (Partial<Instrument> & { readonly symbol: string })[]): Promise<SearchShards> {
  const instruments = told.map((row, index) => anInstrument(index, row));
  const at = (index: number): Instrument => instruments[index] ?? anInstrument(index, { symbol: 'NONE' });
  const shards = new SearchShards({ size: instruments.length, at });
  for (const one of instruments) shards.place(one);
  await shards.build();
  return shards;
}

describe('the market search', () => {
  it('puts what is traded before what vendors list where both match alike, on every page', async () => {
    const cards = Array.from({ length: CARDS }, (_, number) => ({
      symbol: `C.${number}`,
      name: 'Amber Drake',
      kind: 'collectible' as const,
    }));
    const traded = [
      { symbol: 'AMBERDRAKESWARRANT', name: 'Amber Drake', security_class: 'warrant' as const },
      { symbol: 'AMBERDRAKEFUND', name: 'Amber Drake', kind: 'etf' as const },
      { symbol: 'AMBERDRAKE-USD', name: 'Amber Drake', kind: 'coin' as const, exchange: 'CRYPTO' },
      { symbol: 'LARGE', name: 'Amber Drake', market_cap: 1e12 },
    ];
    const shards = await searchOf([...cards, ...traded]);
    for (const query of ['amber drake', 'amber', 'drake amb', 'mber', 'ambr drake']) {
      const first = shards.search(query, {}, { limit: 6 }).map(({ instrument }) => instrument.kind);
      expect(first.toSorted(), query).toEqual(['coin', 'collectible', 'collectible', 'etf', 'stock', 'stock']);
      expect(first.slice(4), query).toEqual(['collectible', 'collectible']);
      const [hit] = shards.search(query, {}, { limit: 4 }).slice(-1);
      const next = shards.search(query, {}, { limit: 5, after: hit });
      expect(
        next.map(({ instrument }) => instrument.kind),
        query,
      ).toEqual(next.map(() => 'collectible'));
    }
  });

  it('puts a card that is typed before a company whose name is merely like it', async () => {
    const shards = await searchOf([
      { symbol: 'PKM.1.NM', name: 'Charizard', kind: 'collectible' },
      { symbol: 'CHRZ', name: 'Charizards', market_cap: 1e12 },
    ]);
    expect(shards.search('charizard', {}, { limit: 1 })[0]?.instrument.symbol).toBe('PKM.1.NM');
  });
});
