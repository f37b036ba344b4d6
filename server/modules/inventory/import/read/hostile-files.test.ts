import { describe, expect, it } from 'vitest';
import { readFile, refusalOf } from '../../../../../test/support/import-files.ts';

/** Files as they come from spreadsheets of many countries, cut off, mangled or not tables at all. */

const HEAD = 'Name,Set,Number,Condition,Quantity,Price';
const ROW = 'Charizard,Base Set,4/102,NM,2,249.00';
const table = (...rows: string[]): string => [HEAD, ...rows, ''].join('\n');

/** Name, number, condition, pieces and price in minor units of each row. */
async function rowsOf(file: string | Buffer): Promise<unknown[][]> {
  const { drafts, told } = await readFile(file);
  expect(told).toEqual([]);
  return drafts.map(({ facts, condition, quantity, price_minor }) => [
    facts.name,
    facts.collector_number,
    condition,
    quantity !== null && 'level' in quantity ? quantity.level : quantity,
    price_minor,
  ]);
}
const CHARIZARD = ['Charizard', '4/102', 'NM', 2, 24900];

describe('a file whose bytes are unusual', () => {
  it.each<[string, Buffer]>([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${table(ROW)}`)],
    ['UTF-16, little-endian, with its mark', Buffer.from(`\ufeff${table(ROW)}`, 'utf16le')],
    ['UTF-16, big-endian, with its mark', Buffer.from(`\ufeff${table(ROW)}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(table(ROW), 'utf16le')],
    ['line ends of Windows', Buffer.from(table(ROW).replaceAll('\n', '\r\n'))],
    ['line ends of old Macs', Buffer.from(table(ROW).replaceAll('\n', '\r'))],
    ['three kinds of line ends', Buffer.from(`${HEAD}\r\n\r\r\n\n${ROW}\r`)],
    ['no line end after the last row', Buffer.from(`${HEAD}\n${ROW}`)],
    ['every cell in quotes', Buffer.from(table(ROW).replace(/[^,\n]+/g, '"$&"'))],
    ['spaces around cells and quotes', Buffer.from(table(' Charizard , "Base Set" ,4/102 , "NM" , 2, 249.00 '))],
    ['tabs between cells', Buffer.from(table(ROW).replaceAll(',', '\t'))],
    ['semicolons between cells', Buffer.from(table(ROW).replaceAll(',', ';'))],
    ['bars between cells', Buffer.from(table(ROW).replaceAll(',', '|'))],
    ['a line for Excel that names the separator', Buffer.from(`sep=;\r\n${table(ROW).replaceAll(',', ';')}`)],
    ['notes above the headers', Buffer.from(`My stock,,,,,\nExported 2026-11-20,,,,,\n\n${table(ROW)}`)],
    ['empty rows and rows of separators between', Buffer.from(`${HEAD}\n,,,,,\n\n${ROW}\n,,,,,\n`)],
  ])('is read: %s', async (_, bytes) => {
    expect(await rowsOf(bytes)).toEqual([CHARIZARD]);
  });

  it('is read in Windows-1252 where it is no UTF-8', async () => {
    const { recognised, drafts } = await readFile(Buffer.from('Name;Preis\nFlabébé;12,50 \x80\n', 'latin1'));
    expect(recognised.encoding).toBe('windows-1252');
    expect([drafts[0]?.facts.name, drafts[0]?.price_minor, drafts[0]?.currency]).toEqual(['Flabébé', 1250, 'EUR']);
  });

  it('is read in Windows-1252 where nothing of it is UTF-8, however long it is', async () => {
    const { recognised } = await readFile(
      Buffer.concat([Buffer.from('Name;Preis\nMew;1\n'), Buffer.alloc(8 * 1024 * 1024, 0xff)]),
    );
    expect([recognised.encoding, recognised.rows]).toEqual(['windows-1252', 2]);
  });

  it('stays UTF-8 where it was cut off inside a character', async () => {
    const whole = Buffer.from(`${HEAD}\nFlabébé,Base Set,1,NM,1,1.00\nFlabé`);
    const { recognised, drafts, told } = await readFile(whole.subarray(0, -1));
    expect(recognised.encoding).toBe('utf-8');
    expect(drafts[0]?.facts.name).toBe('Flabébé');
    expect(told).toEqual(['3  cells_missing']);
  });

  it('names the cell in which a character was lost', async () => {
    const whole = Buffer.from(`${HEAD}\n${'Flabébé,Base Set,1,NM,1,1.00\n'.repeat(5)}`);
    const bytes = Buffer.concat([whole, Buffer.from('Flab\xff,Base Set,2,NM,1,1.00\n', 'latin1')]);
    expect((await readFile(bytes)).told.at(-1)).toBe('7 Name character_broken');
  });
});

