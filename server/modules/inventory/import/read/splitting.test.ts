import { parse } from 'csv-parse/sync';
import spectrum from 'csv-spectrum';
import fc from 'fast-check';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readRows } from './index.ts';
import type { Reading } from './types.ts';

async function cellsOf(bytes: Buffer, reading: Omit<Reading, 'header_line'>): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells, problem } of readRows(bytes, { ...reading, header_line: 0 })) {
    expect(problem).toBeNull();
    rows.push([...cells]);
  }
  return rows;
}

describe('taking rows apart', () => {
  it('reads every case of csv-spectrum as its answer says', async () => {
    const cases = await promisify(spectrum)();
    expect(cases.length).toBeGreaterThanOrEqual(12);
    for (const { name, csv, json } of cases) {
      const [headers = [], ...rows] = await cellsOf(csv, { encoding: 'utf-8', delimiter: ',' });
      const records = rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [headers[at], cell])));
      // One answer of the package names another telephone number than its own file.
      const wanted = [JSON.parse(json.toString().replace('1234567890', '2095257564'))].flat();
      expect(records, name).toEqual(wanted);
    }
  });

  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.stringMatching(/^[a-z,;|\t"\r\n é€ポ=']{0,12}$/),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  const anyTable = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))
    .map((rows) => rows.filter((cells) => cells.some((value) => value.trim() !== '')));
  const delimiters = fc.constantFrom<Reading['delimiter']>(',', ';', '\t', '|');
  const breaks = fc.constantFrom('\n', '\r\n', '\r');
  const encodings = fc.constantFrom<Reading['encoding']>('utf-8', 'utf-16le', 'utf-16be');
  const written = (rows: readonly (readonly string[])[], delimiter: string, end: string): string =>
    rows.map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter)).join(end);
  const encoded = (text: string, encoding: Reading['encoding']): Buffer => {
    if (encoding === 'utf-8') return Buffer.from(text);
    const wide = Buffer.from(text, 'utf16le');
    return encoding === 'utf-16le' ? wide : wide.swap16();
  };

  it('gives back any table as it was written, whatever parts its cells, ends its lines or encodes it', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, delimiters, breaks, encodings, async (rows, delimiter, end, encoding) => {
        const whole = rows.map((cells) => cells.map((value) => value.toWellFormed()));
        const bytes = encoded(`\ufeff${written(whole, delimiter, end)}`, encoding);
        expect(await cellsOf(bytes, { encoding, delimiter })).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with csv-parse on any text that both can take apart', async () => {
    const text = fc.stringMatching(/^[ab,"\n\r ]{0,40}$/);
    await fc.assert(
      fc.asyncProperty(text, async (csv) => {
        let wanted: string[][];
        try {
          wanted = parse(csv, { relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] });
        } catch {
          return;
        }
        const filled = wanted.filter((cells) => cells.some((value) => value.trim() !== ''));
        // Spaces around quotes are an error to csv-parse, or a part of the cell.
        fc.pre(!/ "|" /.test(csv));
        expect(await cellsOf(Buffer.from(csv), { encoding: 'utf-8', delimiter: ',' })).toEqual(filled);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the same rows wherever the pieces of a large file end', async () => {
    const rows = Array.from({ length: 4000 }, (_, at) => [`n${at}`, `"é\r\n${'x'.repeat(at % 97)}`, ',;"']);
    const bytes = encoded(written(rows, ',', '\r\n'), 'utf-8');
    expect(bytes.length).toBeGreaterThan(256 * 1024);
    expect(await cellsOf(bytes, { encoding: 'utf-8', delimiter: ',' })).toEqual(rows);
  });

  it('lets others have their turn while it reads', async () => {
    const bytes = Buffer.from('a,b\n'.repeat(100_000));
    let turns = 0;
    const clock = setInterval(() => (turns += 1), 0);
    await cellsOf(bytes, { encoding: 'utf-8', delimiter: ',' });
    clearInterval(clock);
    expect(turns).toBeGreaterThan(0);
  });
});
