import { type CardRecord, WrongRow } from './card-record.ts';
import { fromPokemonTcg } from './from-pokemontcg.ts';
import { fromScryfall } from './from-scryfall.ts';
import { fromTcgdex } from './from-tcgdex.ts';
import { isRow, type ReadOptions, type ReadRow, type Row } from './read-fields.ts';
import { splitJson } from './split-json.ts';

/** What is read of a file: records, and rows that cannot be taken, named with their place. */
export type ReadCard =
  | CardRecord
  | { readonly kind: 'left_out' }
  | { readonly kind: 'wrong'; readonly item: number; readonly line: number; readonly reason: string };

const readers: readonly ReadRow[] = [fromScryfall, fromPokemonTcg, fromTcgdex];

/**
 * Reads Scryfall's bulk files, the files and answers of pokemontcg.io, and those of TCGdex; each row is recognised by
 * itself. A wrong row is told and the rest goes on.
 *
 * @throws JsonFileError when the file cannot be read any further.
 */
export async function* readCards(source: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<ReadCard> {
  for await (const { item, line, text } of splitJson(source)) {
    const wrong = (reason: string): ReadCard => ({ kind: 'wrong', item, line, reason });
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      yield wrong('it is no JSON');
      continue;
    }
    for (const row of rowsIn(value)) yield* isRow(row) ? recordsOf(row, options, wrong) : [wrong('it is no card')];
  }
}

/** APIs answer pages: `{ "data": [ … ] }`. */
function rowsIn(value: unknown): unknown[] {
  return isRow(value) && Array.isArray(value['data']) ? value['data'] : [value];
}

function recordsOf(row: Row, options: ReadOptions, wrong: (reason: string) => ReadCard): readonly ReadCard[] {
  try {
    for (const read of readers) {
      const records = read(row, options);
      if (records !== null) return records.length === 0 ? [{ kind: 'left_out' }] : records;
    }
    return [wrong('it is no card or set of Scryfall, pokemontcg.io or TCGdex')];
  } catch (error) {
    if (error instanceof WrongRow) return [wrong(error.message)];
    throw error;
  }
}
