import { Plus, Unplug } from 'lucide-react';
import { useRef, useState } from 'react';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { useShortcut } from '../../app/keyboard/use-shortcut.ts';
import { openPalette } from '../../app/palette-state.ts';
import { messageOf } from '../../lib/problems.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { FirstHints } from '../identity/first-hints.tsx';
import { ListAnalytics } from './analytics/list-analytics.tsx';
import { EmptyList, NothingFound } from './empty-list.tsx';
import { QuoteGrid } from './grid/quote-grid.tsx';
import { FilterRow } from './filter-row.tsx';
import { isFiltered } from './filter-items.ts';
import { HeatMap } from './heat/heat-map.tsx';
import { ListBar, MarksBar } from './list-bar.tsx';
import type { ListCommands } from './lists-pane.tsx';
import { LostBanner } from './lost-banner.tsx';
import { PhoneBar } from './phone-bar.tsx';
import { QuoteCards } from './quote-cards.tsx';
import type { RowCommands } from './row-commands.ts';
import { SummaryRow } from './summary-row.tsx';
import { TableFoot } from './table-foot.tsx';
import type { Marks } from './use-marks.ts';
import type { WatchView } from './use-watch-view.ts';

export interface TablePaneProps {
  readonly view: WatchView;
  readonly lists: readonly WatchlistSummaryView[];
  readonly wide: boolean;
  readonly phone: boolean;
  readonly marks: Marks;
  readonly rows: RowCommands;
  readonly commands: ListCommands;
}

/** The list on screen: its bar, what there is to say, its rows, its foot. */
export function TablePane(props: TablePaneProps) {
  const { view, lists, wide, phone, marks, rows, commands } = props;
  const filter = useRef<HTMLInputElement>(null);
  const [filtering, setFiltering] = useState(false);
  const openFilter = () => {
    setFiltering(true);
    requestAnimationFrame(() => filter.current?.focus());
  };
  useShortcut('filter', openFilter);
  useShortcut('add_symbol', () => openPalette('add'));
  const chosen = marks.symbols.size > 0;
  return (
    <section className="pane pane-table" aria-label="List">
      {phone && <PhoneBar view={view} lists={lists} commands={commands} onFilter={openFilter} />}
      {chosen && !phone && <MarksBar view={view} marks={marks} commands={rows} />}
      {!phone && !chosen && <ListBar view={view} lists={lists} wide={wide} commands={commands} onFilter={openFilter} />}
      {(filtering || isFiltered(view.state)) && (
        <FilterRow view={view} input={filter} onClose={() => setFiltering(false)} />
      )}
      <LostBanner />
      <FirstHints />
      {view.list && phone && <SummaryRow view={view} onOpen={rows.open} above />}
      <div className="flex min-h-0 grow flex-col">
        <TableBody {...props} />
      </div>
      {view.list && !phone && <SummaryRow view={view} onOpen={rows.open} above={false} />}
      {!phone && <TableFoot view={view} />}
      {phone && (
        <button type="button" className="add-button" aria-label="Add symbol" onClick={() => openPalette('add')}>
          <Plus className="icon size-5" aria-hidden="true" />
        </button>
      )}
    </section>
  );
}

function TableBody({ view, phone, marks, rows }: TablePaneProps) {
  const { query, list } = view;
  const retry = (
    <Button size="small" busy={query.isFetching} onClick={() => void query.refetch()}>
      Try again
    </Button>
  );
  if (!list) {
    if (!query.isError) return <LoadingRows label="Loading the list" />;
    return (
      <EmptyState
        icon={<Unplug className="icon" aria-hidden="true" />}
        title="This list could not be read"
        action={retry}
      >
        {messageOf(query.error)}
      </EmptyState>
    );
  }
  return (
    <>
      {query.isError && <Banner action={retry}>{messageOf(query.error)}</Banner>}
      <ListBody view={view} name={list.name} phone={phone} marks={marks} rows={rows} />
    </>
  );
}

function ListBody({
  view,
  name,
  phone,
  marks,
  rows,
}: Pick<TablePaneProps, 'view' | 'phone' | 'marks' | 'rows'> & { readonly name: string }) {
  if (view.own.length === 0) return <EmptyList list_id={view.list_id} name={name} />;
  if (view.items.length === 0) {
    const clear = () => view.show({ filter: undefined, flag: undefined, section: undefined });
    return <NothingFound filter={view.state.filter} onClear={clear} />;
  }
  if (view.state.view === 'analytics') return <ListAnalytics view={view} />;
  if (view.state.view === 'map') return <HeatMap view={view} commands={rows} />;
  if (phone) return <QuoteCards view={view} commands={rows} />;
  return <QuoteGrid view={view} commands={rows} marks={marks} />;
}
