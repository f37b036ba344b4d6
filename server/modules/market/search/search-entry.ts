import { companyOf } from '../import/listed-name.ts';
import { type Instrument, type InstrumentKind, symbolKey } from '../instrument.ts';
import { aliases } from './aliases.ts';
import { tellingWords, wordsOf } from './fold.ts';
import { type SizeKey, sizeKeyOf } from './size-order.ts';

/** What a search knows of one instrument. */
export interface SearchEntry {
  readonly instrument: Instrument;
  /** The symbol in its compared form: `brk.b`. */
  readonly ticker: string;
  /** Symbols it had before, in the same form. */
  readonly former_tickers: readonly string[];
  /** Distinct words under which it is found. */
  readonly words: readonly string[];
  /** What counts as its whole name, without spaces: `applovin`, `cocacola`, and its other names. */
  readonly phrases: readonly string[];
  readonly size: SizeKey;
}

const KIND_WORDS: Readonly<Record<InstrumentKind, readonly string[]>> = {
  stock: [],
  etf: ['etf', 'fund'],
  coin: ['coin', 'crypto', 'cryptocurrency'],
  index: ['index'],
  currency: ['currency', 'forex', 'fx'],
  commodity: ['commodity'],
  collectible: ['collectible'],
};

const known = new WeakMap<Instrument, SearchEntry>();

/** The entry of an instrument, made once per value: a rebuilt index only reads the names that changed. */
export function entryOf(instrument: Instrument): SearchEntry {
  const found = known.get(instrument);
  if (found !== undefined) return found;
  const entry = makeEntry(instrument);
  known.set(instrument, entry);
  return entry;
}

function makeEntry(instrument: Instrument): SearchEntry {
  const names = [instrument.name, ...(aliases.get(instrument.symbol) ?? [])].map(wordsOf);
  const official = instrument.official_name === null ? [] : wordsOf(companyOf(instrument.official_name));
  const ticker = symbolKey(instrument.symbol).toLowerCase();
  const former_tickers = (instrument.former_symbols ?? []).map((symbol) => symbolKey(symbol).toLowerCase());
  const words = new Set([...names.flat(), ...official, ...KIND_WORDS[instrument.kind], ticker]);
  // People run the words of well-known names together; for every name this would double the words.
  if (instrument.market_cap !== null) for (const name of names) addPairs(name, words);
  const phrases = new Set(names.flatMap((name) => [name.join(''), tellingWords(name).join('')]));
  if (instrument.kind === 'coin') phrases.add(ticker.split('.')[0] ?? ticker);
  return { instrument, ticker, former_tickers, words: [...words], phrases: [...phrases], size: sizeKeyOf(instrument) };
}

function addPairs(name: readonly string[], words: Set<string>): void {
  for (let at = 1; at < name.length; at += 1) words.add(`${name[at - 1] ?? ''}${name[at] ?? ''}`);
  if (name.length > 2) words.add(name.join(''));
}
