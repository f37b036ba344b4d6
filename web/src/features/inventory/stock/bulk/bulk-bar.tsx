import { X } from 'lucide-react';
import { useState } from 'react';
import { type ListingStatus, listingStatuses } from '../../../../../../contract/inventory-terms.ts';
import { PHONE, useMedia } from '../../../../app/use-media.ts';
import { formatWhole } from '../../../../lib/format/number.ts';
import { Button } from '../../../../ui/button.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine, SubMenu } from '../../../../ui/menu.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import type { UndoSteps } from '../edit/undo.ts';
import type { Selection } from '../grid/use-selection.ts';
import { statusLabels } from '../row.ts';
import type { StockTable } from '../view/use-stock-table.ts';
import { type BulkChange, type BulkSelection, IDS_MAX, selectionOf } from './bulk-change.ts';
import { LabelsDialog } from './labels-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { PriceDialog, PriceFields } from './price-fields.tsx';
import './bulk.css';

interface BulkBarProps {
  readonly table: StockTable;
  readonly selection: Selection;
  readonly steps: UndoSteps;
}
type Asking = 'price' | 'move' | 'labels' | null;

/** What can be done with the chosen rows; docked, so that it covers none of them. */
export function BulkBar({ table, selection, steps }: BulkBarProps) {
  const { can } = useVendor();
  const phone = useMedia(PHONE);
  const [change, setChange] = useState<BulkChange | null>(null);
  const [asking, setAsking] = useState<Asking>(null);
  const count = selection.all ? (table.total ?? selection.ids.size) : selection.ids.size;
  const target = selectionOf(selection, table);
  const may = can('previewBulkEdit') && target !== null;
  const more = (
    <MoreItems
      onChange={setChange}
      onAsk={setAsking}
      onAll={selection.all ? null : selection.chooseAll}
      total={table.total}
      may={may}
      onClear={selection.clear}
    />
  );
  return (
    <>
      <div className="bulk-bar" role="toolbar" aria-label="Selected rows">
        <output className="bulk-count">
          <b>{formatWhole(count)}</b> {count === 1 ? 'row' : 'rows'}
        </output>
        {!phone && <AllButton table={table} selection={selection} />}
        {!phone && target !== null && <WideActions count={count} may={may} onChange={setChange} onAsk={setAsking} />}
        {target === null && (
          <span className="text-muted">At most {formatWhole(IDS_MAX)} rows one by one: choose all of the filter.</span>
        )}
        <span className="grow" />
        {phone && <Menu trigger={<Button size="small">More</Button>}>{more}</Menu>}
        {phone && may && (
          <Button tone="primary" size="small" onClick={() => setAsking('price')}>
            Change price
          </Button>
        )}
        {!phone && (
          <IconButton label="Clear the selection" small keys={['Esc']} onClick={selection.clear}>
            <X className="icon" aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <BulkOver {...{ target, change, setChange, asking, setAsking, count, steps }} onDone={selection.clear} />
    </>
  );
}

interface BulkOverProps {
  readonly target: BulkSelection | null;
  readonly change: BulkChange | null;
  readonly setChange: (change: BulkChange | null) => void;
  readonly asking: Asking;
  readonly setAsking: (asking: Asking) => void;
  readonly count: number;
  readonly steps: UndoSteps;
  readonly onDone: () => void;
}

/** What is asked and previewed over the table. */
function BulkOver({ target, change, setChange, asking, setAsking, count, steps, onDone }: BulkOverProps) {
  return (
    <>
      {change !== null && target !== null && (
        <PreviewPanel
          target={target}
          change={change}
          steps={steps}
          onClose={() => setChange(null)}
          onDone={() => {
            setChange(null);
            onDone();
          }}
        />
      )}
      {asking === 'price' && <PriceDialog count={count} onPreview={setChange} onClose={() => setAsking(null)} />}
      {asking === 'move' && <MoveDialog onPreview={setChange} onClose={() => setAsking(null)} />}
      {asking === 'labels' && target !== null && <LabelsDialog target={target} onClose={() => setAsking(null)} />}
    </>
  );
}

interface WideActionsProps {
  readonly count: number;
  readonly may: boolean;
  readonly onChange: (change: BulkChange) => void;
  readonly onAsk: (asking: Asking) => void;
}

/** What there is room for on a wide screen. */
function WideActions({ count, may, onChange, onAsk }: WideActionsProps) {
  const { can } = useVendor();
  return (
    <>
      {may && (
        <>
          <PriceFields count={count} onPreview={onChange} />
          <Button size="small" tone="ghost" onClick={() => onAsk('move')}>
            Move
          </Button>
          <StatusMenu onChange={onChange} />
        </>
      )}
      {can('printLabels') && (
        <Button size="small" tone="ghost" onClick={() => onAsk('labels')}>
          Labels
        </Button>
      )}
    </>
  );
}

function AllButton({ table, selection }: Pick<BulkBarProps, 'table' | 'selection'>) {
  const { total } = table;
  if (selection.all || total === null || total <= selection.ids.size) return null;
  return (
    <button type="button" className="link" onClick={selection.chooseAll}>
      All {formatWhole(total)}
    </button>
  );
}

function StatusMenu({ onChange }: { readonly onChange: (change: BulkChange) => void }) {
  return (
    <Menu
      trigger={
        <Button size="small" tone="ghost">
          Status
        </Button>
      }
    >
      <StatusItems onChange={onChange} />
    </Menu>
  );
}

function StatusItems({ onChange }: { readonly onChange: (change: BulkChange) => void }) {
  return listingStatuses.map((status: ListingStatus) => (
    <MenuItem key={status} onSelect={() => onChange({ status })}>
      {statusLabels[status]}
    </MenuItem>
  ));
}

interface MoreItemsProps {
  readonly may: boolean;
  readonly total: number | null;
  readonly onChange: (change: BulkChange) => void;
  readonly onAsk: (asking: Asking) => void;
  readonly onAll: (() => void) | null;
  readonly onClear: () => void;
}

/** On a phone, what has no room beside the one next step. */
function MoreItems({ may, total, onChange, onAsk, onAll, onClear }: MoreItemsProps) {
  return (
    <>
      {onAll !== null && total !== null && <MenuItem onSelect={onAll}>Choose all {formatWhole(total)}</MenuItem>}
      {may && <MenuItem onSelect={() => onAsk('move')}>Move</MenuItem>}
      {may && (
        <SubMenu label="Status">
          <StatusItems onChange={onChange} />
        </SubMenu>
      )}
      <MenuItem onSelect={() => onAsk('labels')}>Labels</MenuItem>
      <MenuLine />
      <MenuItem onSelect={onClear}>Clear the selection</MenuItem>
    </>
  );
}
