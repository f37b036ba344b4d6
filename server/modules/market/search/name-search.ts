import { match, type WordList } from './word-list.ts';

/** What a name that has the words of a query was found as. */
export interface NameHit {
  /** How its worst word matched: `match.word` to `match.typo`. */
  readonly worst: number;
  /** Steps of the mistyped words together; 0 is one word mistyped by one edit. */
  readonly typos: number;
  /** Words of the query that it does not have: 0 or 1. */
  readonly missing: number;
}

const NOT_FOUND = 255;
/** Shorter words leave nothing to recognise: one edit makes any of them another. */
const TYPO_LENGTH_MIN = 3;

/** Which words may be mistyped: none, those that no name has, or all. */
export type Guess = 'none' | 'unknown' | 'all';

/** Finds the names that have every word of a query, in any order. Holds scratch space, so one search at a time. */
export class NameSearch {
  readonly #names: WordList;
  // By name: words of the query found so far, the worst of them, steps of typos, and what the current word cost.
  readonly #matched: Uint8Array;
  readonly #worst: Uint8Array;
  readonly #typos: Uint8Array;
  readonly #current: Uint8Array;

  constructor(names: WordList, count: number) {
    this.#names = names;
    this.#matched = new Uint8Array(count);
    this.#worst = new Uint8Array(count);
    this.#typos = new Uint8Array(count);
    this.#current = new Uint8Array(count).fill(NOT_FOUND);
  }

  /**
   * Calls `hit` once for each name that has all words, and, with `lenient`, for those that lack one of several.
   * @param words distinct, at most 8.
   */
  find(
    words: readonly string[],
    options: { readonly guess: Guess; readonly lenient: boolean },
    hit: (name: number, found: NameHit) => void,
  ): void {
    const seen: number[] = [];
    for (const word of words) {
      for (const name of this.#findWord(word, options.guess)) {
        const cost = this.#current[name] ?? 0;
        this.#current[name] = NOT_FOUND;
        if (this.#matched[name] === 0) seen.push(name);
        this.#matched[name] = (this.#matched[name] ?? 0) + 1;
        this.#worst[name] = Math.max(this.#worst[name] ?? 0, Math.min(cost, match.typo));
        this.#typos[name] = (this.#typos[name] ?? 0) + Math.max(0, cost - match.typo + 1);
      }
    }
    const missing_max = options.lenient && words.length > 1 ? 1 : 0;
    for (const name of seen) {
      const missing = words.length - (this.#matched[name] ?? 0);
      const typos = Math.max(0, (this.#typos[name] ?? 0) - 1);
      if (missing <= missing_max) hit(name, { worst: this.#worst[name] ?? 0, typos, missing });
      this.#matched[name] = 0;
      this.#worst[name] = 0;
      this.#typos[name] = 0;
    }
  }

  /** The names that have the word; what it cost stands in #current. */
  #findWord(typed: string, guess: Guess): number[] {
    const seen: number[] = [];
    // One or two letters begin many words: a word that is just these letters (the `sp` of S&P) comes before them.
    const isShort = typed.length < TYPO_LENGTH_MIN;
    const found = (word: number, matched: number): void => {
      const cost = isShort && matched === match.beginning ? match.part : matched;
      this.#names.owners(word, (name) => {
        const before = this.#current[name] ?? NOT_FOUND;
        if (before === NOT_FOUND) seen.push(name);
        if (cost < before) this.#current[name] = cost;
      });
    };
    this.#names.beginnings(typed, found);
    if (guess === 'none') {
      if (typed.length > 1) this.#names.parts(typed, found);
    } else if (guess === 'all' || this.#names.numberOf(typed) === undefined) {
      const edits = editsAllowed(typed);
      if (edits.whole > 0) this.#names.similar(typed, edits, found);
    }
    return seen;
  }
}

/** Numbers are meant as typed: the S&P 500 is not the S&P 400. */
function editsAllowed(typed: string): { readonly whole: number; readonly beginning: number } {
  if (typed.length < TYPO_LENGTH_MIN || /^\d+$/.test(typed)) return { whole: 0, beginning: 0 };
  if (typed.length === 3) return { whole: 1, beginning: 0 };
  if (typed.length <= 5) return { whole: 1, beginning: 1 };
  return { whole: 2, beginning: typed.length <= 7 ? 1 : 2 };
}
