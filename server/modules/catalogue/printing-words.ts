import { numberKey, wordsOf } from './fold.ts';

/** What a printing is looked for by. */
export interface Worded {
  readonly name: string;
  readonly also: readonly string[];
  readonly collector_number: string;
  readonly variant: string | null;
  readonly set_code: string;
  readonly set_name: string;
  readonly printed_total: number | null;
}

/** A card's words, and all of them as one: "blacklotus" is how some people type. */
export function nameWords(name: string): string[] {
  const words = wordsOf(name);
  return [...new Set(words.length > 1 ? [...words, words.join('').slice(0, 60)] : words)];
}

/** Every word of a printing; its number as "4", and as "4/102" where the set's size is known. */
export function printingWords(printing: Worded): string[] {
  const number = numberKey(printing.collector_number);
  const total = printing.collector_number.split('/')[1] ?? printing.printed_total;
  const words = [
    ...nameWords(printing.name),
    ...printing.also.flatMap(wordsOf),
    ...wordsOf(printing.set_name),
    ...wordsOf(printing.set_code),
    printing.set_code.toLowerCase(),
    ...wordsOf(printing.collector_number),
    number,
    ...(total === null ? [] : [`${number}/${numberKey(String(total))}`]),
    ...wordsOf(printing.variant ?? ''),
  ];
  return [...new Set(words)];
}

/** The words that a misspelled one may have meant: those with letters. */
export function spelledWords(printing: Worded): string[] {
  return [printing.name, printing.set_name, ...printing.also]
    .flatMap(nameWords)
    .filter((word) => word.length > 2 && /\p{L}/u.test(word));
}
