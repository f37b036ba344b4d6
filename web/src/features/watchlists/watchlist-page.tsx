import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { useMedia, PHONE, WIDE } from '../../app/use-media.ts';
import { ApiError } from '../../lib/api.ts';
import { useTitle } from '../../lib/use-title.ts';
import { watchlistsQuery } from '../../lib/queries/watchlists.ts';
import { DetailPane } from './detail-pane.tsx';
import { ItemDialog } from './item-dialog.tsx';
import { rememberList } from './last-list.ts';
import { ListDialogs } from './list-dialogs.tsx';
import { ListsPane } from './lists-pane.tsx';
import type { MenuAnchor } from './row-commands.ts';
import { RowMenu } from './row-menu.tsx';
import { SectionDialog } from './section-dialog.tsx';
import { placeAtEnd } from './sections.ts';
import { TablePane } from './table-pane.tsx';
import { useListCommands } from './use-list-commands.ts';
import { useMarks } from './use-marks.ts';
import { useRowCommands } from './use-row-commands.ts';
import { useWatchView } from './use-watch-view.ts';

/** The watchlist: lists, table, detail; on a phone one below the other. */
export function WatchlistPage() {
  const { list: list_id } = useParams({ from: '/app/w/$list' });
  useEffect(() => rememberList(list_id), [list_id]);
  return <Watchlist key={list_id} list_id={list_id} />;
}

function Watchlist({ list_id }: { readonly list_id: string }) {
  const wide = useMedia(WIDE);
  const phone = useMedia(PHONE);
  const view = useWatchView(list_id);
  const told = useQuery(watchlistsQuery).data ?? noLists;
  const lists = told.map((list) => (list.id === list_id && view.list ? withCount(list, view.own.length) : list));
  const marks = useMarks(view.items);
  const [menu, setMenu] = useState<{ readonly symbol: string; readonly anchor: MenuAnchor } | null>(null);
  const rows = useRowCommands(view, setMenu);
  const list = useListCommands(lists, list_id);
  useTitle(view.list?.name ?? 'Watchlist');
  const { error } = view.query;
  if (error instanceof ApiError && error.has('watchlist_unknown')) return <Navigate to="/w" replace />;
  const { symbol } = view.state;
  return (
    <div className="panes" data-detail={wide && symbol !== undefined ? 'open' : 'closed'}>
      {wide && <ListsPane lists={lists} list_id={list_id} commands={list.commands} />}
      <TablePane
        view={view}
        lists={lists}
        wide={wide}
        phone={phone}
        marks={marks}
        rows={rows.commands}
        commands={list.commands}
      />
      {symbol !== undefined && <DetailPane view={view} symbol={symbol} wide={wide} rows={rows} marks={marks} />}
      <RowMenu view={view} commands={rows.commands} marks={marks} at={menu} onClose={() => setMenu(null)} />
      {rows.editing && (
        <ItemDialog key={rows.editing.symbol} list_id={list_id} item={rows.editing} onClose={rows.closeEditing} />
      )}
      {rows.sectioning && (
        <SectionDialog
          item={rows.sectioning}
          onClose={rows.closeSectioning}
          onName={(section) => {
            if (rows.sectioning) {
              rows.commands.moveTo(rows.sectioning.symbol, placeAtEnd(rows.sectioning, section, view.own));
            }
          }}
        />
      )}
      <ListDialogs open={list.dialog} onClose={list.close} />
    </div>
  );
}

const noLists: readonly never[] = [];

function withCount(list: WatchlistSummaryView, item_count: number): WatchlistSummaryView {
  return { ...list, item_count };
}
