import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import type { ViewState } from './view-state.ts';

type Filter = { readonly [K in 'filter' | 'flag' | 'section']?: ViewState[K] | undefined };

/** Whether the address asks for a part of the list only. */
export function isFiltered({ filter = '', flag, section }: Filter): boolean {
  return filter.trim() !== '' || flag !== undefined || section !== undefined;
}

/** Items with the flag, in the section, whose symbol, name, section or note has every word, whatever the case. */
export function filterItems(items: readonly WatchlistItemView[], asked: Filter): readonly WatchlistItemView[] {
  if (!isFiltered(asked)) return items;
  const { filter = '', flag, section } = asked;
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return items.filter((item) => {
    if (section !== undefined && item.section !== section) return false;
    if (flag !== undefined && (flag === 'any' ? item.flag === null : item.flag !== flag)) return false;
    const text = `${item.symbol} ${item.instrument.name} ${item.section} ${item.note}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
