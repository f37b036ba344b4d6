import type { Finish } from '../../../../contract/inventory-terms.ts';
import { type PrintingRecord, WrongRow } from './card-record.ts';
import {
  ARTIST_MAX,
  isRow,
  maybe,
  NAME_MAX,
  needed,
  NUMBER_MAX,
  type Row,
  rowIn,
  SET_NAME_MAX,
  SHORT_MAX,
  SOURCE_ID_MAX,
  textsIn,
} from './read-fields.ts';

/** "WTR001" is the first card of WTR. */
const CODE = /^([A-Z0-9]*?[A-Z])\d+[A-Z]?$/;

/** The printings of one card of the package @flesh-and-blood/cards; foils and treatments are printings of their own. */
export function fromFab(card: unknown): PrintingRecord[] {
  if (!isRow(card) || !Array.isArray(card['printings'])) throw new WrongRow('it is no card');
  const name = needed(card, 'name', NAME_MAX);
  const told = new Set<string>();
  return card['printings'].filter(isRow).map((row) => {
    const print = needed(row, 'print', SOURCE_ID_MAX);
    const artist = textsIn(row, 'artists').join(', ').slice(0, ARTIST_MAX) || null;
    // Two artists' pictures of one card go by one name.
    const source_id = told.has(print) ? `${print}/${artist}` : print;
    told.add(print);
    return printingOf(row, { name, artist, print, source_id });
  });
}

function printingOf(
  row: Row,
  {
    name,
    artist,
    print,
    source_id,
  }: Pick<PrintingRecord, 'name' | 'artist' | 'source_id'> & { readonly print: string },
): PrintingRecord {
  const number = needed(row, 'identifier', NUMBER_MAX);
  const [, set_code] = CODE.exec(number) ?? [];
  if (set_code === undefined) throw new WrongRow(`"${number}" names no set`);
  const tcgplayer = maybe(rowIn(row, 'tcgplayer'), 'productId', SOURCE_ID_MAX);
  return {
    source: 'fab',
    source_id,
    set: {
      game: 'fab',
      set_code,
      set_name: needed(row, 'set', SET_NAME_MAX),
      name_language: 'en',
      released_on: null,
      released_by: null,
      printed_total: null,
    },
    name,
    also: [],
    collector_number: number,
    language: 'en',
    variant: variantOf(row),
    rarity: maybe(row, 'rarity', SHORT_MAX),
    finishes: finishesOf(row),
    artist,
    released_on: null,
    image_url: null,
    image_small_url: null,
    external_ids: { fab: print, ...(tcgplayer && { tcgplayer }) },
  };
}

function finishesOf(row: Row): Finish[] {
  return maybe(row, 'foiling', SHORT_MAX) === null ? ['normal'] : ['foil'];
}

function variantOf(row: Row): string | null {
  const foiling = maybe(row, 'foiling', SHORT_MAX);
  const edition = maybe(row, 'edition', SHORT_MAX);
  const traits = [
    edition === 'First' ? 'First Edition' : edition,
    ...textsIn(row, 'treatments'),
    foiling && `${foiling} Foil`,
  ];
  return traits.filter((trait) => trait !== null).join(', ') || null;
}
