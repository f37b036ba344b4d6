/** A query has this many words at most; those after them say little. */
const TERMS_MAX = 8;
const TERM_LENGTH_MAX = 40;
/** A shorter word is like too many others to have been meant for one of them. */
const SPELLED_MIN = 3;

/** One word of a query: as it was typed, in parts where it holds signs, and words it may have been meant for. */
export interface Term {
  readonly text: string;
  readonly parts: readonly string[];
  readonly alike: readonly string[];
}

/** The words of a query, folded as words of products are: "Charizard-GX 4/102" is `charizard-gx` and `4/102`. */
export function termsOf(query: string): Term[] {
  const words = query
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .split(/[\s,;()[\]{}"]+/)
    .map((word) => word.slice(0, TERM_LENGTH_MAX))
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  return [...new Set(words)].slice(0, TERMS_MAX).map((text) => {
    const parts = text.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
    return { text, parts: parts.length > 1 || parts[0] !== text ? parts : [], alike: [] };
  });
}

export function canBeMisspelled({ text }: Term): boolean {
  return text.length >= SPELLED_MIN && !/\d/.test(text);
}

/** What is looked for where nothing fits as it was typed. */
export function loosened(terms: readonly Term[], alike: ReadonlyMap<string, readonly string[]>): Term[] {
  return terms.map((term) => ({ ...term, alike: alike.get(term.text) ?? [] }));
}

/** Every word of them whose beginnings are looked for. */
export function wordsOf(terms: readonly Term[]): string[] {
  return [...new Set(terms.flatMap(({ text, parts }) => [text, ...parts]))].filter((word) => word.length > 1);
}

/** Of a word, those that begin with it; null: too many to be named. */
export type Begun = ReadonlyMap<string, readonly string[] | null>;

/** As PostgreSQL reads it: all terms, each as the beginning of a word, in its parts, or as a word that is alike. */
export function tsqueryOf(terms: readonly Term[], begun: Begun): string {
  return terms.map((term) => alternatives(term, begun)).join(' & ');
}

/** All words but one, whichever: for queries of which one word is not known at all. */
export function tsqueryOfAllButOne(terms: readonly Term[], begun: Begun): string {
  return terms
    .map(
      (_, left_out) =>
        `(${tsqueryOf(
          terms.filter((__, place) => place !== left_out),
          begun,
        )})`,
    )
    .join(' | ');
}

function alternatives({ text, parts, alike }: Term, begun: Begun): string {
  const all = [begins(text, begun), ...alike.map(quoted)];
  if (parts.length > 0) all.push(`(${parts.map((part) => begins(part, begun)).join(' & ')})`);
  return `(${all.join(' | ')})`;
}

/**
 * Named one by one, rare words lead to the products, and common ones are asked of these alone; a beginning gathers all
 * products of each of its words first.
 */
function begins(word: string, begun: Begun): string {
  // One letter or digit begins a third of all words.
  if (word.length < 2) return quoted(word);
  const named = begun.get(word) ?? null;
  if (named === null) return `${quoted(word)}:*`;
  return `(${[quoted(word), ...named.filter((one) => one !== word).map(quoted)].join(' | ')})`;
}

function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
