import { type Instrument, type InstrumentKind, listedSpelling, symbolKey } from '../instrument.ts';
import { tellingWords, WORD_LENGTH_MAX, wordsOf } from './fold.ts';
import { type Guess, type NameHit, NameSearch } from './name-search.ts';
import type { SearchEntry } from './search-entry.ts';
import { compareSize, type SizeKey } from './size-order.ts';
import { match, WordList } from './word-list.ts';

/** What a hit was found by, best first; within one, fewer typos, then size. What is gone stands behind the others. */
const place = {
  ticker: 0,
  name: 1,
  /** The ticker of something that is gone, or was renamed: behind what bears the name today. */
  gone_ticker: 2,
  ticker_beginning: 3,
  words: 4,
  /** One edit from the whole name of something well known. */
  near_name: 5,
  part: 6,
  typo: 7,
  all_but_one: 8,
} as const;
const GONE = 9;
/** Steps of typos within one place; the last is kept free for NOT_FOUND. */
const STEPS = 14;
const NOT_FOUND = 255;
/** More than there will be instruments in one process. */
const RANKS = 2 ** 32;

/** Further words of a query are not looked at. */
const WORDS_MAX = 6;
/** Where nothing has all words, these first ones are tried, each mistyped, and one may be missing. */
const LENIENT_WORDS_MAX = 4;
/** With so many hits nobody needs guesses at what was meant. */
const ENOUGH_HITS = 20;
const MISTYPED_TICKER_LENGTH_MIN = 3;
/** Shorter names are an edit away from everything. */
const NEAR_NAME_LENGTH_MIN = 4;

export interface SearchFilter {
  readonly kind?: InstrumentKind | undefined;
  readonly exchange?: string | undefined;
}

/** A hit's place in the order of results: enough to go on after it, also when the instruments have changed since. */
export interface HitPlace {
  readonly step: number;
  readonly size: SizeKey;
}
export interface Hit extends HitPlace {
  readonly instrument: Instrument;
}
export interface HitPage {
  readonly limit: number;
  readonly after?: HitPlace | undefined;
}

/** Finds instruments by ticker, name, parts of names and mistyped names. Pure: built from entries, then only asked. */
export class SearchIndex {
  /** In order of size, so that an entry's number is its rank. */
  readonly #entries: readonly SearchEntry[];
  readonly #words: WordList;
  readonly #tickers: WordList;
  readonly #formerTickers: ReadonlyMap<string, readonly number[]>;
  readonly #phrases: ReadonlyMap<string, readonly number[]>;
  /** Whole names of what is well known: few, so that they are compared with what was typed whatever else is found. */
  readonly #famous: WordList;
  readonly #names: NameSearch;
  /** Scratch of one search: the best step of each entry, and the entries that have one. */
  readonly #step: Uint8Array;
  #hits: number[] = [];

