import { Link } from '@tanstack/react-router';
import {
  ArrowDown,
  ArrowDownUp,
  ArrowUp,
  BellPlus,
  BellRing,
  Download,
  Ellipsis,
  Link2,
  Pencil,
  Plus,
  Trash2,
  Upload,
} from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { addressOf } from '../../lib/api.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine, MenuLink } from '../../ui/menu.tsx';
import { openAlertForm } from '../alerts/alert-request.ts';
import { moveList } from './change-lists.ts';
import { ListIcon } from './list-icon.tsx';

export interface ListCommands {
  readonly create: () => void;
  readonly rename: (list: WatchlistSummaryView) => void;
  readonly remove: (list: WatchlistSummaryView) => void;
  readonly importInto: (list: WatchlistSummaryView) => void;
  readonly share: (list: WatchlistSummaryView) => void;
}

interface ListsPaneProps {
  /** The list on screen. */
  readonly list_id: string;
  readonly lists: readonly WatchlistSummaryView[];
  readonly commands: ListCommands;
}

/** The lists, left of the table. */
export function ListsPane({ lists, list_id, commands }: ListsPaneProps) {
  const current = lists.find((list) => list.id === list_id);
  return (
    <section className="pane pane-lists" aria-label="Lists">
      <div className="pane-bar pr-2">
        <h2 className="grow text-13 tracking-normal">Lists</h2>
        <IconButton label="New list" keys={['n']} small onClick={commands.create}>
          <Plus className="icon" aria-hidden="true" />
        </IconButton>
      </div>
      <nav className="lists-scroll" aria-label="Your lists">
        <ul>
          {lists.map((list, index) => (
            <ListRow key={list.id} list={list} index={index} last={lists.length - 1} commands={commands} />
          ))}
        </ul>
      </nav>
      {current && <ListsFoot list={current} commands={commands} />}
    </section>
  );
}

interface ListRowProps {
  readonly list: WatchlistSummaryView;
  readonly index: number;
  readonly last: number;
  readonly commands: ListCommands;
}

function ListRow({ list, index, last, commands }: ListRowProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (event.key === 'Delete') commands.remove(list);
    else if (step !== undefined && index + step >= 0 && index + step <= last) void moveList(list.id, index + step);
    else return;
    event.preventDefault();
  };
  return (
    <li className="lists-row">
      <Link to="/w/$list" params={{ list: list.id }} className="lists-link" onKeyDown={onKeyDown}>
        <ListIcon name={list.name} className="icon" />
        <span className="truncate">{list.name}</span>
        <span className="lists-count">
          {list.item_count}
          <span className="unseen"> symbols</span>
        </span>
      </Link>
      <Menu
        trigger={
          <button
            type="button"
            className="icon-button icon-button-small lists-menu"
            aria-label={`Actions for the list ${list.name}`}
          >
            <Ellipsis className="icon" aria-hidden="true" />
          </button>
        }
      >
        <ListItems list={list} index={index} last={last} commands={commands} />
      </Menu>
    </li>
  );
}

/** What can be done with a list. */
export function ListItems({ list, index, last, commands }: ListRowProps) {
  return (
    <>
      <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => commands.rename(list)}>
        Rename
      </MenuItem>
      <MenuItem
        icon={<ArrowUp aria-hidden="true" />}
        keys={['Alt', '↑']}
        disabled={index <= 0}
        onSelect={() => void moveList(list.id, index - 1)}
      >
        Move up
      </MenuItem>
      <MenuItem
        icon={<ArrowDown aria-hidden="true" />}
        keys={['Alt', '↓']}
        disabled={index >= last}
        onSelect={() => void moveList(list.id, index + 1)}
      >
        Move down
      </MenuItem>
      <MenuLine />
      <FileItems list={list} commands={commands} />
      <MenuItem
        icon={<BellPlus aria-hidden="true" />}
        onSelect={() => openAlertForm({ kind: 'list', list_id: list.id, list_name: list.name })}
      >
        Alert on the whole list
      </MenuItem>
      <MenuLink
        icon={<BellRing aria-hidden="true" />}
        link={<Link to="/alerts" search={{ symbol: list.name.toUpperCase().slice(0, 24) }} />}
      >
        Its alerts
      </MenuLink>
      <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={() => commands.share(list)}>
        Share by link
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Trash2 aria-hidden="true" />} danger onSelect={() => commands.remove(list)}>
        Delete list
      </MenuItem>
    </>
  );
}

/** Into the list from a file, and the list as a file. */
function FileItems({ list, commands }: Pick<ListRowProps, 'list' | 'commands'>) {
  return (
    <>
      <MenuItem icon={<Upload aria-hidden="true" />} onSelect={() => commands.importInto(list)}>
        Import CSV
      </MenuItem>
      <MenuLink
        icon={<Download aria-hidden="true" />}
        // oxlint-disable-next-line jsx-a11y/anchor-has-content, jsx-a11y/control-has-associated-label -- the menu puts the words inside
        link={<a href={addressOf('exportWatchlist', { params: { id: list.id } })} download={`${list.name}.csv`} />}
      >
        Export CSV
      </MenuLink>
    </>
  );
}

function ListsFoot({ list, commands }: Pick<ListRowProps, 'list' | 'commands'>) {
  return (
    <div className="pane-foot lists-foot">
      <Menu
        trigger={
          <button type="button" className="lists-foot-button">
            <ArrowDownUp className="icon-small" aria-hidden="true" />
            Import or export
          </button>
        }
      >
        <FileItems list={list} commands={commands} />
      </Menu>
    </div>
  );
}
