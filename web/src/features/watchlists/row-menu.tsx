import { Menu as Base } from '@base-ui/react/menu';
import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Copy,
  PanelRight,
  Pencil,
  SquareCheck,
  Trash2,
} from 'lucide-react';
import { PHONE, useMedia } from '../../app/use-media.ts';
import { MenuItem, MenuLine } from '../../ui/menu.tsx';
import { notify, notifyError } from '../../ui/toast.tsx';
import type { MenuAnchor, RowCommands } from './row-commands.ts';
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
            finalFocus={() => rowFor(at?.symbol)}
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

/** The twins of dragging. */
function MoveItems({ view, commands, item }: RowItemsProps) {
  const { symbol, position } = item;
  const last = view.own.length - 1;
  const first = !view.movable || position === 0;
  const final = !view.movable || position === last;
  const to = (place: number) => () => commands.moveTo(symbol, place);
  return (
    <>
      <MenuItem icon={<ArrowUp aria-hidden="true" />} keys={['Alt', '↑']} disabled={first} onSelect={to(position - 1)}>
        Move up
      </MenuItem>
      <MenuItem
        icon={<ArrowDown aria-hidden="true" />}
        keys={['Alt', '↓']}
        disabled={final}
        onSelect={to(position + 1)}
      >
        Move down
      </MenuItem>
      <MenuItem icon={<ArrowUpToLine aria-hidden="true" />} disabled={first} onSelect={to(0)}>
        Move to top
      </MenuItem>
      <MenuItem icon={<ArrowDownToLine aria-hidden="true" />} disabled={final} onSelect={to(last)}>
        Move to bottom
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
