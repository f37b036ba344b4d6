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
  const [wrong, setWrong] = useState<Partial<Record<EditableColumn, string>>>({});
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const texts = fields
      .filter(({ column }) => mayEdit(column, can))
      .map(({ column }) => [column, String(data.get(column) ?? '')] as const);
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
      </form>
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
    </Dialog>
  );
}
