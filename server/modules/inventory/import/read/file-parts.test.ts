import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRows } from './read-rows.ts';
import type { RawRow, Reading } from './types.ts';

async function rowsOf(file: Parameters<typeof readRows>[0], reading: Reading): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of readRows(file, reading)) rows.push(row);
  return rows;
}

it('a file that comes in parts has the rows it has whole, wherever it is cut', async () => {
  const text = '\uFEFFname,note\n"Pokémon, ""ex""","two\nlines"\n日本語,🂡\r\n\nlast,row';
  const cut = fc.array(fc.nat(Buffer.byteLength(text)), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('utf-8', 'utf-16le' as const), cut, async (encoding, cuts) => {
      const bytes = Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le');
      const places = [0, ...cuts.toSorted((one, other) => one - other), bytes.length];
      const parts = places.slice(1).map((to, index) => bytes.subarray(places[index], to));
      const full = parts.filter((part) => part.length > 0);
      const reading: Reading = { encoding, delimiter: ',', header_line: 1 };
      const next = () => Promise.resolve(full.shift() ?? null);
      expect(await rowsOf(next, reading)).toEqual(await rowsOf(bytes, reading));
    }),
  );
});
