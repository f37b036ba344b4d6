import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import { openAlertForm } from '../alerts/alert-request.ts';
import { moveItem, removeItems } from './change-items.ts';
import type { MenuAnchor, RowCommands } from './row-commands.ts';
import type { WatchView } from './use-watch-view.ts';

export interface RowCommanding {
  readonly commands: RowCommands;
  /** The item whose note is being written. */
  readonly editing: WatchlistItemView | null;
  readonly closeEditing: () => void;
  /** The item that a new section is named for. */
  readonly sectioning: WatchlistItemView | null;
  readonly closeSectioning: () => void;
  /** True once for a symbol whose detail was opened on purpose, and not only peeked at: it takes the focus. */
  readonly takeFocus: (symbol: string) => boolean;
}

/** What the page does for its rows. The commands stay the same objects, so that rows do not render for nothing. */
export function useRowCommands(
  view: WatchView,
  openMenu: (at: { symbol: string; anchor: MenuAnchor }) => void,
): RowCommanding {
  const [editing, setEditing] = useState<WatchlistItemView | null>(null);
  const [sectioning, setSectioning] = useState<WatchlistItemView | null>(null);
  const now = useRef(view);
  useEffect(() => {
    now.current = view;
  });
  const opened = useRef<string | null>(null);
  const { list_id } = view;
  const commands = useMemo<RowCommands>(
    () => ({
      open(symbol) {
        opened.current = symbol;
        now.current.show({ symbol });
      },
      peek(symbol) {
        const { state, show } = now.current;
        show({ symbol: state.symbol === symbol ? undefined : symbol });
      },
      alert: (symbol) => openAlertForm({ kind: 'new', symbol }),
      edit: setEditing,
      remove(symbols) {
        const { state, show } = now.current;
        if (state.symbol !== undefined && symbols.includes(state.symbol)) show({ symbol: undefined });
        void removeItems(list_id, symbols);
      },
      moveTo: (symbol, place) => void moveItem(list_id, symbol, place),
      newSection: setSectioning,
      menu: (symbol, anchor) => openMenu({ symbol, anchor }),
    }),
    [list_id, openMenu],
  );
  const closeEditing = useCallback(() => setEditing(null), []);
  const closeSectioning = useCallback(() => setSectioning(null), []);
  const takeFocus = useCallback((symbol: string) => {
    const wanted = opened.current === symbol;
    opened.current = null;
    return wanted;
  }, []);
  return { commands, editing, closeEditing, sectioning, closeSectioning, takeFocus };
}
