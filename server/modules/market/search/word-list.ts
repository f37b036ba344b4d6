import { distance } from './edit-distance.ts';

/** What a word matched as; smaller is better. Typos cost TYPO and up. */
export const match = { word: 0, beginning: 1, part: 2, typo: 3 } as const;

/** Beginnings of at least so many letters are taken for the whole word. */
const PREFIX_LENGTH_MAX = 14;

/** Told for each word found: where its owners stand in the list, and how well it matched. */
export type Found = (word: number, cost: number) => void;

/**
 * The distinct words of many names, each with the numbers of its owners. Immutable once built; flat arrays, so that
 * 13,000 names take about 2 MB.
 *
 * Typos are found by looking at every word, not through an index of letter groups: a word of other letters is passed
 * over by one bit operation, the few left are compared in full. So each word within the allowed distance is found,
 * wherever in it the typo stands; groups of three letters lose short words.
 */
export class WordList {
  /** In ascending order. */
  readonly #words: readonly string[];
  /** Owners of word w stand from #from[w] to #from[w + 1]. */
  readonly #from: Uint32Array;
  readonly #owners: Uint32Array;
  /** Which letters and digits stand in the first n of a word, one bit each; the last row is for whole words. */
  readonly #letters: readonly Uint32Array[];
  readonly #lengths: Uint8Array;
  /** All words, each between line ends, for parts; and where each begins in it. */
  readonly #text: string;
  readonly #offsets: Uint32Array;

  constructor(entries: ReadonlyMap<string, readonly number[]>) {
    this.#words = [...entries.keys()].toSorted((left, right) => (left < right ? -1 : 1));
    const count = this.#words.length;
    this.#from = new Uint32Array(count + 1);
    this.#letters = Array.from({ length: PREFIX_LENGTH_MAX + 1 }, () => new Uint32Array(count));
    this.#lengths = new Uint8Array(count);
    this.#offsets = new Uint32Array(count);
    let total = 0;
    for (const owners of entries.values()) total += owners.length;
    this.#owners = new Uint32Array(total);
    let at = 0;
    let offset = 1;
    this.#words.forEach((word, index) => {
      this.#from[index] = at;
      const owners = entries.get(word) ?? [];
      this.#owners.set(owners, at);
      at += owners.length;
      this.#noteLetters(index, word);
      this.#lengths[index] = word.length;
      this.#offsets[index] = offset;
      offset += word.length + 1;
    });
    this.#from[count] = at;
    this.#text = `\n${this.#words.join('\n')}\n`;
  }

  /** How many distinct words there are. */
  get size(): number {
    return this.#words.length;
  }

  /** Calls `each` with every owner of a word. */
  owners(word: number, each: (owner: number) => void): void {
    const end = this.#from[word + 1] ?? 0;
    for (let at = this.#from[word] ?? 0; at < end; at += 1) each(this.#owners[at] ?? 0);
  }

  /** The number of a word, or undefined when it is none of the list. */
  numberOf(text: string): number | undefined {
    const word = this.#lowerBound(text);
    return this.#words[word] === text ? word : undefined;
  }

  /** The words that are `typed` or begin with it. */
  beginnings(typed: string, found: Found): void {
    for (let word = this.#lowerBound(typed); word < this.#words.length; word += 1) {
      const text = this.#words[word] ?? '';
      if (!text.startsWith(typed)) return;
      found(word, text.length === typed.length ? match.word : match.beginning);
    }
  }

  /** The words that hold `typed` after their beginning. */
  parts(typed: string, found: Found): void {
    let at = this.#text.indexOf(typed);
    while (at !== -1) {
      const word = this.#wordAt(at);
      if ((this.#offsets[word] ?? 0) !== at) found(word, match.part);
      at = this.#text.indexOf(typed, this.#text.indexOf('\n', at));
    }
  }

  /**
   * The words at 1 to `whole` edits from `typed`, and those of which `typed` may be the mistyped beginning, with at most
   * `beginning` edits. Two steps of cost per edit; a whole word costs one less than a beginning.
   */
  similar(typed: string, edits: { readonly whole: number; readonly beginning: number }, found: Found): void {
    const letters = lettersOf(typed);
    const most = Math.max(edits.whole, edits.beginning);
    const shortest = typed.length - most;
    const longest = typed.length + edits.whole;
    // A beginning within reach has at least `shortest` letters and at most `typed.length + most`.
    const within = this.#lettersWithin(shortest);
    const upTo = this.#lettersWithin(typed.length + most);
    const lengths = this.#lengths;
    for (let word = 0; word < lengths.length; word += 1) {
      const length = lengths[word] ?? 0;
      if (length < shortest) continue;
      const allowed = length > longest ? edits.beginning : most;
      // Each edit takes at most one typed letter away, and brings at most one other in.
      if (bitCount(letters & ~(upTo[word] ?? 0)) > allowed) continue;
      if (bitCount((within[word] ?? 0) & ~letters) > allowed || allowed === 0) continue;
      const { whole, beginning } = distance(typed, this.#words[word] ?? '', allowed);
      if (whole === 0) continue;
      if (whole <= edits.whole) found(word, match.typo + 2 * (whole - 1));
      else if (beginning > 0 && beginning <= edits.beginning) found(word, match.typo + 2 * (beginning - 1) + 1);
    }
  }

  #lettersWithin(length: number): Uint32Array {
    return this.#letters[Math.min(Math.max(length, 1), PREFIX_LENGTH_MAX)] ?? new Uint32Array();
  }

  #noteLetters(index: number, word: string): void {
    let bits = 0;
    for (let length = 1; length <= PREFIX_LENGTH_MAX; length += 1) {
      if (length <= word.length) bits |= bitOf(word.charCodeAt(length - 1));
      const row = this.#letters[length];
      if (row !== undefined) row[index] = length === PREFIX_LENGTH_MAX ? lettersOf(word) : bits;
    }
  }

  #lowerBound(typed: string): number {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#words[middle] ?? '') < typed) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The last word that begins at or before `position` of the text. */
  #wordAt(position: number): number {
    let low = 0;
    let high = this.#offsets.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#offsets[middle] ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= bitOf(word.charCodeAt(at));
  return bits >>> 0;
}

/** a-z on bits 0-25, digits in pairs on 26-30, everything else on 31. */
function bitOf(code: number): number {
  if (code >= 97 && code <= 122) return 1 << (code - 97);
  return code >= 48 && code <= 57 ? 1 << (26 + ((code - 48) >> 1)) : 1 << 31;
}

function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return (((count + (count >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
