import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import type { Place } from './sections.ts';

/** Where a menu opens: at an element, or where the pointer was. */
export type MenuAnchor = Element | { readonly getBoundingClientRect: () => DOMRect };

/** What can be done with rows; the table, the cards, the detail and the keys all call these. */
export interface RowCommands {
  readonly open: (symbol: string) => void;
  /** Opens the detail without leaving the list, and closes it again. */
  readonly peek: (symbol: string) => void;
  /** Opens the form for an alert on the symbol. */
  readonly alert: (symbol: string) => void;
  readonly edit: (item: WatchlistItemView) => void;
  readonly remove: (symbols: readonly string[]) => void;
  /** Moves within the person's own order, and between its sections. */
  readonly moveTo: (symbol: string, place: Place) => void;
  /** Asks for the name of a section that begins with this item. */
  readonly newSection: (item: WatchlistItemView) => void;
  readonly menu: (symbol: string, anchor: MenuAnchor) => void;
}
