import type { Finish } from '../../../../../contract/inventory-terms.ts';
import { lexicon, plain, truthOf } from './words.ts';

const words = lexicon<Finish>({
  normal: 'normal,nonfoil,non-foil,non foil,regular,standard,not foil,no foil,nicht foil,non holo',
  foil: 'foil,rainbow foil,foiled,glanz',
  holofoil: 'holofoil,holo,holographic,holo foil,holo rare',
  reverse_holofoil: 'reverse_holofoil,reverse holofoil,reverse holo,reverse,reverse foil,rev holo,reverse holographic',
  etched: 'etched,etched foil,foil etched,foil-etched',
  other: 'other,cold foil,gold foil,surge foil,textured foil,galaxy foil',
});
/** Words of printings that say nothing about the finish. */
const EDITIONS: readonly (readonly [RegExp, boolean])[] = [
  [/\b(?:1st|first) ed(?:ition|n)?\b/, true],
  [/\bunlimited(?: edition)?\b/, false],
  [/\blimited(?: edition)?\b/, false],
];

/** Null where the text does not say. */
export interface Printing {
  readonly finish: Finish | null;
  readonly first_edition: boolean | null;
}

/** What "1st Edition Holofoil" says. @returns null where a word of it is not known. */
export function printingOf(text: string): Printing | null {
  let rest = plain(text);
  let first_edition: boolean | null = null;
  for (const [pattern, value] of EDITIONS)
    if (pattern.test(rest)) {
      first_edition = value;
      rest = rest.replace(pattern, ' ').replace(/ +/g, ' ').trim();
    }
  if (rest === '') return { finish: null, first_edition };
  const finish = words.get(rest);
  return finish === undefined ? null : { finish, first_edition };
}

/**
 * Of a column of finishes, whose header says what a "yes" in it means: "foil", "isReverseHolo".
 * @param header plain.
 */
export function finishOf(cell: string, header: string): Printing | null {
  const yes = truthOf(cell);
  if (yes === null) return printingOf(cell);
  if (!yes) return { finish: 'normal', first_edition: null };
  if (header.includes('reverse')) return { finish: 'reverse_holofoil', first_edition: null };
  if (header.includes('etched')) return { finish: 'etched', first_edition: null };
  return { finish: header.includes('holo') ? 'holofoil' : 'foil', first_edition: null };
}
