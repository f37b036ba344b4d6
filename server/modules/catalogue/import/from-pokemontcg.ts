import type { Finish } from '../../../../contract/inventory-terms.ts';
import { type PrintingRecord, type SetRecord, WrongRow } from './card-record.ts';
import {
  ARTIST_MAX,
  dateIn,
  imageIn,
  isRow,
  maybe,
  NAME_MAX,
  needed,
  NUMBER_MAX,
  type ReadOptions,
  type ReadRow,
  type Row,
  rowIn,
  SET_CODE_MAX,
  SET_NAME_MAX,
  SHORT_MAX,
  SOURCE_ID_MAX,
  wholeIn,
} from './read-fields.ts';

const finishOfPrice: Readonly<Record<string, Finish>> = {
  normal: 'normal',
  holofoil: 'holofoil',
  reverseHolofoil: 'reverse_holofoil',
  '1stEditionNormal': 'normal',
  '1stEditionHolofoil': 'holofoil',
  unlimitedHolofoil: 'holofoil',
};
/** Rarities that are printed without foil; every other of theirs shines. */
const PLAIN = new Set(['Common', 'Uncommon', 'Rare', 'Promo']);

/** Cards and sets of pokemontcg.io: its API's answers, and the files of its data repository, which name a set by id alone. */
export const fromPokemonTcg: ReadRow = (row, options) => {
  if (typeof row['supertype'] === 'string' && row['number'] !== undefined)
    return [{ kind: 'printing', printing: printingOf(row, options) }];
  if (typeof row['series'] === 'string' && row['releaseDate'] !== undefined && row['total'] !== undefined)
    return [{ kind: 'set', set: setOf(row, needed(row, 'id', SET_CODE_MAX), options) }];
  return null;
};

function printingOf(row: Row, options: ReadOptions): PrintingRecord {
  const source_id = needed(row, 'id', SOURCE_ID_MAX);
  const images = rowIn(row, 'images');
  const within = rowIn(row, 'set');
  const set_code = maybe(within, 'id', SET_CODE_MAX) ?? /^(.+)-[^-]+$/.exec(source_id)?.[1];
  if (set_code === undefined) throw new WrongRow('it names no set');
  const rarity = maybe(row, 'rarity', SHORT_MAX);
  return {
    source: 'pokemontcg',
    source_id,
    set: setOf(within, set_code, options),
    name: needed(row, 'name', NAME_MAX),
    also: [],
    collector_number: needed(row, 'number', NUMBER_MAX),
    language: options.language ?? 'en',
    variant: null,
    rarity,
    finishes: finishesOf(rowIn(rowIn(row, 'tcgplayer'), 'prices'), rarity),
    artist: maybe(row, 'artist', ARTIST_MAX),
    released_on: null,
    image_url: imageIn(images, 'large'),
    image_small_url: imageIn(images, 'small'),
    external_ids: { pokemontcg: source_id },
  };
}

function setOf(row: Row, set_code: string, options: ReadOptions): SetRecord {
  return {
    game: options.game ?? 'pokemon',
    set_code,
    set_name: maybe(row, 'name', SET_NAME_MAX),
    name_language: options.language ?? 'en',
    released_on: dateIn(row, 'releaseDate'),
    released_by: null,
    printed_total: wholeIn(row, 'printedTotal'),
  };
}

/** The prices tell which finishes exist; without prices the rarity has to. */
function finishesOf(prices: Row, rarity: string | null): Finish[] {
  const named = Object.keys(prices)
    .filter((key) => isRow(prices[key]))
    .map((key) => finishOfPrice[key] ?? 'other');
  if (named.length > 0) return [...new Set(named)];
  return rarity === null || PLAIN.has(rarity) ? ['normal'] : ['holofoil'];
}
