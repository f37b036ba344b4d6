import type { CollectibleKind } from '../../../../contract/inventory-terms.ts';
import type { CollectibleThing } from '../../market/index.ts';
import { currencyDigits } from '../../../../contract/minor-units.ts';
import type { SeenListing } from '../tables-shop.ts';

const SYMBOL_LENGTH_MAX = 24;
const NAME_LENGTH_MAX = 120;
const SET_LENGTH = 6;
const NUMBER_LENGTH = 6;
const WORDS_LENGTH = 18;
const BETWEEN = ' · ';

export type Card = NonNullable<SeenListing['card']>;
export type Piece = Pick<
  SeenListing,
  'id' | 'kind' | 'title' | 'condition' | 'grading_company' | 'grade' | 'currency' | 'card'
>;

/** How games are called in a symbol; others by their first letters. */
const games: Readonly<Record<string, string>> = {
  pokemon: 'PKM',
  mtg: 'MTG',
  yugioh: 'YGO',
  fab: 'FAB',
  lorcana: 'LOR',
  onepiece: 'OPC',
};
const otherKinds: Readonly<Record<Exclude<CollectibleKind, 'card'>, string>> = {
  comic: 'COMIC',
  coin: 'COIN',
  sealed: 'BOX',
  watch: 'WATCH',
  other: 'ITEM',
};
/** How finishes are told from each other in symbols and names. */
export const finishes: Readonly<Record<Card['finish'], { readonly letter: string; readonly word: string | null }>> = {
  normal: { letter: '', word: null },
  foil: { letter: 'F', word: 'Foil' },
  holofoil: { letter: 'H', word: 'Holofoil' },
  reverse_holofoil: { letter: 'R', word: 'Reverse holofoil' },
  etched: { letter: 'E', word: 'Etched' },
  other: { letter: 'O', word: 'Other finish' },
};
/** Prices of these are compared with each other. */
const conditionGroups = { M: 'NM', NM: 'NM', LP: 'LP', MP: 'MP', HP: 'HP', DMG: 'HP', SEALED: 'SEALED' } as const;

/**
 * What is watched when this listing is: a card by what is printed on it and the state it is in, whoever lists it; any
 * other piece by itself.
 */
export function thingOf(piece: Piece): CollectibleThing {
  const { currency } = piece;
  const money = { currency, minor_digits: currencyDigits(currency) };
  return piece.card === null
    ? { ...single(piece, otherKinds[piece.kind === 'card' ? 'other' : piece.kind]), ...money }
    : { ...printed(piece, piece.card), ...money };
}

type Named = Omit<CollectibleThing, 'currency' | 'minor_digits'>;

function single(piece: Piece, kind: string): Named {
  const { title } = piece;
  const symbol = cut(`${kind}.${plain(title).slice(0, WORDS_LENGTH)}`, SYMBOL_LENGTH_MAX);
  return { key: pieceKey(piece), symbol, name: title.slice(0, NAME_LENGTH_MAX).trim(), is_single: true };
}

function printed(piece: Piece, card: Card): Named {
  const { set_code, set_name, collector_number, name, language, finish, first_edition, signed, altered } = card;
  const state = stateOf(piece);
  const place = [set_name ?? set_code, collector_number].filter((part) => part !== null).join(' ');
  const words = [
    place,
    first_edition && '1st edition',
    finishes[finish].word,
    signed && 'Signed',
    altered && 'Altered',
    language.toLowerCase() === 'en' ? null : language.toUpperCase(),
    state.name,
  ].filter((part) => typeof part === 'string' && part !== '');
  const rest = BETWEEN + words.join(BETWEEN);
  return {
    key: [...cardKey(card), state.key, piece.currency].join('|'),
    symbol: cardSymbol(card, state.code),
    name: cut(name, Math.max(20, NAME_LENGTH_MAX - rest.length)) + rest.slice(0, NAME_LENGTH_MAX - 20),
    is_single: false,
  };
}

/** What makes a card the same whoever lists it, apart from the state it is in. */
export function cardKey(card: Card): readonly string[] {
  const { set_code, set_name, collector_number, name, language, finish, first_edition, signed, altered } = card;
  const set = folded(set_code ?? set_name ?? '');
  const number = numberOf(collector_number);
  const printing = set !== '' && number !== '' ? `${set}|${number}` : `${set}|${number}|${folded(name)}`;
  const traits = [first_edition && '1st', signed && 'signed', altered && 'altered'].filter((trait) => trait !== false);
  return ['card', folded(card.game), printing, language.toLowerCase(), finish, traits.join('+')];
}

/** The key of a piece that is nothing but itself. */
export function pieceKey({ id, currency }: Pick<Piece, 'id' | 'currency'>): string {
  return `piece|${id}|${currency}`;
}

/** `PKM.BASE1-4H.NM`: the game, the set, the number with its finish and edition, and the state. */
function cardSymbol({ game, set_code, set_name, collector_number, name, finish, first_edition }: Card, state: string) {
  const beginning = gameCode(game);
  const set = plain(set_code ?? set_name ?? '')
    .replaceAll('-', '')
    .slice(0, SET_LENGTH);
  const number = (numberOf(collector_number) || name).slice(0, NUMBER_LENGTH * 2);
  const which = plain(number).replaceAll('-', '').slice(0, NUMBER_LENGTH) + finishes[finish].letter;
  const stem = `${beginning}.${[set, which + (first_edition ? '1' : '')].filter((part) => part !== '').join('-')}`;
  return `${cut(stem, SYMBOL_LENGTH_MAX - 1 - state.length)}.${state}`;
}

export function gameCode(game: string): string {
  return games[folded(game)] ?? (plain(game).replaceAll('-', '').slice(0, 3) || 'CARD');
}

/** The group of conditions whose prices belong together, or the grade. */
export function stateOf({ condition, grading_company, grade }: Pick<Piece, 'condition' | 'grading_company' | 'grade'>) {
  if (grading_company === null) {
    const group = conditionGroups[condition ?? 'NM'];
    return { key: group, code: group, name: group === 'SEALED' ? 'Sealed' : group };
  }
  const number = grade === null ? '' : grade.replace(/\.0$/, '');
  const company = grading_company === 'other' ? 'Graded' : grading_company;
  return {
    key: `${grading_company} ${number}`,
    code: plain(grading_company).slice(0, 4) + (number === '' ? 'A' : number),
    name: `${company} ${number === '' ? 'authentic' : number}`,
  };
}

/** "004/102" is "4": what follows the stroke counts the set, and zeros at the beginning count nothing. */
export function numberOf(collector_number: string | null): string {
  const number = folded(collector_number ?? '').split('/')[0] ?? '';
  return number.replace(/^0+(?=\d)/, '');
}

function folded(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** Capital letters and digits, with hyphens where something else stood. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[ .·-]+$/, '');
}
