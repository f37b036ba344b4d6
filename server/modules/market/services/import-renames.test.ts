import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import type { ImportPlan } from '../import/plan-import.ts';
import { type Listing, readListing } from '../import/read-listing.ts';
import { readRenames, type RenameList } from '../import/read-renames.ts';
import { MemoryRegistry } from '../instrument-registry.ts';
import { readInstruments } from '../selectors/read-instruments.ts';
import { market } from '../tables.ts';
import { importSymbols } from './import-symbols.ts';
import { seedInstruments } from './seed-instruments.ts';

const AAPL = 'AAPL|Apple Inc. - Common Stock|Q|N|N|100|N|N';
const NEWC = 'NEWC|Newcomer Holdings, Inc. - Class A Common Stock|S|N|N|100|N|N';

async function nasdaq(...rows: readonly string[]): Promise<Listing> {
  const header = 'Symbol|Security Name|Market Category|Test Issue|Financial Status|Round Lot Size|ETF|NextShares';
  const lines = [header, ...rows, 'File Creation Time: 0731202621:31|||||||', ''];
  return readListing('nasdaqlisted.txt', inOnePiece(lines.join('\n')));
}
async function* inOnePiece(text: string): AsyncGenerator<string> {
  yield text;
}
async function take(database: TestDatabase, ...listings: readonly Listing[]): Promise<ImportPlan> {
  return importSymbols(database.platform(), listings, { allow_large_change: true });
}
async function stored(database: TestDatabase, symbol: string) {
  return market(database.db).selectFrom('instruments').selectAll().where('symbol', '=', symbol).executeTakeFirst();
}

describe('renaming by a list', () => {
  const META = 'META|Meta Platforms, Inc. - Class A Common Stock|Q|N|N|100|N|N';
  const FB = 'FB|ProShares Trust - Something New|G|N|N|100|Y|N';
  const renamesOf = (text: string): Promise<RenameList> => readRenames('renames.csv', inOnePiece(text));

  async function withFb(database: TestDatabase): Promise<string> {
    await take(database, await nasdaq('FB|Facebook, Inc. - Class A Common Stock|Q|N|N|100|N|N'));
    return (await stored(database, 'FB'))?.id ?? '';
  }
  async function rename(database: TestDatabase, text: string, ...listings: readonly Listing[]): Promise<ImportPlan> {
    return importSymbols(database.platform(), listings, {
      allow_large_change: true,
      renames: await renamesOf(text),
    });
  }
  const registryOf = async (database: TestDatabase): Promise<MemoryRegistry> => {
    const registry = new MemoryRegistry();
    registry.merge(await readInstruments(database.db, null));
    return registry;
  };

  it('keeps the instrument, and lets its old symbol find it', async () => {
    await using database = await freshDatabase();
    const id = await withFb(database);
    const plan = await rename(database, 'old,new\nFB,META\n', await nasdaq(META));
    expect(plan.renamed).toEqual([{ file: 'renames.csv', line: 2, symbol: 'FB', detail: 'is META now' }]);
    expect(plan).toMatchObject({ added: [], inactive: [], rejected: [] });
    const registry = await registryOf(database);
    expect(registry.find('fb')).toMatchObject({ id, symbol: 'META', name: 'Meta', status: 'active' });
    expect(await rename(database, 'FB,META', await nasdaq(META))).toMatchObject({ rows: [], rejected: [] });
  });

  it('gives the old symbol to a newcomer who bears it, and not to a list that is a day late', async () => {
    await using database = await freshDatabase();
    const id = await withFb(database);
    await rename(database, 'FB,META');
    const late = await take(database, await nasdaq('FB|Facebook, Inc. - Class A Common Stock|Q|N|N|100|N|N'));
    expect(late).toMatchObject({ added: [], inactive: [], unchanged: 1 });
    const both = await take(database, await nasdaq(META, FB));
    expect(both.added.map(({ symbol }) => symbol)).toEqual(['FB']);
    const registry = await registryOf(database);
    expect(registry.find('META')?.id).toBe(id);
    expect(registry.find('FB')?.id).not.toBe(id);
  });

  it('takes a chain in its order, and says of each line that cannot be done why', async () => {
    await using database = await freshDatabase();
    await take(database, await nasdaq(AAPL, NEWC));
    const plan = await rename(database, 'NEWC,OTHR\nAAPL,NEWC\nGONE,HERE\nNEWC\nOTHR,NEWC\nNEWC,NEWC\n');
    expect(plan.renamed.map(({ symbol, detail }) => `${symbol} ${detail}`)).toEqual([
      'NEWC is OTHR now',
      'AAPL is NEWC now',
    ]);
    expect(plan.rejected.map(({ line, detail }) => `${line} ${detail}`)).toEqual([
      '4 needs two columns: the symbol before and the symbol after',
      '6 is the same symbol twice',
      '3 is no symbol we have',
      '5 cannot become NEWC: that is Apple',
    ]);
    const registry = await registryOf(database);
    expect(registry.find('AAPL')?.symbol).toBe('NEWC');
    expect(registry.find('NEWC')?.name).toBe('Apple');
  });

  it('does not bring a renamed instrument back under the symbol we ship', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    await seedInstruments(platform);
    await rename(database, 'AAPL,AAPLX');
    expect(await seedInstruments(platform)).toEqual({ added: 0, changed: 0 });
    expect(await stored(database, 'AAPL')).toBeUndefined();
  });
});
