import { Link } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { listingTransitions } from '../../../../../../contract/inventory-terms.ts';
import { Button, buttonClass } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Select } from '../../../../ui/select.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { mayEdit } from '../edit/apply-edit.ts';
import { type EditableColumn, editText, readCell } from '../edit/cells.ts';
import type { Edits } from '../edit/use-edits.ts';
import type { MoveKind } from '../move/movement-dialog.tsx';
import { originOf, type StockRow, statusLabels } from '../row.ts';

interface EditSheetProps {
  /** As it stood when the sheet opened. */
  readonly row: StockRow;
  readonly edits: Edits;
  readonly onMove: (row: StockRow, kind: MoveKind) => void;
  readonly onLedger: (row: StockRow) => void;
  readonly onClose: () => void;
}

const fields: readonly { readonly column: EditableColumn; readonly label: string; readonly wide?: boolean }[] = [
  { column: 'price', label: 'Price' },
  { column: 'on_hand', label: 'On hand' },
  { column: 'shelf', label: 'Shelf' },
  { column: 'cost', label: 'Cost' },
  { column: 'note', label: 'Note', wide: true },
];

/** What a row's cells are on a wide screen: its most needed fields on a sheet from below. */
export function EditSheet({ row, edits, onMove, onLedger, onClose }: EditSheetProps) {
  const form = useId();
  const { can } = useVendor();
  const [status, setStatus] = useState(row.status);
  const { wrong, onSubmit } = useSheet({ row, edits, status, onClose });
  const may = fields.some(({ column }) => mayEdit(column, can));
  return (
    <Dialog
      open
      onClose={onClose}
      title={row.title}
      description={[originOf(row), row.sku].join(' · ')}
      footer={
        <>
          <Link
            to="/inventory/$vendor/listings/$id"
            params={{ vendor: row.vendor_id, id: row.id }}
            className={buttonClass()}
          >
            Open
          </Link>
          {may && (
            <Button tone="primary" type="submit" form={form}>
              Save
            </Button>
          )}
        </>
      }
    >
      <form id={form} className="stock-sheet" onSubmit={onSubmit} noValidate>
        <SheetFields row={row} status={status} setStatus={setStatus} wrong={wrong} />
      </form>
      <SheetMoves row={row} onMove={onMove} onLedger={onLedger} />
    </Dialog>
  );
}

type Wrong = Partial<Record<EditableColumn, string>>;
interface SheetOptions extends Pick<EditSheetProps, 'row' | 'edits' | 'onClose'> {
  readonly status: StockRow['status'];
}

/** Sends what changed, field by field, once all of it can be taken. */
function useSheet({ row, edits, status, onClose }: SheetOptions) {
  const { can } = useVendor();
  const [wrong, setWrong] = useState<Wrong>({});
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const texts = fields
      .filter(({ column }) => mayEdit(column, can))
      .map(({ column }) => [column, textIn(data, column)] as const);
    const all: (readonly [EditableColumn, string])[] = [...texts];
    if (can('updateCollectible')) all.push(['status', status]);
    const refused = all.flatMap(([column, text]) => {
      const change = readCell(row, column, text);
      return change.kind === 'wrong' ? [[column, change.why] as const] : [];
    });
    setWrong(Object.fromEntries(refused));
    if (refused.length > 0) return;
    for (const [column, text] of all) edits.commit(row, column, text);
    onClose();
  };
  return { wrong, onSubmit };
}

function textIn(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

interface SheetFieldsProps {
  readonly row: StockRow;
  readonly status: StockRow['status'];
  readonly setStatus: (status: StockRow['status']) => void;
  readonly wrong: Wrong;
}

function SheetFields({ row, status, setStatus, wrong }: SheetFieldsProps) {
  const { can } = useVendor();
  return (
    <>
      {fields.map(({ column, label, wide }) => (
        <Field
          key={column}
          name={column}
          label={label}
          {...(wide && { className: 'wide' })}
          {...((column === 'price' || column === 'cost') && { unit: row.currency })}
          inputMode={column === 'shelf' || column === 'note' ? 'text' : 'decimal'}
          autoComplete="off"
          disabled={!mayEdit(column, can)}
          defaultValue={editText(row, column)}
          error={wrong[column]}
        />
      ))}
      {can('updateCollectible') && (
        <div className="wide">
          <Select
            label="Status"
            value={status}
            options={[row.status, ...listingTransitions[row.status]].map((value) => ({
              value,
              label: statusLabels[value],
            }))}
            onChange={setStatus}
            hint={wrong.status}
          />
        </div>
      )}
    </>
  );
}

/** What moves stock instead of correcting a figure. */
function SheetMoves({ row, onMove, onLedger }: Pick<EditSheetProps, 'row' | 'onMove' | 'onLedger'>) {
  const { can } = useVendor();
  return (
    <div className="flex flex-wrap gap-2">
      {can('receiveStock') && (
        <Button size="small" onClick={() => onMove(row, 'receiveStock')}>
          Receive
        </Button>
      )}
      {can('writeOffStock') && (
        <Button size="small" onClick={() => onMove(row, 'writeOffStock')}>
          Write off
        </Button>
      )}
      <Button size="small" tone="ghost" onClick={() => onLedger(row)}>
        Ledger
      </Button>
    </div>
  );
}
