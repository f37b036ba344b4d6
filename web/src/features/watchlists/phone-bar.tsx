import { Link } from '@tanstack/react-router';
import { ChartNoAxesCombined, ChevronDown, Ellipsis, LayoutGrid, ListFilter, Plus, Rows3 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { SimulatedBadge } from '../../ui/badge.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { type ListCommands, ListItems } from './lists-pane.tsx';
import type { WatchView } from './use-watch-view.ts';
import { OrderItems, orderName } from './view-items.tsx';

interface PhoneBarProps {
  readonly view: WatchView;
  readonly lists: readonly WatchlistSummaryView[];
  readonly commands: ListCommands;
  readonly onFilter: () => void;
}

/** On a phone: the lists as chips, the count, and the order. */
export function PhoneBar({ view, lists, commands, onFilter }: PhoneBarProps) {
  const chips = useRef<HTMLElement>(null);
  const at = lists.findIndex((list) => list.id === view.list_id);
  const summary = lists[at];
  useEffect(() => {
    chips.current
      ?.querySelector(`[data-list="${view.list_id}"]`)
      ?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [view.list_id]);
  return (
    <>
      <h1 className="unseen">{view.list?.name ?? 'Watchlist'}</h1>
      <nav ref={chips} className="list-chips" aria-label="Your lists">
        {lists.map((list) => (
          <Link key={list.id} to="/w/$list" params={{ list: list.id }} className="chip" data-list={list.id}>
            {list.name} {list.id === view.list_id && list.item_count}
          </Link>
        ))}
        <button type="button" className="chip" onClick={commands.create} aria-label="New list">
          <Plus className="icon-small" aria-hidden="true" />
        </button>
      </nav>
      <div className="flex h-9 flex-none items-center gap-2 pl-4 pr-1">
        <span className="whitespace-nowrap text-12 text-muted">
          {view.items.length} {view.items.length === 1 ? 'symbol' : 'symbols'}
        </span>
        {view.simulated && <SimulatedBadge />}
        <span className="grow" />
        <PhoneView view={view} />
        <OrderMenu view={view} />
        {summary && (
          <Menu
            align="end"
            trigger={
              <button type="button" className="icon-button h-9" aria-label={`Actions for the list ${summary.name}`}>
                <Ellipsis className="icon" aria-hidden="true" />
              </button>
            }
          >
            <MenuItem icon={<ListFilter aria-hidden="true" />} onSelect={onFilter}>
              Filter
            </MenuItem>
            <MenuItem
              icon={<ChartNoAxesCombined aria-hidden="true" />}
              onSelect={() => view.show({ view: 'analytics' })}
            >
              Analytics
            </MenuItem>
            <MenuLine />
            <ListItems list={summary} index={at} last={lists.length - 1} commands={commands} />
          </Menu>
        )}
      </div>
    </>
  );
}

/** Cards or tiles; from the analytics back to the cards. */
function PhoneView({ view }: { readonly view: WatchView }) {
  const cards = view.state.view === undefined;
  const Icon = cards ? LayoutGrid : Rows3;
  return (
    <button
      type="button"
      className="icon-button h-9"
      aria-label={cards ? 'Show as a heat map' : 'Show as a list'}
      onClick={() => view.show({ view: cards ? 'map' : undefined })}
    >
      <Icon className="icon" aria-hidden="true" />
    </button>
  );
}

function OrderMenu({ view }: { readonly view: WatchView }) {
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="flex h-9 min-w-0 items-center gap-1 text-12 text-muted">
          <span className="truncate">{orderName(view.state)}</span>
          <ChevronDown className="icon-small" aria-hidden="true" />
        </button>
      }
    >
      <OrderItems view={view} />
    </Menu>
  );
}
