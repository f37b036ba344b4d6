import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { ImportError } from '../import/import-error.ts';
import { importDetails, importSummary } from '../import/import-report.ts';
import type { ImportPlan } from '../import/plan-import.ts';
import { type Listing, readListing } from '../import/read-listing.ts';
import { market } from '../tables.ts';
import { importSymbols } from './import-symbols.ts';
import { seedInstruments } from './seed-instruments.ts';

const AAPL = 'AAPL|Apple Inc. - Common Stock|Q|N|N|100|N|N';
const NEWC = 'NEWC|Newcomer Holdings, Inc. - Class A Common Stock|S|N|N|100|N|N';

function nasdaq(...rows: readonly string[]): Promise<Listing> {
  const header = 'Symbol|Security Name|Market Category|Test Issue|Financial Status|Round Lot Size|ETF|NextShares';
  return listing('nasdaqlisted.txt', [header, ...rows]);
}
function others(...rows: readonly string[]): Promise<Listing> {
  const header = 'ACT Symbol|Security Name|Exchange|CQS Symbol|ETF|Round Lot Size|Test Issue|NASDAQ Symbol';
  return listing('otherlisted.txt', [header, ...rows]);
}
async function listing(file: string, rows: readonly string[]): Promise<Listing> {
  return readListing(file, inOnePiece([...rows, 'File Creation Time: 0731202621:31|||||||', ''].join('\n')));
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

describe('importing symbols', () => {
  it('adds what is new, and the same list again changes nothing', async () => {
    await using database = await freshDatabase();
    const list = await nasdaq(AAPL, NEWC);
    const first = await take(database, list);
    expect(first.added.map(({ line, symbol }) => [line, symbol])).toEqual([
      [2, 'AAPL'],
      [3, 'NEWC'],
    ]);
    expect(await stored(database, 'NEWC')).toMatchObject({
      name: 'Newcomer Holdings',
      official_name: 'Newcomer Holdings, Inc. - Class A Common Stock',
      exchange: 'XNAS',
      origin: 'import',
    });
    const again = await take(database, list);
    expect(again).toMatchObject({ added: [], changed: [], unchanged: 2, inactive: [], rows: [] });
  });

  it('keeps our short names, sizes and prices, and what an administrator wrote', async () => {
    await using database = await freshDatabase();
    await seedInstruments(database.platform());
    const before = await stored(database, 'AAPL');
    await take(database, await nasdaq(AAPL));
    expect(await stored(database, 'AAPL')).toMatchObject({
      id: before?.id,
      name: 'Apple',
      official_name: 'Apple Inc. - Common Stock',
      market_cap: before?.market_cap,
      anchor_price: before?.anchor_price,
    });
    await market(database.db)
      .updateTable('instruments')
      .set({ name: 'Ours', origin: 'admin' })
      .where('symbol', '=', 'AAPL')
      .execute();
    await take(database, await nasdaq('AAPL|Apple Renamed Inc. - Common Stock|Q|N|N|100|N|N'));
    expect(await stored(database, 'AAPL')).toMatchObject({ name: 'Ours', origin: 'admin' });
  });

  it('makes inactive what its venue lists no more, keeps the row, and wakes it when it returns', async () => {
    await using database = await freshDatabase();
    await take(database, await nasdaq(AAPL, NEWC), await others('GE|GE Aerospace Common Stock|N|GE|N|100|N|GE'));
    const id = (await stored(database, 'NEWC'))?.id;

    const gone = await take(database, await nasdaq(AAPL));
    expect(gone.inactive.map((row) => row.symbol)).toEqual(['NEWC']);
    expect(await stored(database, 'NEWC')).toMatchObject({ id, status: 'inactive' });
    expect(await stored(database, 'GE')).toMatchObject({ status: 'active' }); // another venue's

    const back = await take(database, await nasdaq(AAPL, NEWC));
    expect(back.changed.map(({ symbol, detail }) => [symbol, detail])).toEqual([['NEWC', 'status inactive -> active']]);
    expect(await stored(database, 'NEWC')).toMatchObject({ id, status: 'active' });
  });

  it('retires dated names without a venue only when every US venue was listed', async () => {
    await using database = await freshDatabase();
    await seedInstruments(database.platform());
    const dated = await market(database.db)
      .selectFrom('instruments')
      .select('symbol')
      .where('exchange', 'is', null)
      .where('kind', '=', 'stock')
      .where('status', '=', 'active')
      .executeTakeFirstOrThrow();
    expect((await take(database, await nasdaq(AAPL))).inactive.map((row) => row.symbol)).not.toContain(dated.symbol);
    const whole = await take(
      database,
      await nasdaq(AAPL),
      await others('GE|GE Aerospace Common Stock|N|GE|N|100|N|GE'),
    );
    expect(whole.inactive.map((row) => row.symbol)).toContain(dated.symbol);
    for (const symbol of ['BTC-USD', 'SPX', 'SAP.DE'])
      expect(await stored(database, symbol)).toMatchObject({ status: 'active' });
    expect(await seedInstruments(database.platform())).toEqual({ added: 0, changed: 0 });
  });

  it('follows a share that moves to another venue', async () => {
    await using database = await freshDatabase();
    await take(database, await others('WMT|Walmart Inc. Common Stock|N|WMT|N|100|N|WMT'));
    const plan = await take(database, await nasdaq('WMT|Walmart Inc. - Common Stock|Q|N|N|100|N|N'), await others());
    expect(plan.inactive).toEqual([]);
    expect(await stored(database, 'WMT')).toMatchObject({ exchange: 'XNAS', status: 'active' });
  });

  it('takes a symbol once when two lists name it, and leaves our indices alone', async () => {
    await using database = await freshDatabase();
    await seedInstruments(database.platform());
    const plan = await take(
      database,
      await nasdaq(AAPL, 'SPX|Sphinx Corp. - Common Stock|Q|N|N|100|N|N'),
      await others('AAPL|Apple Again Common Stock|N|AAPL|N|100|N|AAPL'),
    );
    expect(plan.rejected.map(({ file, line, symbol, detail }) => [file, line, symbol, detail])).toEqual([
      ['otherlisted.txt', 2, 'AAPL', 'stands in line 2 of nasdaqlisted.txt already'],
      ['nasdaqlisted.txt', 3, 'SPX', 'is the symbol of our index S&P 500'],
    ]);
    expect(await stored(database, 'SPX')).toMatchObject({ kind: 'index' });
  });

  it('refuses a list that lacks most of what was there, and writes nothing', async () => {
    await using database = await freshDatabase();
    const rows = Array.from(
      { length: 400 },
      (_, number) => `${letters(number)}|Company ${number} - Common Stock|Q|N|N|100|N|N`,
    );
    await take(database, await nasdaq(...rows));
    const cut = await nasdaq(NEWC, ...rows.slice(0, 200));
    const refused = importSymbols(database.platform(), [cut], { allow_large_change: false });
    await expect(refused).rejects.toThrow(ImportError);
    await expect(refused).rejects.toThrow(/lack 200 of 400/);
    expect(await stored(database, 'NEWC')).toBeUndefined();
    expect((await take(database, cut)).inactive).toHaveLength(200);
  });

  it('writes all or nothing', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const broken = {
      ...platform,
      signals: { ...platform.signals, send: () => Promise.reject(new Error('cut')) },
    };
    await expect(importSymbols(broken, [await nasdaq(AAPL, NEWC)], { allow_large_change: false })).rejects.toThrow(
      'cut',
    );
    expect(await stored(database, 'AAPL')).toBeUndefined();
  });

  it('reports in words for a person and as CSV for a program', async () => {
    await using database = await freshDatabase();
    const list = await nasdaq(AAPL, 'B D|Bad|Q|N|N|100|N|N', 'EVIL|=cmd() Corp. - Common Stock|Q|N|N|100|N|N');
    const plan = await take(database, list);
    const summary = importSummary(plan, [list]);
    expect(summary).toContain('2 added, 0 changed, 0 renamed, 0 unchanged, 0 inactive, 1 rejected');
    expect(summary).toContain('nasdaqlisted.txt:3 B D has a symbol of other signs');
    const details = importDetails(plan).split('\r\n');
    expect(details).toContain('added,nasdaqlisted.txt,2,AAPL,Apple Inc. - Common Stock');
    expect(details).toContain("added,nasdaqlisted.txt,4,EVIL,'=cmd() Corp. - Common Stock");
  });
});

/** 0 is AAAA, 1 is AAAB, … */
function letters(number: number): string {
  const digits = number.toString(26).padStart(4, '0');
  return Array.from(digits, (digit) => String.fromCharCode(65 + Number.parseInt(digit, 26))).join('');
}
