import type { ImportDialect, ImportField } from '../../../../../contract/inventory-imports.ts';
import { importFields } from '../../../../../contract/inventory-imports.ts';
import { plain } from './words.ts';

/** The programs whose files are known, by their headers. */

interface Dialect {
  readonly name: Exclude<ImportDialect, 'other'>;
  /** Whether these headers, plain, are of this program. */
  readonly knows: (headers: ReadonlySet<string>) => boolean;
  readonly fields: Readonly<Record<string, ImportField>>;
  /** Of a file that does not say: what the program is made for. */
  readonly game: string | null;
  readonly currency: string | null;
}

const has =
  (...wanted: string[]) =>
  (headers: ReadonlySet<string>): boolean =>
    wanted.every((header) => headers.has(header));

const CARDTRADER_GAMES: Readonly<Record<string, string>> = {
  mtg: 'mtg',
  pokemon: 'pokemon',
  yugioh: 'yugioh',
  lorcana: 'lorcana',
  'one piece': 'onepiece',
  'flesh and blood': 'fab',
  digimon: 'digimon',
};
const CARDTRADER_COLUMN = new RegExp(`^(${Object.keys(CARDTRADER_GAMES).join('|')}) (language|foil|reverse|rarity)$`);

/** "TCGplayer Id" is the number of a product in one condition and finish there: of one listing, so it serves as the SKU. */
const sellerFields: Dialect['fields'] = {
  'tcgplayer id': 'sku',
  'product line': 'game',
  'set name': 'set_name',
  'product name': 'name',
  title: 'title',
  number: 'collector_number',
  rarity: 'rarity',
  condition: 'condition',
  'total quantity': 'quantity',
  'add to quantity': 'add_quantity',
  'tcg marketplace price': 'price',
  'photo url': 'photo_urls',
};
/** "Price" is that of all pieces of the row together. */
const appFields: Dialect['fields'] = {
  quantity: 'quantity',
  'simple name': 'name',
  set: 'set_name',
  'card number': 'collector_number',
  'set code': 'set_code',
  printing: 'finish',
  condition: 'condition',
  language: 'language',
  rarity: 'rarity',
  'product id': 'tcgplayer_id',
  sku: 'sku',
  'price each': 'price',
};
const manaboxFields: Dialect['fields'] = {
  name: 'name',
  'set code': 'set_code',
  'set name': 'set_name',
  'collector number': 'collector_number',
  foil: 'finish',
  rarity: 'rarity',
  quantity: 'quantity',
  'manabox id': 'manabox_id',
  'scryfall id': 'scryfall_id',
  'purchase price': 'cost',
  'purchase price currency': 'currency',
  altered: 'altered',
  condition: 'condition',
  language: 'language',
};
/** "Cost" is the mana it takes to play the card. */
const deckboxFields: Dialect['fields'] = {
  count: 'quantity',
  name: 'name',
  edition: 'set_name',
  'edition code': 'set_code',
  'card number': 'collector_number',
  condition: 'condition',
  language: 'language',
  foil: 'finish',
  signed: 'signed',
  'altered art': 'altered',
  rarity: 'rarity',
  'my price': 'price',
  'scryfall id': 'scryfall_id',
};
const cardtraderFields: Dialect['fields'] = {
  'blueprint id': 'cardtrader_id',
  'expansion code': 'set_code',
  'expansion name': 'set_name',
  expansion: 'set_name',
  name: 'name',
  'name en': 'name',
  'collector number': 'collector_number',
  quantity: 'quantity',
  price: 'price',
  'price cents': 'price',
  'price currency': 'currency',
  currency: 'currency',
  condition: 'condition',
  language: 'language',
  foil: 'finish',
  'first edition': 'first_edition',
  signed: 'signed',
  altered: 'altered',
  description: 'note',
  'user data field': 'shelf',
  tag: 'shelf',
};
const ownFields = Object.fromEntries(importFields.map((field) => [plain(field), field]));

const dialects: readonly Dialect[] = [
  { name: 'omni-stock', knows: has('sku', 'kind', 'source condition'), fields: ownFields, game: null, currency: null },
  {
    name: 'tcgplayer-seller',
    knows: has('tcgplayer id', 'product line', 'product name', 'condition'),
    fields: sellerFields,
    game: null,
    currency: 'USD',
  },
  {
    name: 'tcgplayer-app',
    knows: has('simple name', 'card number', 'printing', 'condition'),
    fields: appFields,
    game: null,
    currency: 'USD',
  },
  { name: 'manabox', knows: has('manabox id', 'name'), fields: manaboxFields, game: 'mtg', currency: null },
  {
    name: 'deckbox',
    knows: has('count', 'edition', 'card number'),
    fields: deckboxFields,
    game: 'mtg',
    currency: 'USD',
  },
  {
    name: 'cardtrader',
    knows: (headers) =>
      headers.has('blueprint id') ||
      headers.has('expansion code') ||
      [...headers].some((header) => CARDTRADER_COLUMN.test(header)),
    fields: cardtraderFields,
    game: null,
    currency: null,
  },
];

export interface KnownDialect {
  readonly name: ImportDialect;
  readonly fieldOf: (header: string) => ImportField | undefined;
  readonly game: string | null;
  readonly currency: string | null;
}

/** @param headers plain. */
export function dialectOf(headers: readonly string[]): KnownDialect {
  const known = dialects.find(({ knows }) => knows(new Set(headers)));
  if (known === undefined) return { name: 'other', fieldOf: () => undefined, game: null, currency: null };
  const { name, fields, currency } = known;
  if (name !== 'cardtrader') return { name, fieldOf: (header) => fields[header], game: known.game, currency };
  const games = new Set(headers.flatMap((header) => CARDTRADER_COLUMN.exec(header)?.[1] ?? []));
  const [prefix = ''] = games;
  return {
    name,
    fieldOf: (header) => fields[header] ?? cardtraderField(CARDTRADER_COLUMN.exec(header)?.[2]),
    game: games.size === 1 ? (CARDTRADER_GAMES[prefix] ?? null) : null,
    currency,
  };
}

function cardtraderField(column: string | undefined): ImportField | undefined {
  if (column === 'foil' || column === 'reverse') return 'finish';
  return column === 'language' || column === 'rarity' ? column : undefined;
}
