import type { Instrument } from '../market/index.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../contract/errors.ts';
import type { WatchlistItemView } from '../../../contract/watchlists.ts';
import { readCsv, writeCsv } from './csv.ts';
import type { MarketDoor } from './watchlist.ts';

const listed = new Map(
  ['AAPL', 'MSFT', 'BRK.B'].map((symbol) => [symbol, { id: symbol, symbol, status: 'active' } as Instrument]),
);
const market: MarketDoor = {
  find: (symbol) => listed.get(symbol.toUpperCase()),
  byId: (id) => listed.get(id),
  view: () => {
    throw new Error('reading a file shows no instrument');
  },
  quote: () => null,
  quoteTexts: () => ({ json: [], mark: '' }),
  onChange: () => () => undefined,
};

function rowsOf(csv: string): unknown {
  try {
    readCsv(market, csv);
  } catch (error) {
    if (error instanceof AppError && error.code === 'csv_invalid') return error.detail['rows'];
    throw error;
  }
  return [];
}

const item = (note: string): WatchlistItemView => ({
  symbol: 'AAPL',
  position: 0,
  section: '',
  flag: null,
  note,
  price_above: '200.00',
  price_below: null,
  price_at_add: '187.23',
  added_at: '2026-01-02T03:04:05.678Z',
  instrument: {
    symbol: 'AAPL',
    name: 'Apple',
    kind: 'stock',
    exchange: 'XNAS',
    currency: 'USD',
    price_decimals: 2,
    status: 'active',
    market_cap: null,
  },
  quote: null,
});

describe('reading a watchlist from CSV', () => {
  it('takes a file with nothing but symbols', () => {
    const items = readCsv(market, 'symbol\nAAPL\nmsft\n');
    expect(items.map((row) => row.instrument.symbol)).toEqual(['AAPL', 'MSFT']);
    expect(items[0]).toMatchObject({ note: undefined, price_above: undefined, price_below: undefined });
  });

  it('takes semicolons, tabs, a byte order mark and headers in any case', () => {
    expect(readCsv(market, '\uFEFFSymbol;Note\r\nAAPL;"a; b"\r\n')[0]).toMatchObject({ note: 'a; b' });
    expect(readCsv(market, 'SYMBOL\tNOTE\nAAPL\thello\n')[0]).toMatchObject({ note: 'hello' });
  });

  it('takes a TradingView list with its sections, and what Yahoo exports, in their spellings', () => {
    const listed = readCsv(market, '###Tech,NASDAQ:AAPL,NASDAQ:MSFT,###Value,NYSE:BRK.B');
    expect(listed.map((row) => [row.instrument.symbol, row.section])).toEqual([
      ['AAPL', 'Tech'],
      ['MSFT', 'Tech'],
      ['BRK.B', 'Value'],
    ]);
    const yahoo =
      'Symbol,Current Price,Date,High Limit,Low Limit,Comment\nAAPL,190.1,2026/01/02,200,150,"Trim, then wait"\n';
    expect(readCsv(market, yahoo)[0]).toMatchObject({
      note: 'Trim, then wait',
      price_above: '200',
      price_below: '150',
    });
  });

  it('names every row that fails with its line, column, value and what is accepted', () => {
    const csv = 'symbol,price_above,price_below,flag\nAAPL,10,20,\nNOPE,1,,\nMSFT,-3,abc,pink\nAAPL,,,\n';
    expect(rowsOf(csv)).toMatchObject([
      { row: 2, column: 'price_above', code: 'marks_crossed' },
      { row: 3, column: 'symbol', value: 'NOPE', code: 'unknown_symbol' },
      { row: 4, column: 'flag', value: 'pink', code: 'unknown_flag' },
      { row: 4, column: 'price_above', value: '-3', code: 'not_a_price' },
      { row: 4, column: 'price_below', value: 'abc', code: 'not_a_price' },
      { row: 5, column: 'symbol', value: 'AAPL', code: 'duplicate' },
    ]);
  });

  it('refuses a file without a symbol column, without rows, or with an open quote', () => {
    expect(rowsOf('ticker\nAAPL\n')).toMatchObject([{ code: 'header' }]);
    expect(rowsOf('symbol\n')).toMatchObject([{ code: 'header' }]);
    expect(rowsOf('symbol,note\nAAPL,"open\n')).toMatchObject([{ code: 'unreadable' }]);
  });

  it('refuses a header that would make every row slow to read, before it is read', () => {
    const wide = (columns: number): string => `symbol${',x'.repeat(columns - 1)}\n${'AAPL\n'.repeat(500)}`;
    expect(rowsOf(wide(4000))).toMatchObject([{ code: 'too_many_columns' }]);
    expect(rowsOf(`\n${wide(60_000)}`)).toMatchObject([{ row: 2, code: 'line_too_long' }]);
  });

  it('refuses text that a form would refuse, before it reaches the database', () => {
    for (const note of ['a\u0000b', 'a\u0001b'])
      expect(rowsOf(`symbol,note\nAAPL,"${note}"\n`)).toMatchObject([{ column: 'note', code: 'control_characters' }]);
    expect(rowsOf(`symbol,section\nAAPL,${'x'.repeat(41)}\n`)).toMatchObject([{ column: 'section', code: 'too_long' }]);
  });

  it('never fails but by refusing, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) =>
        Array.isArray(rowsOf(`symbol,note\n${text}`)),
      ),
    );
  });
});

describe('writing a watchlist as CSV', () => {
  it('gives back every note it was given', () => {
    const unit = fc.oneof(
      fc.constantFrom("'", '"', '=', '-', '＝', ',', ';', '\t', '\n'),
      fc.string({ unit: 'grapheme' }),
    );
    const note = fc.array(unit, { maxLength: 20 }).map((parts) => parts.join('').trim().slice(0, 500).toWellFormed());
    fc.assert(fc.property(note, (text) => readCsv(market, writeCsv([item(text)]))[0]?.note === text));
  });

  it('never writes a cell that a spreadsheet would run', () => {
    const hostile = fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'), fc.string())
      .map((parts) => parts.join(''))
      .filter((text) => !/^-\d+(\.\d+)?$/.test(text)); // a number is what it is
    fc.assert(
      fc.property(hostile, (text) => {
        const cells =
          writeCsv([item(text)])
            .split('\r\n')[1]
            ?.slice('AAPL,,,'.length) ?? '';
        expect(cells.replace(/^"/, '').startsWith("'")).toBe(true);
      }),
    );
  });
});
