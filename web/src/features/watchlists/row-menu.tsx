import { Menu as Base } from '@base-ui/react/menu';
import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Bell,
  Copy,
  FolderInput,
  FolderPlus,
  PanelRight,
  Pencil,
  SquareCheck,
  Trash2,
} from 'lucide-react';
import { PHONE, useMedia } from '../../app/use-media.ts';
import { MenuItem, MenuLine, SubMenu } from '../../ui/menu.tsx';
import { notify, notifyError } from '../../ui/toast.tsx';
import type { MenuAnchor, RowCommands } from './row-commands.ts';
import { groupItems, type Place, placeAfter, placeAt, placeAtEnd, rowsOf, sectionsOf } from './sections.ts';
import type { Marks } from './use-marks.ts';
import type { WatchView } from './use-watch-view.ts';

interface RowMenuProps {
  readonly view: WatchView;
  readonly commands: RowCommands;
  readonly marks: Marks;
  /** The row it is about, and where it opens; null while it is closed. */
  readonly at: { readonly symbol: string; readonly anchor: MenuAnchor } | null;
  readonly onClose: () => void;
}

/** Everything that can be done with one row: the twin of each key, drag and gesture. One menu serves all rows. */
export function RowMenu(props: RowMenuProps) {
  const { view, at, onClose } = props;
  const item = view.own.find((other) => other.symbol === at?.symbol);
  return (
    <Base.Root open={at !== null && item !== undefined} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner className="z-50" anchor={at?.anchor ?? null} sideOffset={4} align="end" collisionPadding={8}>
          <Base.Popup
            className="menu"
            finalFocus={() => (isDialogOpen() ? false : rowFor(at?.symbol))}
            aria-label={`Actions for ${at?.symbol ?? ''}`}
          >
            {item && <RowItems {...props} item={item} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface RowItemsProps extends Pick<RowMenuProps, 'view' | 'commands' | 'marks'> {
  readonly item: WatchView['own'][number];
}

/** An item of the menu has opened a dialog, which takes the focus itself and gives it back to the row. */
function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}

function rowFor(symbol: string | undefined): HTMLElement | null {
  return symbol === undefined ? null : document.querySelector<HTMLElement>(`[data-symbol="${CSS.escape(symbol)}"]`);
}

export function RowItems(props: RowItemsProps) {
  const { view, commands, marks, item } = props;
  const { symbol } = item;
  const phone = useMedia(PHONE);
  return (
    <>
      {view.state.symbol !== symbol && (
        <MenuItem icon={<PanelRight aria-hidden="true" />} keys={['Enter']} onSelect={() => commands.open(symbol)}>
          Open
        </MenuItem>
      )}
      <MenuItem icon={<Bell aria-hidden="true" />} keys={['b']} onSelect={() => commands.alert(symbol)}>
        Set an alert
      </MenuItem>
      <MenuItem icon={<Pencil aria-hidden="true" />} keys={['e']} onSelect={() => commands.edit(item)}>
        Note, flag and marks
      </MenuItem>
      {!phone && (
        <MenuItem icon={<SquareCheck aria-hidden="true" />} keys={['x']} onSelect={() => marks.toggle(symbol)}>
          {marks.symbols.has(symbol) ? 'Unselect' : 'Select'}
        </MenuItem>
      )}
      <MenuItem icon={<Copy aria-hidden="true" />} onSelect={() => void copy(symbol)}>
        Copy symbol
      </MenuItem>
      <MenuLine />
      <MoveItems {...props} />
      <MenuLine />
      <MenuItem icon={<Trash2 aria-hidden="true" />} keys={['Del']} danger onSelect={() => commands.remove([symbol])}>
        Remove from list
      </MenuItem>
    </>
  );
}

const NONE_COLLAPSED: ReadonlySet<string> = new Set();

/** The twins of dragging. */
function MoveItems({ view, commands, item }: RowItemsProps) {
  const { symbol } = item;
  const rows = rowsOf(groupItems(view.own), { grouped: true, collapsed: NONE_COLLAPSED });
  const from = rows.findIndex((row) => row.key === symbol);
  const step = (by: -1 | 1) => (view.movable ? placeAt(rows, { from, to: from + by }, view.own) : null);
  const [up, down] = [step(-1), step(1)];
  const first = rows[from - 1]?.kind !== 'item';
  const last = rows[from + 1]?.kind !== 'item';
  const to = (place: Place | null) => () => place && commands.moveTo(symbol, place);
  const grouped = view.grouped ? ' of section' : '';
  return (
    <>
      <MenuItem icon={<ArrowUp aria-hidden="true" />} keys={['Alt', '↑']} disabled={!up} onSelect={to(up)}>
        Move up
      </MenuItem>
      <MenuItem icon={<ArrowDown aria-hidden="true" />} keys={['Alt', '↓']} disabled={!down} onSelect={to(down)}>
        Move down
      </MenuItem>
      <MenuItem
        icon={<ArrowUpToLine aria-hidden="true" />}
        disabled={!view.movable || first}
        onSelect={to(placeAfter(item, null, item.section, view.own))}
      >
        Move to top{grouped}
      </MenuItem>
      <MenuItem
        icon={<ArrowDownToLine aria-hidden="true" />}
        disabled={!view.movable || last}
        onSelect={to(placeAtEnd(item, item.section, view.own))}
      >
        Move to bottom{grouped}
      </MenuItem>
      <SectionItems view={view} commands={commands} item={item} />
    </>
  );
}

/** The sections of the list, and a new one. */
function SectionItems({ view, commands, item }: Pick<RowItemsProps, 'view' | 'commands' | 'item'>) {
  const others = ['', ...sectionsOf(view.own)].filter((name) => name !== item.section);
  return (
    <>
      {others.length > 0 && (
        <SubMenu icon={<FolderInput aria-hidden="true" />} label="Move to section">
          {others.map((name) => (
            <MenuItem key={name} onSelect={() => commands.moveTo(item.symbol, placeAtEnd(item, name, view.own))}>
              {name === '' ? 'No section' : name}
            </MenuItem>
          ))}
        </SubMenu>
      )}
      <MenuItem icon={<FolderPlus aria-hidden="true" />} onSelect={() => commands.newSection(item)}>
        New section
      </MenuItem>
    </>
  );
}

async function copy(symbol: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(symbol);
    notify(`${symbol} copied`);
  } catch {
    notifyError('The browser does not allow copying', 'Select the symbol and copy it by hand.');
  }
}
