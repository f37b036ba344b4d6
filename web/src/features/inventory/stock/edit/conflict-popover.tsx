import { Popover } from '@base-ui/react/popover';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { call } from '../../../../lib/api.ts';
import { staffQuery, vendorKey } from '../../../../lib/queries/inventory.ts';
import { Button } from '../../../../ui/button.tsx';
import { columns } from '../columns/columns.ts';
import { movementWords } from '../move/movement-words.ts';
import { type StockRow, statusLabels } from '../row.ts';
import { editText } from './cells.ts';
import type { CellConflict, Edits } from './use-edits.ts';
import './conflict.css';

interface ConflictPopoverProps {
  readonly conflict: CellConflict;
  readonly anchor: Element | null;
  readonly edits: Edits;
}

/** Two people changed one cell: what one typed beside what is there now, and every way out. Esc keeps theirs. */
export function ConflictPopover({ conflict, anchor, edits }: ConflictPopoverProps) {
  const { column, change, seen, now } = conflict;
  const head = columns.find(({ id }) => id === column)?.head ?? '';
  const mine = typedText(conflict);
  const there = shownText(now, conflict);
  const cause = useCause(conflict);
  return (
    <Popover.Root open onOpenChange={(open) => !open && edits.settle()}>
      <Popover.Portal>
        <Popover.Positioner
          className="z-50"
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          <Popover.Popup className="menu conflict">
            <Popover.Title className="conflict-title">
              <TriangleAlert className="icon text-warn" aria-hidden="true" />
              {head} changed while you typed
            </Popover.Title>
            <div className="conflict-sides">
              <div>
                You typed
                <b>{mine}</b>
                from {shownText(seen, conflict)}
                {change.kind === 'quantity' && `, ${moreWords(change.to - seen.on_hand)}`}
              </div>
              <div className="conflict-theirs">
                Now
                <b>{there}</b>
                {cause ?? '\u00a0'}
              </div>
            </div>
            <Ways conflict={conflict} edits={edits} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The first answer keeps both changes where both can be. */
function Ways({ conflict, edits }: Pick<ConflictPopoverProps, 'conflict' | 'edits'>) {
  const { column, change, seen, now } = conflict;
  const mine = typedText(conflict);
  const there = shownText(now, conflict);
  const both = change.kind === 'quantity' ? now.on_hand + change.to - seen.on_hand : null;
  const keepsBoth = both !== null && both >= now.on_hand - now.available && String(both) !== mine;
  return (
    <div className="conflict-ways">
      {keepsBoth && (
        <Button size="small" tone="primary" onClick={() => edits.send(now, column, { kind: 'quantity', to: both })}>
          Keep both: {both}
        </Button>
      )}
      <Button size="small" tone={keepsBoth ? 'secondary' : 'primary'} onClick={() => edits.send(now, column, change)}>
        Set to {mine}
      </Button>
      <Button size="small" tone="ghost" onClick={edits.settle}>
        Keep {there}
      </Button>
      <kbd className="max-md:hidden">Esc</kbd>
    </div>
  );
}

function typedText({ column, change, seen }: CellConflict): string {
  if (change.kind === 'quantity') return String(change.to);
  return textOf({ ...seen, ...change.shown }, column);
}

function shownText(row: StockRow, { column }: CellConflict): string {
  return textOf(row, column);
}

function textOf(row: StockRow, column: CellConflict['column']): string {
  return (column === 'status' ? statusLabels[row.status] : editText(row, column)) || 'nothing';
}

function moreWords(pieces: number): string {
  return `${Math.abs(pieces)} ${pieces > 0 ? 'more' : 'fewer'}`;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** "1 sold at 14:02", "by Mira at 14:02": what made it what it is. */
function useCause({ column, change, now }: CellConflict): string | null {
  const { vendor_id, id, version } = now;
  const staff = useQuery(staffQuery(vendor_id)).data;
  const { data } = useQuery({
    queryKey: vendorKey(vendor_id, 'cause', id, column, version, now.on_hand),
    queryFn: async ({ signal }) => {
      if (change.kind === 'quantity') {
        const query = { listing_id: id, limit: 1 };
        const [movement] = (await call('listMovements', { params: { vendor_id }, query, signal })).data;
        return movement ? { words: movementWords(movement), at: movement.at, actor_id: movement.actor_id } : null;
      }
      const { data: history } = await call('listCollectibleChanges', {
        params: { vendor_id, id },
        query: { limit: 20 },
        signal,
      });
      const field = Object.keys(change.shown)[0];
      const found = history.find((entry) => entry.field === field);
      return found ? { words: '', at: found.at, actor_id: found.actor_id } : null;
    },
  });
  if (!data) return null;
  const member = staff?.find(({ user_id }) => user_id === data.actor_id);
  const who = member ? `by ${member.name || member.email}` : '';
  return [data.words, who, `at ${clock.format(Date.parse(data.at))}`].filter((part) => part !== '').join(' ');
}
