import type { PrintingRecord } from '../../server/modules/catalogue/import/card-record.ts';

const SYLLABLES = 'ka ri mo ten sha vel dor gri nal eth zu bra lin qua fer os mir tha pel gon ash wyr cel dun'.split(
  ' ',
);
/** A card is printed this often: in other sets and languages. */
const PRINTINGS_A_CARD = 8;
const CARDS_A_SET = 300;
const LANGUAGES = ['en', 'de', 'fr', 'ja'];

/** Printings as large games have them: one to three words a name, of some twenty thousand words; sets of 300 cards. */
export function generatedPrintings(count: number): PrintingRecord[] {
  return Array.from({ length: count }, (_, number) => {
    const card = Math.floor(number / PRINTINGS_A_CARD);
    const version = number % PRINTINGS_A_CARD;
    const set = (Math.floor(card / CARDS_A_SET) * 7 + Math.floor(version / LANGUAGES.length) * 131) % 1_500;
    return printingOf({ number, card, set, language: LANGUAGES[version % LANGUAGES.length] ?? 'en' });
  });
}

function printingOf(of: { number: number; card: number; set: number; language: string }): PrintingRecord {
  const { number, card, set, language } = of;
  return {
    source: 'scryfall',
    source_id: `generated-${number}`,
    set: {
      game: 'generated',
      set_code: `g${set}`,
      set_name: `${word(set * 31)} ${word(set * 17 + 5)}`,
      name_language: 'en',
      released_on: null,
      released_by: `20${String(10 + (set % 15))}-03-01`,
      printed_total: CARDS_A_SET,
    },
    name: nameOf(card),
    also: [],
    collector_number: String((card % CARDS_A_SET) + 1),
    language,
    variant: null,
    rarity: 'common',
    finishes: ['normal', 'foil'],
    artist: word(card % 900),
    released_on: null,
    image_url: null,
    image_small_url: null,
    external_ids: { scryfall: `generated-${number}`, tcgplayer: String(900_000 + number) },
  };
}

function nameOf(card: number): string {
  const words = [word(card * 7), word(card * 13 + 3), word(card * 29 + 11)];
  return words.slice(0, 1 + (card % 3)).join(' ');
}

/** Some words are in many names, most in few. */
function word(seed: number): string {
  const rank = seed % 4 === 0 ? seed % 97 : seed % 19_997;
  const parts = [rank % 24, Math.floor(rank / 24) % 24, Math.floor(rank / 576) % 24, (rank * 5) % 24];
  return parts
    .slice(0, rank < 97 ? 2 : 4)
    .map((part) => SYLLABLES[part])
    .join('');
}