  constructor(entries: readonly SearchEntry[]) {
    this.#entries = entries.toSorted((left, right) => compareSize(left.size, right.size));
    const words = new Map<string, number[]>();
    const tickers = new Map<string, number[]>();
    const former = new Map<string, number[]>();
    const phrases = new Map<string, number[]>();
    const famous = new Map<string, number[]>();
    this.#entries.forEach((entry, number) => {
      for (const word of entry.words) add(words, word, number);
      for (const phrase of entry.phrases) {
        add(phrases, phrase, number);
        if (entry.instrument.market_cap !== null) add(famous, phrase, number);
      }
      add(tickers, entry.ticker, number);
      for (const ticker of entry.former_tickers) add(former, ticker, number);
    });
    this.#words = new WordList(words);
    this.#tickers = new WordList(tickers);
    this.#formerTickers = former;
    this.#phrases = phrases;
    this.#famous = new WordList(famous);
    this.#names = new NameSearch(this.#words, this.#entries.length);
    this.#step = new Uint8Array(this.#entries.length).fill(NOT_FOUND);
  }

  /** How many distinct words there are to compare a mistyped one with. */
  get words(): number {
    return this.#words.size;
  }

  /**
   * The best hits after a place, at most `limit`. A query without letters and digits lists all by size.
   * @param query as typed; the caller bounds its length.
   */
  search(query: string, filter: SearchFilter, page: HitPage): Hit[] {
    const words = wordsOf(query).slice(0, WORDS_MAX);
    const ranked = words.length === 0 ? Float64Array.from(this.#entries.keys()) : this.#find(query, words);
    const hits: Hit[] = [];
    const first = page.after === undefined ? 0 : this.#behind(ranked, page.after);
    for (let at = first; at < ranked.length && hits.length < page.limit; at += 1) {
      const { instrument, size } = this.#entryAt(ranked, at);
      if (filter.kind !== undefined && instrument.kind !== filter.kind) continue;
      if (filter.exchange !== undefined && instrument.exchange !== filter.exchange) continue;
      hits.push({ instrument, size, step: stepAt(ranked, at) });
    }
    return hits;
  }

  /** The hits in order, as numbers that hold step and rank. */
  #find(query: string, words: readonly string[]): Float64Array {
    const ticker = symbolKey(query).toLowerCase();
    const telling = [...new Set(tellingWords(words))];
    const joined = words.length > 1 ? words.join('').slice(0, WORD_LENGTH_MAX) : undefined; // `micro soft`
    this.#findExactly([ticker, listedSpelling(query)?.toLowerCase()], [words.join(''), telling.join('')]);
    this.#tickers.beginnings(ticker, (word) => this.#hitTickers(word, place.ticker_beginning));
    // One letter begins thousands of names; it is typed on the way to a ticker.
    if (ticker.length > 1) this.#findNames(telling, 'none');
    if (joined !== undefined) this.#findNames([joined], 'none');
    if (!this.#isNamed()) {
      this.#findNear(telling.join(''));
      if (this.#hits.length < ENOUGH_HITS) this.#guess(words, telling, joined);
    }
    const ranked = Float64Array.from(this.#hits, (number) => (this.#step[number] ?? 0) * RANKS + number).sort();
    for (const number of this.#hits) this.#step[number] = NOT_FOUND;
    this.#hits = [];
    return ranked;
  }

  /** The whole query is a ticker in one of its spellings, or a whole name. */
  #findExactly(tickers: readonly (string | undefined)[], phrases: readonly string[]): void {
    for (const ticker of tickers) {
      const word = ticker === undefined ? undefined : this.#tickers.numberOf(ticker);
      if (word !== undefined) this.#hitTickers(word, place.ticker);
      for (const number of this.#formerTickers.get(ticker ?? '') ?? []) this.#hit(number, place.gone_ticker, 0);
    }
    for (const phrase of phrases) {
      for (const number of this.#phrases.get(phrase) ?? []) this.#hit(number, place.name, 0);
    }
  }

  /** Whether a whole name, or the ticker of something well known, was typed: then nothing else was meant. */
  #isNamed(): boolean {
    return this.#hits.some((number) => {
      const where = Math.floor((this.#step[number] ?? 0) / STEPS) % GONE;
      return where === place.name || (where === place.ticker && this.#entries[number]?.instrument.market_cap !== null);
    });
  }

  /** A ticker that nobody means is a typo as well: `aple` is APLE, and Apple. */
  #findNear(name: string): void {
    if (name.length < NEAR_NAME_LENGTH_MIN || name.length > WORD_LENGTH_MAX) return;
    this.#famous.similar(name, { whole: 1, beginning: 0 }, (word) => {
      this.#famous.owners(word, (number) => this.#hit(number, place.near_name, 0));
    });
  }

  /** Looks for what was mistyped. */
  #guess(words: readonly string[], telling: readonly string[], joined: string | undefined): void {
    const [first = ''] = words;
    if (words.length === 1 && first.length >= MISTYPED_TICKER_LENGTH_MIN)
      this.#tickers.similar(first, { whole: 1, beginning: 0 }, (word) => this.#hitTickers(word, place.typo));
    this.#findNames(telling, words.length === 1 ? 'all' : 'unknown');
    if (joined !== undefined) this.#findNames([joined], 'all');
    if (this.#hits.length === 0 && telling.length > 1)
      this.#findNames(telling.slice(0, LENIENT_WORDS_MAX), 'all', true);
  }

  #findNames(words: readonly string[], guess: Guess, lenient = false): void {
    this.#names.find(words, { guess, lenient }, (number, found) => {
      // What lacks a word must at least have the others as they were typed.
      if (found.missing === 0 || found.worst <= match.beginning) this.#hit(number, placeOf(found), found.typos);
    });
  }

  #hitTickers(word: number, where: number): void {
    this.#tickers.owners(word, (number) => this.#hit(number, where, 0));
  }

  #hit(number: number, where: number, typos: number): void {
    const gone = this.#entries[number]?.instrument.status === 'inactive';
    const there = !gone ? where : where === place.ticker ? place.gone_ticker : where + GONE;
    const step = there * STEPS + Math.min(typos, STEPS - 2);
    const before = this.#step[number] ?? NOT_FOUND;
    if (before === NOT_FOUND) this.#hits.push(number);
    if (step < before) this.#step[number] = step;
  }

  /** Where the hits behind a place begin. */
  #behind(ranked: Float64Array, after: HitPlace): number {
    let low = 0;
    let high = ranked.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = stepAt(ranked, middle) - after.step || compareSize(this.#entryAt(ranked, middle).size, after.size);
      if (order <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #entryAt(ranked: Float64Array, at: number): SearchEntry {
    const entry = this.#entries[(ranked[at] ?? 0) % RANKS];
    if (entry === undefined) throw new RangeError(`No hit stands at ${at}`);
    return entry;
  }
}

function stepAt(ranked: Float64Array, at: number): number {
  return Math.floor((ranked[at] ?? 0) / RANKS);
}

function placeOf({ worst, missing }: NameHit): number {
  if (missing > 0) return place.all_but_one;
  if (worst <= match.beginning) return place.words;
  return worst === match.part ? place.part : place.typo;
}

function add(map: Map<string, number[]>, key: string, value: number): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
