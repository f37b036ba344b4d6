import { numberKey, wordsOf } from './fold.ts';

/** A query has this many words at most; those after them say little. */
const TERMS_MAX = 8;
/** Words looked for by their beginning have at least this many letters: one letter begins a third of all names. */
const PREFIX_MIN = 2;
/** Words that may be misspelled: a shorter one is like too many others. */
const SPELLED_MIN = 3;

/** One word of a query, and which words of a printing it may mean. */
export interface Term {
  readonly text: string;
  readonly isNumber: boolean;
  /** Words as they stand, and beginnings of words. */
  readonly words: readonly string[];
  readonly beginnings: readonly string[];
}

/** The words of a query: "charizard 4/102" is a name and a number, "LOB-001" the number, or the set and the number. */
export function termsOf(query: string): Term[] {
  const terms = query
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .flatMap((part) =>
      /^#?[a-z]{0,8}-?\d+[a-z★]?\/[a-z]{0,8}\d+$/.test(part) ? [countedTerm(part)] : wordsOf(part).map(term),
    );
  const once = new Map(terms.map((one) => [one.text, one]));
  return [...once.values()].slice(0, TERMS_MAX);
}

/** "4/102": that number of a set of that size, or the number where the size is not known. */
function countedTerm(part: string): Term {
  const [number = '', total = ''] = part.split('/');
  const text = `${numberKey(number)}/${numberKey(total)}`;
  return { text, isNumber: true, words: [text], beginnings: [] };
}

function term(word: string): Term {
  const isNumber = /\d/.test(word);
  const bare = numberKey(word);
  if (isNumber) return { text: word, isNumber, words: [...new Set([word, bare])], beginnings: [] };
  const isShort = word.length < PREFIX_MIN && /^[a-z]$/.test(word);
  return { text: word, isNumber, words: isShort ? [word] : [], beginnings: isShort ? [] : [word] };
}

/** What is looked for where nothing fits as it was typed: words that are spelled alike, and numbers without their total. */
export function loosened(terms: readonly Term[], alike: ReadonlyMap<string, readonly string[]>): Term[] {
  return terms.map((one) => {
    const bare = one.text.split('/')[0] ?? one.text;
    return { ...one, words: [...new Set([...one.words, bare, ...(alike.get(one.text) ?? [])])] };
  });
}

export function canBeMisspelled({ text, isNumber }: Term): boolean {
  return !isNumber && text.length >= SPELLED_MIN;
}

/** As PostgreSQL reads it: words hold letters, digits and a slash, and nothing that would have to be escaped. */
export function tsqueryOf(terms: readonly Term[]): string {
  return terms.map(alternatives).join(' & ');
}

/** All words but one, whichever: for queries of which one word is not known at all. */
export function tsqueryOfAllButOne(terms: readonly Term[]): string {
  return terms.map((_, left_out) => `(${tsqueryOf(terms.filter((__, place) => place !== left_out))})`).join(' | ');
}

function alternatives({ words, beginnings }: Term): string {
  const all = [...words.map((word) => `'${word}'`), ...beginnings.map((word) => `'${word}':*`)];
  return `(${all.join(' | ')})`;
}
