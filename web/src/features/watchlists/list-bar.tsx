import { Link } from '@tanstack/react-router';
import { ChevronDown, Columns3Cog, Ellipsis, ListFilter, Plus, Rows3, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { useShortcut } from '../../app/keyboard/use-shortcut.ts';
import { openPalette } from '../../app/palette-state.ts';
import { SimulatedBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine, MenuLink } from '../../ui/menu.tsx';
import { type ListCommands, ListItems } from './lists-pane.tsx';
import type { RowCommands } from './row-commands.ts';
import type { Marks } from './use-marks.ts';
import type { WatchView } from './use-watch-view.ts';
import { ColumnsDialog } from './columns/columns-dialog.tsx';
import { ViewItems } from './view-items.tsx';
import { ViewSwitch } from './view-switch.tsx';

interface ListBarProps {
  readonly view: WatchView;
  readonly lists: readonly WatchlistSummaryView[];
  readonly wide: boolean;
  readonly commands: ListCommands;
  readonly onFilter: () => void;
}

/** The list's name and what can be done with it, above the table. */
export function ListBar({ view, lists, wide, commands, onFilter }: ListBarProps) {
  const summary = lists.find((list) => list.id === view.list_id);
  return (
    <div className="pane-bar">
      <h1 className="truncate text-16">{view.list?.name ?? summary?.name ?? 'Watchlist'}</h1>
      {!wide && <ListPicker lists={lists} />}
      <span className="text-12 font-medium text-muted">{view.list?.items.length ?? summary?.item_count}</span>
      {view.simulated && <SimulatedBadge />}
      <span className="grow" />
      <ViewSwitch view={view} />
      <Button tone="ghost" size="small" onClick={onFilter}>
        <ListFilter className="icon-small" aria-hidden="true" />
        Filter
      </Button>
      <ViewMenu view={view} />
      {!wide && summary && (
        <Menu
          align="end"
          trigger={
            <button type="button" className="icon-button" aria-label={`Actions for the list ${summary.name}`}>
              <Ellipsis className="icon" aria-hidden="true" />
            </button>
          }
        >
          <ListItems list={summary} index={lists.indexOf(summary)} last={lists.length - 1} commands={commands} />
        </Menu>
      )}
      <Button size="small" onClick={() => openPalette('add')}>
        <Plus className="icon-small" aria-hidden="true" />
        Add symbol
        <kbd className="-mr-1" aria-hidden="true">
          a
        </kbd>
      </Button>
    </div>
  );
}

function ListPicker({ lists }: { readonly lists: readonly WatchlistSummaryView[] }) {
  return (
    <Menu
      trigger={
        <button type="button" className="icon-button icon-button-small" aria-label="Switch list">
          <ChevronDown className="icon" aria-hidden="true" />
        </button>
      }
    >
      {lists.map((list) => (
        <MenuLink key={list.id} link={<Link to="/w/$list" params={{ list: list.id }} />}>
          {list.name}
        </MenuLink>
      ))}
    </Menu>
  );
}

function ViewMenu({ view }: { readonly view: WatchView }) {
  const [open, setOpen] = useState(false);
  const [choosing, setChoosing] = useState(false);
  useShortcut('sort', () => setOpen(true));
  return (
    <>
      <Menu
        align="end"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className="button button-ghost button-small">
            <Rows3 className="icon-small" aria-hidden="true" />
            View
          </button>
        }
      >
        <ViewItems view={view} />
        <MenuLine />
        <MenuItem icon={<Columns3Cog aria-hidden="true" />} onSelect={() => setChoosing(true)}>
          Columns
        </MenuItem>
      </Menu>
      {choosing && <ColumnsDialog onClose={() => setChoosing(false)} />}
    </>
  );
}

interface MarksBarProps {
  readonly view: WatchView;
  readonly marks: Marks;
  readonly commands: RowCommands;
}

/** Instead of the bar while rows are chosen. */
export function MarksBar({ view, marks, commands }: MarksBarProps) {
  const remove = () => {
    commands.remove([...marks.symbols]);
    marks.clear();
  };
  return (
    <div className="pane-bar bg-selected">
      <h1 className="unseen">{view.list?.name ?? 'Watchlist'}</h1>
      <IconButton label="Clear the selection" keys={['Esc']} small onClick={marks.clear}>
        <X className="icon" aria-hidden="true" />
      </IconButton>
      <output className="font-medium">{marks.symbols.size} selected</output>
      <span className="grow" />
      <Button tone="ghost" size="small" onClick={marks.all}>
        Select all
      </Button>
      <Button tone="danger" size="small" onClick={remove}>
        <Trash2 className="icon-small" aria-hidden="true" />
        Remove
      </Button>
    </div>
  );
}