describe('a row that cannot be taken apart', () => {
  it('is named by the line where its quote opens, and takes no other row along', async () => {
    const { told, drafts } = await readFile(table('"Pikachu,Base Set,58,NM,1,5.00', ROW, 'Mew,Promo,8,NM,1,9.00'));
    expect(told).toEqual(['2  quote_unclosed']);
    expect(drafts.map(({ line, facts }) => [line, facts.name])).toEqual([
      [3, 'Charizard'],
      [4, 'Mew'],
    ]);
  });

  it('is named where a later quote seems to close it', async () => {
    const { told, drafts } = await readFile(table('"Pikachu,Base Set,58,NM,1,5.00', '"Mew",Promo,8,NM,1,9.00'));
    expect(told).toEqual(['2  quote_stray']);
    expect(drafts.map(({ facts }) => facts.name)).toEqual(['Mew']);
  });

  it('is named line by line where its broken quote stands behind a line break in a whole one', async () => {
    const { told, drafts } = await readFile(table('"Mew\nTwo",Promo,"8"x,NM,1,9.00', ROW));
    expect(told).toEqual(['2  quote_stray', '3  quote_stray']);
    expect(drafts.map(({ line }) => line)).toEqual([4]);
  });

  it('is named where the file ends in the middle of it', async () => {
    expect((await readFile(`${HEAD}\n${ROW}\nMew,Pro`)).told).toEqual(['3  cells_missing']);
    expect((await readFile(`${HEAD}\n${ROW}\nMew,"Pro`)).told).toEqual(['3  quote_unclosed']);
  });

  it('is named where a separator stands inside a cell', async () => {
    const { told, errors } = await readFile(table('Mew, Ancient,Promo,8,NM,1,9.00', ROW));
    expect(told).toEqual(['2  cells_surplus']);
    expect(errors[0]?.accepted).toContain('6 cells');
  });

  it('keeps the lines of the file where cells hold line breaks', async () => {
    const { told } = await readFile(`${HEAD},Note\n${ROW},"one\r\ntwo\nthree"\nMew,Promo,8,Fine,1,9.00,\n`);
    expect(told).toEqual(['5 Condition condition_unknown']);
  });
});

