import { createHash } from 'node:crypto';
import { type Card, cardKey, finishes, gameCode, numberOf, type Piece, pieceKey, plain } from '../shop/thing-of.ts';
import type { SeenListing } from '../tables-shop.ts';

const TITLE_LENGTH_MAX = 200;
const SLUG_LENGTH_MAX = 140;
const SLUG_PART_LENGTH_MAX = 48;
const DIGEST_LENGTH = 8;

/** What a listing is in the shop window: the same for all that offer the same in one currency. */
export interface ProductThing {
  /** That of the instrument, without the state. */
  readonly key: string;
  /** Addresses it may have, the best first; the last one is free unless the key is taken. */
  readonly slugs: readonly string[];
  readonly kind: SeenListing['kind'];
  readonly title: string;
  readonly game: string | null;
  readonly set_code: string | null;
  readonly set_name: string | null;
  readonly collector_number: string | null;
  readonly rarity: string | null;
  readonly language: string | null;
  readonly finish: Card['finish'] | null;
  readonly first_edition: boolean;
  readonly signed: boolean;
  readonly altered: boolean;
  readonly currency: string;
  /** One piece of one vendor, who names it: another name is taken over. */
  readonly is_single: boolean;
}

export function productOf(listing: Piece & Pick<SeenListing, 'about'>): ProductThing {
  const { kind, currency, card } = listing;
  if (card === null) {
    const key = pieceKey(listing);
    const title = listing.title.slice(0, TITLE_LENGTH_MAX).trim() || kind;
    const none = { collector_number: null, rarity: null, finish: null };
    const traits = { first_edition: false, signed: false, altered: false };
    const slugs = slugsOf([listing.title], key, currency, kind);
    return { key, slugs, kind, title, ...listing.about, ...none, ...traits, currency, is_single: true };
  }
  const { game, set_code, set_name, collector_number, rarity, language, finish } = card;
  const { first_edition, signed, altered } = card;
  const key = [...cardKey(card), currency].join('|');
  const slugs = slugsOf(cardWords(card), key, currency, kind);
  return {
    key,
    slugs,
    kind,
    title: titleOf(card),
    game,
    set_code,
    set_name,
    collector_number,
    rarity,
    language,
    finish,
    first_edition,
    signed,
    altered,
    currency,
    is_single: false,
  };
}

/** "Charizard (1st edition, signed)": what a buyer would not take for the plain card stands in its title. */
function titleOf({ name, first_edition, signed, altered }: Card): string {
  const traits = [first_edition && '1st edition', signed && 'signed', altered && 'altered'].filter(
    (trait) => trait !== false,
  );
  const ending = traits.length === 0 ? '' : ` (${traits.join(', ')})`;
  return name.slice(0, TITLE_LENGTH_MAX - ending.length) + ending;
}

function cardWords(card: Card): string[] {
  const { game, set_code, set_name, collector_number, name, language, finish, first_edition, signed, altered } = card;
  return [
    gameCode(game),
    set_code ?? set_name ?? '',
    numberOf(collector_number) || name,
    finishes[finish].word ?? '',
    first_edition ? '1st edition' : '',
    signed ? 'signed' : '',
    altered ? 'altered' : '',
    language,
  ];
}

/** "pkm-base1-4-holofoil-en"; where it is taken, with the currency or with letters made from the key. */
function slugsOf(words: readonly string[], key: string, currency: string, kind: string): string[] {
  const parts = words.map((word) => plain(word).toLowerCase().slice(0, SLUG_PART_LENGTH_MAX).replace(/-$/, ''));
  const stem =
    parts
      .filter((part) => part !== '')
      .join('-')
      .slice(0, SLUG_LENGTH_MAX)
      .replace(/-$/, '') || kind;
  const digest = createHash('sha256').update(key).digest('hex').slice(0, DIGEST_LENGTH);
  return [stem, `${stem}-${currency.toLowerCase()}`, `${stem}-${digest}`];
}
