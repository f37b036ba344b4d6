import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import { compareDecimals, type LiveQuote, placeInRange } from '../../lib/live/live-quote.ts';
import { percentSinceAdded, type SplitsOf } from '../market/since-added.ts';
import { distanceOf, nearest } from '../alerts/distance.ts';
import type { AlertsOf } from '../alerts/use-alerts.ts';
import { flagNames } from './item-fields.ts';
import type { SortKey } from './view-state.ts';

/** What is known of the symbols besides the items themselves. */
export interface Known {
  readonly quoteOf: (symbol: string) => LiveQuote | undefined;
  readonly splitsOf: SplitsOf;
  readonly alertsOf: AlertsOf;
}
export interface SortOptions extends Known {
  readonly sort: SortKey | undefined;
  readonly dir: 'asc' | 'desc' | undefined;
}
type Item = WatchlistItemView;

const texts: Partial<Record<SortKey, (item: Item) => string>> = {
  symbol: (item) => item.symbol,
  note: (item) => item.note,
  section: (item) => item.section,
  exchange: (item) => item.instrument.exchange ?? '',
  currency: (item) => item.instrument.currency,
};
const numbers: Partial<Record<SortKey, (item: Item, quote: LiveQuote | undefined, known: Known) => number | null>> = {
  range: (_, quote) => (quote ? placeInRange(quote.price, quote.low, quote.high) : null),
  volume: (_, quote) => quote?.volume ?? null,
  distance: (item, quote, { alertsOf }) => {
    const distance = nearest(alertsOf(item.symbol).map((alert) => distanceOf(alert, quote)));
    return distance && Math.abs(Number(distance.percent));
  },
  added: (item) => Date.parse(item.added_at),
  market_cap: (item) => item.instrument.market_cap,
  // As the flags are listed everywhere: red first.
  flag: (item) => (item.flag === null ? null : -flagNames.indexOf(item.flag)),
};
const decimals: Partial<Record<SortKey, (item: Item, known: Known) => string | null>> = {
  price: (item, { quoteOf }) => quoteOf(item.symbol)?.price ?? null,
  change: (item, { quoteOf }) => quoteOf(item.symbol)?.change ?? null,
  change_percent: (item, { quoteOf }) => quoteOf(item.symbol)?.change_percent ?? null,
  today: (item, { quoteOf }) => quoteOf(item.symbol)?.change_percent ?? null,
  price_at_add: (item) => item.price_at_add,
  since: (item, { quoteOf, splitsOf }) => percentSinceAdded(item, quoteOf(item.symbol)?.price, splitsOf(item.symbol)),
};
const liveKeys: ReadonlySet<SortKey> = new Set([
  'price',
  'change',
  'change_percent',
  'today',
  'range',
  'volume',
  'since',
  'distance',
] as const);

/** Whether the order can change by itself while prices move. */
export function isLiveSort(sort: SortKey | undefined): boolean {
  return sort !== undefined && liveKeys.has(sort);
}

/** Which direction of a column tells more at first: A to Z, and the nearest alert. */
export function firstDirection(sort: SortKey): 'asc' | 'desc' {
  return isTextSort(sort) || sort === 'distance' ? 'asc' : 'desc';
}

/** Whether a column holds words. */
function isTextSort(sort: SortKey): boolean {
  return texts[sort] !== undefined;
}

/** Items in the asked order; equal ones stay in the person's own order, unknown values come last either way. */
export function sortItems(items: readonly Item[], options: SortOptions): readonly Item[] {
  const { sort, dir } = options;
  if (sort === undefined) return items;
  const sign = dir === 'asc' ? 1 : -1;
  const valueOf = readerOf(sort, options);
  const keyed = items.map((item) => ({ item, value: valueOf(item) }));
  keyed.sort((left, right) => {
    const [a, b] = [left.value, right.value];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * compareValues(a, b, isTextSort(sort));
  });
  return keyed.map(({ item }) => item);
}

function readerOf(sort: SortKey, known: Known): (item: Item) => string | number | null {
  const [text, number, decimal] = [texts[sort], numbers[sort], decimals[sort]];
  if (text) return (item) => text(item) || null;
  if (number) return (item) => number(item, known.quoteOf(item.symbol), known);
  return (item) => decimal?.(item, known) ?? null;
}

function compareValues(a: string | number, b: string | number, words: boolean): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  return words ? a.localeCompare(b) : compareDecimals(a, b);
}