describe('a cell that is wrong', () => {
  it('is named when it is 10 MB long, and the rows after it are read', async () => {
    const { told, errors, drafts } = await readFile(table(`"${'x\n'.repeat(5 * 1024 * 1024)}",A,1,NM,1,1.00`, ROW));
    expect(told).toEqual(['2 Name cell_too_long']);
    expect(errors[0]?.value.length).toBeLessThanOrEqual(200);
    expect(drafts.map(({ facts }) => facts.name)).toEqual(['Charizard']);
  });

  it.each<[string, string, string]>([
    ['million quotes', `"${'""'.repeat(1_000_000)}",A,1,NM,1,1.00`, '2  quote_unclosed'],
    ['million cells', `Mew${',x'.repeat(1_000_000)}`, '2  cells_surplus'],
  ])('is named in a row of a %s, and the rows after it are read', async (_, row, named) => {
    const { told, drafts } = await readFile(table(row, ROW));
    expect(told).toEqual([named]);
    expect(drafts.map(({ line, facts }) => [line, facts.name])).toEqual([[3, 'Charizard']]);
  });

  it('is named where it is a long riddle instead of an amount or a grade', async () => {
    const riddle = `a${'.'.repeat(1_300)}${'x'.repeat(1_300)}\n1`;
    const rows = Array.from({ length: 200 }, () => `Mew,1,PSA,"x${' '.repeat(3_900)}x","${riddle}"`);
    const { errors } = await readFile(['Name,Number,Grading company,Grade,Price', ...rows, ''].join('\n'));
    expect(errors.filter(({ code }) => code === 'amount_invalid').length).toBe(200);
  });

  it('ends where it is longer than any cell, with its line', async () => {
    const { told, drafts } = await readFile(table(`"Mew${'\n'.repeat(17 * 1024 * 1024)}",A,1,NM,1,1.00`, ROW));
    expect(told[0]).toBe('2  quote_unclosed');
    expect(drafts.map(({ facts }) => facts.name)).toEqual(['Charizard']);
  });

  it('is named when it holds NUL bytes', async () => {
    const { told } = await readFile(table('Cha\0rizard,Base Set,4,NM,1,1.00'));
    expect(told).toEqual(['2 Name value_invalid']);
  });

  it('is told with all others of its row at once', async () => {
    const { errors } = await readFile(
      'Name,Game,Condition,Language,Foil,Quantity,Price\nMew,Foo,Fine,Klingonisch,maybe,many,cheap\n',
    );
    expect(errors.map(({ column, value, code }) => [column, value, code])).toEqual([
      ['Condition', 'Fine', 'condition_unknown'],
      ['Game', 'Foo', 'game_unknown'],
      ['Language', 'Klingonisch', 'language_unknown'],
      ['Foil', 'maybe', 'finish_unknown'],
      ['Price', 'cheap', 'amount_invalid'],
      ['Quantity', 'many', 'quantity_invalid'],
    ]);
    expect(errors.every(({ message, accepted }) => message !== '' && accepted !== '')).toBe(true);
  });

  it('is named where a spreadsheet spoiled a number', async () => {
    const { told } = await readFile('Name,Number,Barcode\nA,04-Feb,1\nB,4,8.20651E+11\n');
    expect(told).toEqual(['2 Number number_became_date', '2 Barcode value_invalid', '3 Barcode number_shortened']);
  });

  it('keeps formulas as text, and leading zeros', async () => {
    const { drafts } = await readFile(table(`"=HYPERLINK(""http://x"")",'+Set,"=""0042""",NM,007,1`));
    expect(drafts[0]?.facts).toMatchObject({
      name: '=HYPERLINK("http://x")',
      set_name: '+Set',
      collector_number: '0042',
    });
    expect(drafts[0]?.quantity).toEqual({ level: 7 });
  });
});

describe('a file with strange headers', () => {
  it('shows each of two columns of one name, and reads the first', async () => {
    const { recognised, drafts } = await readFile('Name,Price,Price\nMew,1.00,2.00\n');
    expect(recognised.columns.map(({ header, guess }) => [header, guess])).toEqual([
      ['Name', 'name'],
      ['Price', 'price'],
      ['Price', null],
    ]);
    expect(drafts[0]?.price_minor).toBe(100);
  });

  it('is taken with headers nobody knows, to be mapped by hand', async () => {
    const { recognised } = await readFile('Valami,Másik\nMew,3\n');
    expect(recognised.columns.map(({ header, guess }) => [header, guess])).toEqual([
      ['Valami', null],
      ['Másik', null],
    ]);
  });

  it('is taken with a column without a header', async () => {
    const { recognised } = await readFile('Name,,Price\nMew,x,1.00\n');
    expect(recognised.columns[1]).toEqual({ column: 1, header: '', samples: ['x'], guess: null });
  });
});

describe('what is no table', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['nothing', '', /is empty/],
    ['a mark and line ends', '\ufeff\r\n \r\n', /is empty/],
    ['NUL bytes', Buffer.alloc(100_000), /is empty/],
    ['headers alone', `${HEAD}\n`, /no rows/],
    ['rows without headers', `${ROW}\n${ROW}\n`, /No line of headers/],
    ['prose', 'Dear shop,\nplease find my cards.\n', /No line of headers/],
    ['an Excel workbook', Buffer.from('PK\u0003\u0004…'), /workbook/],
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old Excel/],
    ['a compressed file', Buffer.from('1f8b0800', 'hex'), /compressed/],
    ['a PDF', '%PDF-1.7', /PDF/],
    ['a web page that calls itself .xls', '<html><table><tr><td>Name</td></tr></table>', /web page/],
    ['JSON', '[{"name":"Mew"}]', /JSON/],
    ['200,001 rows', `Name\n${'x\n'.repeat(200_001)}`, /more than 200,000 rows/],
    ['201 columns', `Name,${'c,'.repeat(199)}Price\n${','.repeat(200)}\n`, /more than 200 columns/],
  ])('is refused, saying what to do: %s', async (_, file, wanted) => {
    expect(await refusalOf(file)).toMatch(wanted);
  });
});
