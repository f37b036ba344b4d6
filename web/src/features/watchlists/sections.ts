import type { WatchlistItemView } from '../../../../contract/watchlists.ts';

type Items = readonly WatchlistItemView[];

/** A line of the table: an item, or the heading of a section. */
export type ListRow =
  | { readonly kind: 'item'; readonly key: string; readonly item: WatchlistItemView }
  | {
      readonly kind: 'section';
      readonly key: string;
      /** Empty for the items of no section. */
      readonly name: string;
      readonly count: number;
      readonly collapsed: boolean;
    };

const SECTION_KEY = 'section:';

/** Names of the sections, in the order of their first items; items of no section come before them. */
export function sectionsOf(items: Items): readonly string[] {
  return [...new Set(items.map(({ section }) => section))].filter((name) => name !== '');
}

/** The items of each section together; inside a section in the given order. */
export function groupItems(items: Items): Items {
  const names = sectionsOf(items);
  if (names.length === 0) return items;
  return ['', ...names].flatMap((name) => items.filter(({ section }) => section === name));
}

/** Items as lines of the table. With `grouped`, each section gets a heading; a collapsed one is a heading only. */
export function rowsOf(
  items: Items,
  { grouped, collapsed }: { readonly grouped: boolean; readonly collapsed: ReadonlySet<string> },
): readonly ListRow[] {
  const rowOf = (item: WatchlistItemView): ListRow => ({ kind: 'item', key: item.symbol, item });
  const names = grouped ? sectionsOf(items) : [];
  if (names.length === 0) return items.map(rowOf);
  return ['', ...names].flatMap((name): ListRow[] => {
    const own = items.filter(({ section }) => section === name);
    if (own.length === 0) return [];
    const shut = collapsed.has(name);
    const lines: ListRow[] = [{ kind: 'section', key: SECTION_KEY + name, name, count: own.length, collapsed: shut }];
    if (!shut) lines.push(...own.map(rowOf));
    return lines;
  });
}

/** A place in the person's own order, and the section it is in. */
export interface Place {
  readonly position: number;
  readonly section: string;
}

/**
 * Where a row lands that is taken from one line and put at another, so that it is seen there: between items it takes
 * their section, under a heading it is the first of that section. Null when nothing would change.
 * @param own all items, in the person's own order
 */
export function placeAt(
  rows: readonly ListRow[],
  { from, to }: { readonly from: number; readonly to: number },
  own: Items,
): Place | null {
  const moved = rows[from];
  if (moved?.kind !== 'item' || from === to || to < 0 || to >= rows.length) return null;
  const others = rows.filter((row) => row !== moved);
  const before = others[to - 1];
  const section = before === undefined ? '' : before.kind === 'item' ? before.item.section : before.name;
  // A heading is the first line wherever there are any: above it is no place.
  if (before === undefined && others[0]?.kind === 'section') return null;
  return placeAfter(moved.item, before?.kind === 'item' ? before.item : null, section, own);
}

/** The place behind `before`, or first in the section without it. */
export function placeAfter(
  moved: WatchlistItemView,
  before: WatchlistItemView | null,
  section: string,
  own: Items,
): Place {
  const rest = own.filter(({ symbol }) => symbol !== moved.symbol);
  if (before) return { position: rest.findIndex(({ symbol }) => symbol === before.symbol) + 1, section };
  const first = rest.findIndex((item) => item.section === section);
  return { position: first === -1 ? rest.length : first, section };
}

/** The place behind the last item of a section. */
export function placeAtEnd(moved: WatchlistItemView, section: string, own: Items): Place {
  const last = own.findLast((item) => item.section === section && item.symbol !== moved.symbol);
  return placeAfter(moved, last ?? null, section, own);
}
