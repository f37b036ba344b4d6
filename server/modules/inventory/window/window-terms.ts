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

/** As PostgreSQL reads it: all terms, each as the beginning of a word, in its parts, or as a word that is alike. */
export function tsqueryOf(terms: readonly Term[]): string {
  return terms.map(alternatives).join(' & ');
}

/** All words but one, whichever: for queries of which one word is not known at all. */
export function tsqueryOfAllButOne(terms: readonly Term[]): string {
  return terms.map((_, left_out) => `(${tsqueryOf(terms.filter((__, place) => place !== left_out))})`).join(' | ');
}

function alternatives({ text, parts, alike }: Term): string {
  const all = [begins(text), ...alike.map(quoted)];
  if (parts.length > 0) all.push(`(${parts.map(begins).join(' & ')})`);
  return `(${all.join(' | ')})`;
}

function begins(word: string): string {
  // One letter or digit begins a third of all words.
  return word.length > 1 ? `${quoted(word)}:*` : quoted(word);
}

function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
