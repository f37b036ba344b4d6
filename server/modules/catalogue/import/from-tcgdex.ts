import type { Finish } from '../../../../contract/inventory-terms.ts';
import { type CardRecord, type PrintingRecord, type SetRecord, WrongRow } from './card-record.ts';
import { bcp47 } from './languages.ts';
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

const finishOfVariant: Readonly<Record<string, Finish>> = {
  normal: 'normal',
  holo: 'holofoil',
  reverse: 'reverse_holofoil',
};

/** Cards of TCGdex, whole or in brief, and its sets, which hold their cards in brief. */
export const fromTcgdex: ReadRow = (row, options) => {
  if (row['localId'] !== undefined) return [{ kind: 'printing', printing: printingOf(row, options) }];
  if (!isRow(row['cardCount'])) return null;
  const set = setOf(row, needed(row, 'id', SET_CODE_MAX), options);
  const cards: unknown[] = Array.isArray(row['cards']) ? row['cards'] : [];
  const printings = cards.filter(isRow).map((card): CardRecord => {
    return { kind: 'printing', printing: printingOf({ set: row, ...card }, options) };
  });
  return [{ kind: 'set', set }, ...printings];
};

function printingOf(row: Row, options: ReadOptions): PrintingRecord {
  const id = needed(row, 'id', SOURCE_ID_MAX);
  const number = needed(row, 'localId', NUMBER_MAX);
  const language = options.language ?? languageOf(row) ?? 'en';
  const within = rowIn(row, 'set');
  const named = id.endsWith(`-${number}`) ? id.slice(0, -number.length - 1) : null;
  const set_code = maybe(within, 'id', SET_CODE_MAX) ?? named;
  if (set_code === null) throw new WrongRow('it names no set');
  const image = imageIn(row, 'image');
  return {
    source: 'tcgdex',
    // One id stands for a card in all languages.
    source_id: `${id}.${language}`,
    set: setOf(within, set_code, { ...options, language }),
    name: needed(row, 'name', NAME_MAX),
    also: [],
    collector_number: number,
    language,
    variant: null,
    rarity: maybe(row, 'rarity', SHORT_MAX),
    finishes: finishesOf(rowIn(row, 'variants')),
    artist: maybe(row, 'illustrator', ARTIST_MAX),
    released_on: null,
    image_url: image && `${image}/high.webp`,
    image_small_url: image && `${image}/low.webp`,
    external_ids: { tcgdex: id, ...productIds(rowIn(row, 'pricing')) },
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
    printed_total: wholeIn(rowIn(row, 'cardCount'), 'official'),
  };
}

/** A row does not tell its language; the address of its picture does: …/fr/base/base1/4. */
function languageOf(row: Row): string | null {
  const [, code] = /^https:\/\/[^/]+\/([a-z]{2}(?:-[a-z]{2,4})?)\//i.exec(imageIn(row, 'image') ?? '') ?? [];
  return code === undefined ? null : bcp47(code);
}

function finishesOf(variants: Row): Finish[] {
  const named = Object.entries(finishOfVariant)
    .filter(([variant]) => variants[variant] === true)
    .map(([, finish]) => finish);
  return named.length > 0 ? named : ['normal'];
}

function productIds(pricing: Row): Record<string, string> {
  const cardmarket = maybe(rowIn(pricing, 'cardmarket'), 'idProduct', SOURCE_ID_MAX);
  const first = Object.values(rowIn(pricing, 'tcgplayer')).find((price) => isRow(price) && price['productId']);
  const tcgplayer = isRow(first) ? maybe(first, 'productId', SOURCE_ID_MAX) : null;
  return { ...(cardmarket && { cardmarket }), ...(tcgplayer && { tcgplayer }) };
}
