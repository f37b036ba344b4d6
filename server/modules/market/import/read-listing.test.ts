import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ImportError } from './import-error.ts';
import { openSource } from './open-source.ts';
import { type Listing, readListing } from './read-listing.ts';

const NASDAQ = 'Symbol|Security Name|Market Category|Test Issue|Financial Status|Round Lot Size|ETF|NextShares';
const OTHER = 'ACT Symbol|Security Name|Exchange|CQS Symbol|ETF|Round Lot Size|Test Issue|NASDAQ Symbol';
const FOOTER = 'File Creation Time: 0731202621:31|||||||';

async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}
function read(lines: readonly string[], length = 1_000): Promise<Listing> {
  return readListing('list.txt', inPieces(`${lines.join('\r\n')}\r\n`, length));
}

describe('reading a list', () => {
  it('takes nasdaqlisted.txt without its footer and test issues', async () => {
    const listing = await read([
      NASDAQ,
      'AAPL|Apple Inc. - Common Stock|Q|N|N|100|N|N',
      'QQQ|Invesco QQQ Trust, Series 1|G|N|N|100|Y|N',
      'ZXYZ.A|Nasdaq Symbology Test Common Stock|Q|Y|N|100||N',
      'ACQUW|Acme Acquisition Corp. - Warrants|S|N|N|100|N|N',
      FOOTER,
    ]);
    expect(listing).toMatchObject({ venues: ['XNAS'], test_issues: 1, rejected: [] });
    expect(
      listing.rows.map(({ line, symbol, name, kind, security_class, exchange }) => [
        line,
        symbol,
        name,
        kind,
        security_class,
        exchange,
      ]),
    ).toEqual([
      [2, 'AAPL', 'Apple', 'stock', 'common', 'XNAS'],
      [3, 'QQQ', 'Invesco QQQ Trust, Series 1', 'etf', 'common', 'XNAS'],
      [5, 'ACQUW', 'Acme Acquisition Warrant', 'stock', 'warrant', 'XNAS'],
    ]);
  });

  it('takes otherlisted.txt with a venue for each row', async () => {
    const listing = await read([
      OTHER,
      'BRK.B|Berkshire Hathaway Inc. New Common Stock|N|BRK.B|N|100|N|BRK.B',
      'SPY|SPDR S&P 500|P|SPY|Y|100|N|SPY',
      'IEFA|iShares Core MSCI EAFE ETF|Z|IEFA|Y|100|N|IEFA',
      'ABR$D|Arbor Realty Trust 6.375% Series D Cumulative Redeemable Preferred Stock|N|ABRpD|N|100|N|ABR-D',
      'IMO|Imperial Oil Limited Common Stock|A|IMO|N|100|N|IMO',
      FOOTER,
    ]);
    expect(listing.rows.map(({ symbol, name, exchange }) => [symbol, name, exchange])).toEqual([
      ['BRK.B', 'Berkshire Hathaway Class B', 'XNYS'],
      ['SPY', 'SPDR S&P 500', 'ARCX'],
      ['IEFA', 'iShares Core MSCI EAFE ETF', 'BATS'],
      ['ABR$D', 'Arbor Realty Trust Preferred D', 'XNYS'],
      ['IMO', 'Imperial Oil', 'XASE'],
    ]);
  });

  it('takes the same columns as CSV, in any order, with quotes and fractions of lots', async () => {
    const listing = await read([
      '\uFEFFACT Symbol,Company Name,Security Name,Exchange,CQS Symbol,ETF,Round Lot Size,Test Issue,NASDAQ Symbol',
      'A,"Agilent Technologies, Inc. Common Stock","Agilent Technologies, Inc. Common Stock",N,A,N,100.0,N,A',
      ',,,,,,,,',
    ]);
    expect(listing.rows).toMatchObject([{ symbol: 'A', name: 'Agilent Technologies', exchange: 'XNYS', line: 2 }]);
    const turned = await read([
      'ETF,Test Issue,Market Category,Symbol,Security Name',
      'N,N,Q,aapl,Apple Inc. - Common Stock',
    ]);
    expect(turned.rows).toMatchObject([{ symbol: 'AAPL', name: 'Apple' }]);
  });

  it('names the line and the reason of every row it does not take', async () => {
    const { rows, rejected } = await read([
      OTHER,
      'OK|Fine Common Stock|N|OK|N|100|N|OK',
      'BAD SYM|Name|N|X|N|100|N|X',
      '|Name|N|X|N|100|N|X',
      'NONAME||N|X|N|100|N|X',
      'WHERE|Name|Q|X|N|100|N|X',
      'SHORT|Name|N',
      'OK|Again|N|OK|N|100|N|OK',
      `LONG|${'x'.repeat(301)}|N|X|N|100|N|X`,
      'MARK|Name|N|X|maybe|100|N|X',
      'CTRL|Na\u0007me|N|X|N|100|N|X',
      FOOTER,
    ]);
    expect(rows.map((row) => row.symbol)).toEqual(['OK']);
    expect(rejected.map(({ line, detail }) => [line, detail])).toEqual([
      [3, 'has a symbol of other signs than letters, digits and . $ -'],
      [4, 'has no symbol'],
      [5, 'has no name'],
      [6, 'has an unknown exchange "Q"'],
      [7, 'has 3 columns instead of 7'],
      [8, 'stands in line 2 already'],
      [9, 'has a name longer than 300 signs'],
      [10, 'has an ETF mark other than Y or N'],
      [11, 'has a name with signs that cannot be read'],
    ]);
  });

  it.each([
    ['a list whose end is missing', [NASDAQ, 'AAPL|Apple Inc. - Common Stock|Q|N|N|100|N|N'], /cut off/],
    ['another table', ['id,email', '1,a@example.org'], /no list we know/],
    ['a web page', ['<!doctype html>', '<p>hello'], /no list we know/],
    ['nothing', [''], /is empty/],
    ['a first line without an end', ['x'.repeat(5_000)], /first line is too long/],
  ])('refuses %s', async (_, lines, message) => {
    await expect(read(lines)).rejects.toThrow(ImportError);
    await expect(read(lines)).rejects.toThrow(message);
  });

  it('rejects an endless row and goes on', async () => {
    const { rows, rejected } = await read([
      'Symbol,Security Name,Market Category,Test Issue,ETF',
      `BIG,${'y'.repeat(9_000)},Q,N,N`,
      'AAPL,Apple Inc. - Common Stock,Q,N,N',
    ]);
    expect(rejected.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.name.length <= 120)).toBe(true);
  });

  it('reads the same however the text is cut into pieces', async () => {
    const lines = [NASDAQ, 'AAPL|Apple Inc. - Common Stock|Q|N|N|100|N|N', 'A B|Bad|Q|N|N|100|N|N', FOOTER];
    const whole = await read(lines);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (length) => {
        expect(await read(lines, length)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('answers any text with rows, rejections or a refusal, never a crash', async () => {
    const cell = fc.string({ unit: 'binary', maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 8 }), async (table) => {
        const lines = [NASDAQ.replaceAll('|', ','), ...table.map((cells) => cells.join(','))];
        const outcome = await read(lines).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ImportError);
      }),
      { numRuns: 200 },
    );
  });
});

describe('where lists come from', () => {
  it.each([
    ['http://127.0.0.1:9/list.txt', /only https/],
    ['ftp://example.org/list.txt', /only https/],
    ['/nowhere/list.txt', /cannot be read/],
  ])('%s is refused in a sentence', async (source, message) => {
    await expect(readListing('list', openSource(source))).rejects.toThrow(message);
    await expect(readListing('list', openSource(source))).rejects.toThrow(ImportError);
  });
});
