import type { ImportDialect } from '../../../../../contract/inventory-imports.ts';
import type { conditions } from '../../../../../contract/inventory-terms.ts';
import type { ImportSettings } from './types.ts';
import { lexicon, plain } from './words.ts';

/**
 * What other people's words for a condition mean in ours. The same word means different things: "LP" is second of five
 * with TCGplayer and fifth of seven with Cardmarket. So each source has its own words, and what only a source can
 * decide stays unknown elsewhere.
 */

export type Condition = (typeof conditions)[number];

/** Words that mean one thing wherever they stand. */
const COMMON: Readonly<Record<Condition, string>> = {
  M: 'm,mint',
  NM: 'nm,near mint',
  LP: 'lightly played,slightly played,sp',
  MP: 'mp,moderately played',
  HP: 'hp,heavily played',
  DMG: 'dmg,damaged',
  SEALED: 'sealed,unopened,factory sealed',
};
/** Cardmarket's steps, MT NM EX GD LP PL PO, and their names. */
const CARDMARKET: Readonly<Partial<Record<Condition, string>>> = {
  M: 'mt,mint',
  NM: 'nm,near mint',
  LP: 'ex,excellent',
  MP: 'gd,good,lp,light played',
  HP: 'pl,played',
  DMG: 'po,poor',
};
const WORDS: Readonly<Record<ImportDialect, Readonly<Partial<Record<Condition, string>>>>> = {
  'omni-stock': { M: 'm', NM: 'nm', LP: 'lp', MP: 'mp', HP: 'hp', DMG: 'dmg', SEALED: 'sealed' },
  'tcgplayer-seller': { LP: 'lp', DMG: 'dm' },
  'tcgplayer-app': { LP: 'lp', DMG: 'dm' },
  manabox: CARDMARKET,
  deckbox: { LP: 'good lightly played,good', MP: 'played', DMG: 'poor' },
  cardtrader: { HP: 'played', DMG: 'poor' },
  other: {},
};

const lexicons = new Map<ImportDialect, ReadonlyMap<string, Condition>>();
for (const [dialect, words] of Object.entries(WORDS) as [ImportDialect, Partial<Record<Condition, string>>][])
  lexicons.set(dialect, new Map([...(dialect === 'omni-stock' ? [] : lexicon(COMMON)), ...lexicon<Condition>(words)]));

/** The words of a source, the vendor's own before them, as they are compared. */
export function conditionWords(
  dialect: ImportDialect,
  aliases: ImportSettings['condition_aliases'],
): ReadonlyMap<string, Condition> {
  return new Map([...(lexicons.get(dialect) ?? []), ...aliases.map(({ from, to }) => [plain(from), to] as const)]);
}

/** A cell such as "Near Mint 1st Edition Holofoil": the longest beginning that is a condition, and the rest. */
export function splitCondition(
  cell: string,
  words: ReadonlyMap<string, Condition>,
): { readonly condition: Condition; readonly rest: string } | null {
  const parts = plain(cell).split(' ');
  for (let length = parts.length; length > 0; length -= 1) {
    const condition = words.get(parts.slice(0, length).join(' '));
    if (condition !== undefined) return { condition, rest: parts.slice(length).join(' ') };
  }
  return null;
}

/** What only Cardmarket says, and what only TCGplayer does. */
const CARDMARKET_ONLY = new Set(['mt', 'ex', 'gd', 'pl', 'po', 'excellent', 'light played']);
const TCGPLAYER_ONLY = new Set(['mp', 'hp', 'dmg', 'dm', 'moderately played', 'heavily played', 'damaged']);

/**
 * Aliases that the words of a file call for: they give away whose scale it is. Words of both, or of neither, give
 * nothing away, and an "LP" among them stays unknown.
 */
export function aliasesFor(seen: ReadonlySet<string>): ImportSettings['condition_aliases'] {
  const words = [...seen].map(plain);
  const cardmarket = words.some((word) => CARDMARKET_ONLY.has(word));
  const tcgplayer = words.some((word) => TCGPLAYER_ONLY.has(word));
  if (cardmarket === tcgplayer) return [];
  const known = cardmarket ? lexicon(CARDMARKET) : lexicon<Condition>({ LP: 'lp' });
  return [...new Set([...seen].map((word) => word.trim()))].flatMap((from) => {
    const to = known.get(plain(from));
    return to === undefined || (conditionWords('other', []).get(plain(from)) ?? null) === to ? [] : [{ from, to }];
  });
}
