import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import { compareDecimals, type LiveQuote } from '../../lib/live/live-quote.ts';
import type { SortKey } from './view-state.ts';

export interface SortOptions {
  readonly sort: SortKey | undefined;
  readonly dir: 'asc' | 'desc' | undefined;
  readonly quoteOf: (symbol: string) => LiveQuote | undefined;
}

/** Whether the order can change by itself while prices move. */
export function isLiveSort(sort: SortKey | undefined): boolean {
  return sort === 'price' || sort === 'change' || sort === 'change_percent' || sort === 'volume';
}

/** Items in the asked order; equal ones stay in the person's own order, unknown values come last either way. */
export function sortItems(items: readonly WatchlistItemView[], options: SortOptions): readonly WatchlistItemView[] {
  const { sort, dir, quoteOf } = options;
  if (sort === undefined) return items;
  const sign = dir === 'asc' ? 1 : -1;
  return items.toSorted((left, right) => {
    if (sort === 'symbol') return sign * left.symbol.localeCompare(right.symbol);
    if (sort === 'note' || sort === 'section') {
      return emptyLast(left[sort], right[sort]) || sign * left[sort].localeCompare(right[sort]);
    }
    const [a, b] = [quoteOf(left.symbol)?.[sort] ?? null, quoteOf(right.symbol)?.[sort] ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' ? a - Number(b) : compareDecimals(a, String(b)));
  });
}

function emptyLast(left: string, right: string): number {
  return Number(left === '') - Number(right === '');
}

/** Items whose symbol, name, section or note has every word of the filter, whatever the case. */
export function filterItems(
  items: readonly WatchlistItemView[],
  filter: string | undefined,
): readonly WatchlistItemView[] {
  const words = (filter ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return items;
  return items.filter((item) => {
    const text = `${item.symbol} ${item.instrument.name} ${item.section} ${item.note}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
