import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Dispatch, type ReactNode, type SetStateAction, useCallback, useState } from 'react';
import { PHONE, useMedia } from '../../../app/use-media.ts';
import { messageOf } from '../../../lib/problems.ts';
import { locationsQuery } from '../../../lib/queries/inventory.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { LoadingRows } from '../../../ui/loading-rows.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { BulkBar } from './bulk/bulk-bar.tsx';
import { mayEdit } from './edit/apply-edit.ts';
import type { EditableColumn } from './edit/cells.ts';
import { ConflictPopover } from './edit/conflict-popover.tsx';
import { PasteDialog } from './edit/paste-dialog.tsx';
import { type PastePlan, planPaste } from './edit/paste.ts';
import { type Edits, useEdits } from './edit/use-edits.ts';
import { StockGrid } from './grid/stock-grid.tsx';
import type { GridCommands, MenuAnchor } from './grid/use-grid-input.ts';
import { type Selection, useSelection } from './grid/use-selection.ts';
import { useLiveRows } from './live/use-live-rows.ts';
import { LedgerDrawer } from './move/ledger-drawer.tsx';
import { MovementDialog, type MoveKind } from './move/movement-dialog.tsx';
import { RowMenu } from './move/row-menu.tsx';
import { EditSheet } from './phone/edit-sheet.tsx';
import { StockCards } from './phone/stock-cards.tsx';
import type { StockRow } from './row.ts';
import { StockFoot } from './stock-foot.tsx';
import { EmptyStock, NothingFound, StockUnread } from './stock-states.tsx';
import { isFiltered } from './view/stock-state.ts';
import { StockBar } from './view/stock-bar.tsx';
import { type StockTable, useStockTable } from './view/use-stock-table.ts';
import { ViewTabs } from './view/view-tabs.tsx';
import './stock.css';

/** What is open over the table. */
type Open =
  | { readonly kind: 'menu'; readonly row: StockRow; readonly anchor: MenuAnchor }
  | { readonly kind: 'move'; readonly row: StockRow; readonly move: MoveKind }
  | { readonly kind: 'ledger' | 'sheet'; readonly row: StockRow }
  | { readonly kind: 'paste'; readonly plan: PastePlan }
  | null;

const noLocations: readonly { readonly id: string }[] = [];

/** A vendor's stock: the table on a wide screen, cards on a phone. */
export function StockPage() {
  const { vendor, vendor_id } = useVendor();
  useTitle(`Stock · ${vendor.name}`);
  const phone = useMedia(PHONE);
  const table = useStockTable(vendor_id);
  const selection = useSelection(table.rows);
  const [open, setOpen] = useState<Open>(null);
  const locations = (useQuery(locationsQuery(vendor_id)).data ?? noLocations).map(({ id }) => id);
  const onWhere = (row: StockRow) => setOpen({ kind: 'move', row, move: 'adjustStock' });
  const edits = useEdits({ vendor_id, locations, onWhere });
  const peers = useLiveRows(table);
  const commands = useCommands({ table, undo: () => edits.steps.undo(), settle: edits.settle, show: setOpen });
  return (
    <section className="stock" aria-label="Stock">
      <h1 className="unseen">Stock of {vendor.name}</h1>
      <ViewTabs table={table} />
      <StockBar table={table} />
      <StockNotice table={table} />
      <StockBody table={table}>
        {phone ? (
          <StockCards
            table={table}
            selection={selection}
            peers={peers}
            onEdit={(row) => setOpen({ kind: 'sheet', row })}
          />
        ) : (
          <StockGrid table={table} selection={selection} edits={edits} commands={commands} peers={peers} />
        )}
      </StockBody>
      {selection.ids.size > 0 && <BulkBar table={table} selection={selection} steps={edits.steps} />}
      {!phone && <StockFoot table={table} selection={selection} />}
      <Overlays {...{ table, selection, edits, commands, locations, open, setOpen }} />
      {edits.conflict !== null && (
        <ConflictPopover
          conflict={edits.conflict}
          anchor={document.querySelector(`[data-id="${CSS.escape(edits.conflict.seen.id)}"] [tabindex="0"]`)}
          edits={edits}
        />
      )}
    </section>
  );
}

interface OverlaysProps {
  readonly table: StockTable;
  readonly selection: Selection;
  readonly edits: Edits;
  readonly commands: GridCommands;
  readonly locations: readonly string[];
  readonly open: Open;
  readonly setOpen: Dispatch<SetStateAction<Open>>;
}

/** Menus, dialogs and drawers of rows; one at a time. */
function Overlays({ table, selection, edits, commands, locations, open, setOpen }: OverlaysProps) {
  const close = () => setOpen(null);
  const move = (row: StockRow, kind: MoveKind) => setOpen({ kind: 'move', row, move: kind });
  return (
    <>
      <RowMenu
        at={open?.kind === 'menu' ? open : null}
        selection={selection}
        several={locations.length > 1}
        onOpen={commands.open}
        onMove={move}
        onLedger={(row) => setOpen({ kind: 'ledger', row })}
        onClose={() => setOpen((now) => (now?.kind === 'menu' ? null : now))}
      />
      {open?.kind === 'move' && <MovementDialog row={open.row} kind={open.move} onClose={close} />}
      {open?.kind === 'ledger' && <LedgerDrawer row={freshOf(table, open.row)} onClose={close} />}
      {open?.kind === 'sheet' && (
        <EditSheet
          row={open.row}
          edits={edits}
          onMove={move}
          onLedger={(row) => setOpen({ kind: 'ledger', row })}
          onClose={close}
        />
      )}
      {open?.kind === 'paste' && (
        <PasteDialog
          plan={open.plan}
          vendor_id={table.vendor_id}
          locations={locations}
          steps={edits.steps}
          onClose={close}
        />
      )}
    </>
  );
}

interface CommandOptions {
  readonly table: StockTable;
  readonly undo: () => boolean;
  readonly settle: () => void;
  readonly show: (open: Open) => void;
}

/** What the table's keys and presses lead to. */
function useCommands({ table, undo, settle, show }: CommandOptions): GridCommands {
  const { vendor_id, can } = useVendor();
  const navigate = useNavigate();
  const may = useCallback((column: EditableColumn) => mayEdit(column, can), [can]);
  return {
    open: ({ id }) => void navigate({ to: '/inventory/$vendor/listings/$id', params: { vendor: vendor_id, id } }),
    menu: (row, anchor) => show({ kind: 'menu', row, anchor }),
    may,
    undo,
    settle,
    paste: (text, at, columns) =>
      show({ kind: 'paste', plan: planPaste(text, { rows: table.rows, columns, at, allowed: may }) }),
  };
}

function freshOf({ rows }: StockTable, row: StockRow): StockRow {
  return rows.find(({ id }) => id === row.id) ?? row;
}

/** Old rows stay on screen when they could not be read anew. */
function StockNotice({ table }: { readonly table: StockTable }) {
  const { query } = table;
  if (!query.isError || !query.data) return null;
  return (
    <Banner
      action={
        <Button size="small" busy={query.isFetching} onClick={() => void query.refetch()}>
          Try again
        </Button>
      }
    >
      {messageOf(query.error)} What you see may be old.
    </Banner>
  );
}

function StockBody({ table, children }: { readonly table: StockTable; readonly children: ReactNode }) {
  const { query, rows } = table;
  if (rows.length > 0) return children;
  if (query.isPending) return <LoadingRows label="Loading the stock" />;
  if (query.isError) return <StockUnread table={table} />;
  return isFiltered(table.state) ? <NothingFound table={table} /> : <EmptyStock />;
}
