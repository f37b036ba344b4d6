import { createRequire } from 'node:module';
import type { ImportDialect } from '../../contract/inventory-imports.ts';
import { csvText } from '../../server/platform/csv.ts';

/** A shop's stock as the programs that shops use would export it: real cards in every state they are sold in. */

type KnownDialect = Exclude<ImportDialect, 'other'>;
interface Piece {
  readonly place: number;
  readonly name: string;
  readonly set_name: string;
  readonly set_code: string;
  readonly number: string;
  readonly rarity: string;
  readonly foil: boolean;
  /** From the best to the worst. */
  readonly state: 0 | 1 | 2 | 3 | 4;
  readonly quantity: number;
  readonly cents: number;
}
interface Printing {
  readonly identifier: string;
  readonly set: string;
  readonly rarity: string;
  readonly foiling?: string;
}

const STATES = [0, 1, 2, 3, 4] as const;
const short = ['NM', 'LP', 'MP', 'HP', 'DMG'] as const;
const long = ['Near Mint', 'Lightly Played', 'Moderately Played', 'Heavily Played', 'Damaged'] as const;
const deckbox = ['Near Mint', 'Good (Lightly Played)', 'Played', 'Heavily Played', 'Poor'] as const;
const cardtrader = ['Near Mint', 'Slightly Played', 'Moderately Played', 'Played', 'Poor'] as const;
const manabox = ['near_mint', 'excellent', 'good', 'played', 'poor'] as const;

/** Every printing that differs by number, name or finish, in each state: about 49,000 pieces; then again under new numbers. */
export function shopPieces(count: number): Piece[] {
  const { cards } = createRequire(import.meta.url)('@flesh-and-blood/cards') as {
    cards: readonly { readonly name: string; readonly printings: readonly Printing[] }[];
  };
  const pieces: Piece[] = [];
  const seen = new Set<string>();
  for (let round = 0; pieces.length < count; round += 1)
    for (const { name, printings } of cards)
      for (const { identifier, set, rarity, foiling } of printings) {
        const number = round === 0 ? identifier : `${identifier}-${round}`;
        const foil = foiling !== undefined;
        const key = `${name} ${number} ${set} ${foil}`.toLowerCase();
        if (seen.has(key)) continue;
        seen.add(key);
        for (const state of STATES) {
          const place = pieces.length;
          if (place === count) return pieces;
          const cents = 25 + ((place * 7919) % 40_000);
          const set_code = identifier.replace(/\d.*$/, '');
          pieces.push({
            place,
            name,
            set_name: set,
            set_code,
            number,
            rarity,
            foil,
            state,
            quantity: place % 5,
            cents,
          });
        }
      }
  return pieces;
}

const price = ({ cents }: Piece): string => (cents / 100).toFixed(2);
type Cells = Readonly<Record<string, (piece: Piece) => string | number>>;

const files: Readonly<Record<KnownDialect, Cells>> = {
  'omni-stock': {
    sku: ({ place }) => `S-${place}`,
    kind: () => 'card',
    game: () => 'fab',
    name: ({ name }) => name,
    set_code: ({ set_code }) => set_code,
    set_name: ({ set_name }) => set_name,
    collector_number: ({ number }) => number,
    rarity: ({ rarity }) => rarity,
    language: () => 'en',
    finish: ({ foil }) => (foil ? 'foil' : 'normal'),
    condition: ({ state }) => short[state],
    source_condition: () => '',
    price,
    currency: () => 'USD',
    quantity: ({ quantity }) => quantity,
    shelf: ({ place }) => `Box ${place % 300}`,
    status: () => 'active',
  },
  'tcgplayer-seller': {
    'TCGplayer Id': ({ place }) => 7_000_000 + place,
    'Product Line': () => 'Flesh and Blood TCG',
    'Set Name': ({ set_name }) => set_name,
    'Product Name': ({ name }) => name,
    Title: () => '',
    Number: ({ number }) => number,
    Rarity: ({ rarity }) => rarity,
    Condition: ({ state, foil }) => `${long[state]}${foil ? ' Foil' : ''}`,
    'TCG Market Price': price,
    'TCG Direct Low': () => '',
    'TCG Low Price With Shipping': price,
    'TCG Low Price': price,
    'Total Quantity': ({ quantity }) => quantity,
    'Add to Quantity': () => '0',
    'TCG Marketplace Price': price,
    'Photo URL': () => '',
  },
  'tcgplayer-app': {
    Quantity: ({ quantity }) => quantity,
    Name: ({ name, number }) => `${name} - ${number}`,
    'Simple Name': ({ name }) => name,
    Set: ({ set_name }) => set_name,
    'Card Number': ({ number }) => number,
    'Set Code': ({ set_code }) => set_code,
    'External ID': () => '',
    Printing: ({ foil }) => (foil ? 'Foil' : 'Normal'),
    Condition: ({ state }) => long[state],
    Language: () => 'English',
    Rarity: ({ rarity }) => rarity,
    'Product ID': ({ place }) => 400_000 + Math.floor(place / 5),
    SKU: ({ place }) => 8_000_000 + place,
    Price: (piece) => `$${price(piece)}`,
    'Price Each': (piece) => `$${price(piece)}`,
  },
  manabox: {
    Name: ({ name }) => name,
    'Set code': ({ set_code }) => set_code,
    'Set name': ({ set_name }) => set_name,
    'Collector number': ({ number }) => number,
    Foil: ({ foil }) => (foil ? 'foil' : 'normal'),
    Rarity: ({ rarity }) => rarity,
    Quantity: ({ quantity }) => quantity + 1,
    'ManaBox ID': ({ place }) => 10_000 + Math.floor(place / 5),
    'Scryfall ID': () => '',
    'Purchase price': price,
    Misprint: () => 'false',
    Altered: () => 'false',
    Condition: ({ state }) => manabox[state],
    Language: () => 'en',
    'Purchase price currency': () => 'USD',
  },
  deckbox: {
    Count: ({ quantity }) => quantity + 1,
    'Tradelist Count': () => 0,
    Name: ({ name }) => name,
    Edition: ({ set_name }) => set_name,
    'Edition Code': ({ set_code }) => set_code,
    'Card Number': ({ number }) => number,
    Condition: ({ state }) => deckbox[state],
    Language: () => 'English',
    Foil: ({ foil }) => (foil ? 'foil' : ''),
    Signed: () => '',
    'Altered Art': () => '',
    Rarity: ({ rarity }) => rarity,
    'My Price': (piece) => `$${price(piece)}`,
  },
  cardtrader: {
    blueprint_id: ({ place }) => 90_000 + Math.floor(place / 5),
    expansion_code: ({ set_code }) => set_code.toLowerCase(),
    expansion_name: ({ set_name }) => set_name,
    name: ({ name }) => name,
    'flesh and blood_language': () => 'en',
    'flesh and blood_foil': ({ foil }) => (foil ? 'true' : 'false'),
    collector_number: ({ number }) => number,
    condition: ({ state }) => cardtrader[state],
    quantity: ({ quantity }) => quantity,
    price_cents: ({ cents }) => cents,
    price_currency: () => 'EUR',
    description: ({ place }) => (place % 9 === 0 ? 'Stored flat; "sleeved", never played' : ''),
  },
};
export const shopDialects = Object.keys(files) as KnownDialect[];

/** A file of so many rows in the words and headers of that program. */
export function shopFile(dialect: KnownDialect, pieces: readonly Piece[]): string {
  const columns = Object.entries(files[dialect]);
  return csvText(
    columns.map(([header]) => header),
    pieces.map((piece) => columns.map(([, cell]) => String(cell(piece)))),
  );
}
