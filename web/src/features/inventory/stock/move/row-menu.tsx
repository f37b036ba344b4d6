import { Menu as Base } from '@base-ui/react/menu';
import { BookOpenText, PackagePlus, PanelRight, SquareCheck } from 'lucide-react';
import { MenuItem, MenuLine } from '../../../../ui/menu.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import type { MenuAnchor } from '../grid/use-grid-input.ts';
import type { Selection } from '../grid/use-selection.ts';
import type { StockRow } from '../row.ts';
import { type MoveKind, moveKinds } from './movement-dialog.tsx';

interface RowMenuProps {
  readonly at: { readonly row: StockRow; readonly anchor: MenuAnchor } | null;
  readonly selection: Selection;
  /** Whether there is another place to transfer to. */
  readonly several: boolean;
  readonly onOpen: (row: StockRow) => void;
  readonly onMove: (row: StockRow, kind: MoveKind) => void;
  readonly onLedger: (row: StockRow) => void;
  readonly onClose: () => void;
}

/** Everything that can be done with one row. One menu serves all of them. */
export function RowMenu({ at, selection, several, onOpen, onMove, onLedger, onClose }: RowMenuProps) {
  const { can } = useVendor();
  const row = at?.row;
  const kinds = moveKinds.filter(({ value }) => can(value) && (several || value !== 'transferStock'));
  return (
    <Base.Root open={row !== undefined} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner className="z-50" anchor={at?.anchor ?? null} sideOffset={4} align="end" collisionPadding={8}>
          <Base.Popup
            className="menu"
            finalFocus={() => cellOf(row?.id)}
            aria-label={`Actions for ${row?.title ?? ''}`}
          >
            {row && (
              <>
                <MenuItem icon={<PanelRight aria-hidden="true" />} keys={['o']} onSelect={() => onOpen(row)}>
                  Open
                </MenuItem>
                <MenuItem icon={<BookOpenText aria-hidden="true" />} onSelect={() => onLedger(row)}>
                  Ledger
                </MenuItem>
                <MenuItem
                  icon={<SquareCheck aria-hidden="true" />}
                  keys={['x']}
                  onSelect={() => selection.toggle(row.id)}
                >
                  {selection.ids.has(row.id) ? 'Unselect' : 'Select'}
                </MenuItem>
                {kinds.length > 0 && <MenuLine />}
                {kinds.map(({ value, label }) => (
                  <MenuItem
                    key={value}
                    icon={<PackagePlus aria-hidden="true" />}
                    danger={value === 'writeOffStock'}
                    onSelect={() => onMove(row, value)}
                  >
                    {label}
                  </MenuItem>
                ))}
              </>
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The row's cell that has the tab stop; a dialog that opened takes the focus itself. */
function cellOf(id: string | undefined): HTMLElement | false | null {
  if (document.querySelector('[role="dialog"]') !== null) return false;
  if (id === undefined) return null;
  return document.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] [tabindex="0"]`);
}
