import { Link } from '@tanstack/react-router';
import { Ellipsis, Package } from 'lucide-react';
import { formatMinor } from '../../../../lib/format/money.ts';
import { formatWhole, MINUS, UNKNOWN } from '../../../../lib/format/number.ts';
import type { ColumnId } from '../columns/columns.ts';
import {
  finishOf,
  gradeOf,
  kindLabels,
  languageOf,
  marginOf,
  nameOf,
  originOf,
  setNameOf,
  shortAgo,
  type StockRow,
  statusLabels,
} from '../row.ts';
import './stock-cell.css';

interface StockCellProps {
  readonly row: StockRow;
  readonly column: ColumnId;
  readonly now_ms: number;
  /** Who changed it just now; null for nobody else. */
  readonly who: string | null;
}

/** What stands in a cell while nobody edits it. */
export function StockCell({ row, column, now_ms, who }: StockCellProps) {
  switch (column) {
    case 'title':
      return <TitleCell row={row} />;
    case 'origin':
      return (
        <span className="cell-muted" title={setNameOf(row)}>
          {originOf(row)}
        </span>
      );
    case 'grade':
      return <Grade row={row} />;
    case 'finish':
      return finishOf(row);
    case 'language':
      return <span className="cell-muted">{languageOf(row)}</span>;
    case 'on_hand':
      return <span className="font-medium">{formatWhole(row.on_hand)}</span>;
    case 'reserved':
    case 'allocated':
      return <Pieces count={row[column]} />;
    case 'available':
      return <FreePieces row={row} />;
    case 'price':
      return <b className="font-medium">{formatMinor(row.price_minor, row.currency)}</b>;
    case 'cost':
      return <span className="cell-muted">{formatMinor(row.cost_minor, row.currency)}</span>;
    case 'margin':
      return <Margin row={row} />;
    case 'status':
      return <Status status={row.status} />;
    case 'changed':
      return who === null ? (
        <span className="cell-muted">{shortAgo(row.updated_at, now_ms)}</span>
      ) : (
        <span className="cell-peer">{who === '' ? 'now' : `${who}, now`}</span>
      );
    case 'low_stock_at':
      return <span className="cell-muted">{row.low_stock_at ?? UNKNOWN}</span>;
    case 'kind':
      return kindLabels[row.kind];
    case 'sku':
    case 'shelf':
    case 'note':
    case 'barcode':
      break;
  }
  return row[column] || <span className="cell-muted">{UNKNOWN}</span>;
}

function TitleCell({ row }: { readonly row: StockRow }) {
  return (
    <>
      <Thumb row={row} />
      <Link
        to="/inventory/$vendor/listings/$id"
        params={{ vendor: row.vendor_id, id: row.id }}
        className="stock-title"
        tabIndex={-1}
        draggable={false}
        title={row.title}
      >
        {nameOf(row)}
      </Link>
      <button
        type="button"
        data-menu
        tabIndex={-1}
        className="icon-button icon-button-small stock-menu"
        aria-label={`Actions for ${row.title}`}
      >
        <Ellipsis className="icon" aria-hidden="true" />
      </button>
    </>
  );
}

/** Its first photo, in the shape of a card. */
export function Thumb({ row }: { readonly row: StockRow }) {
  return (
    <span className="stock-thumb">
      {row.thumb_url === null ? (
        <Package aria-hidden="true" />
      ) : (
        <img src={row.thumb_url} alt="" loading="lazy" decoding="async" />
      )}
    </span>
  );
}

/** Conditions are outlined, grades are solid: one is an opinion of the shop, the other a company's word. */
export function Grade({ row }: { readonly row: StockRow }) {
  return <span className={row.grading === null ? 'cond' : 'cond cond-graded'}>{gradeOf(row)}</span>;
}

function Pieces({ count }: { readonly count: number }) {
  return <span className={count === 0 ? 'cell-muted' : undefined}>{formatWhole(count)}</span>;
}

function FreePieces({ row }: { readonly row: StockRow }) {
  const low = row.low_stock_at !== null && row.available < row.low_stock_at;
  return (
    <span
      className={low ? 'font-medium text-warn' : 'font-medium'}
      title={low ? 'Below the low-stock mark' : undefined}
    >
      {formatWhole(row.available)}
    </span>
  );
}

function Margin({ row }: { readonly row: StockRow }) {
  const margin = marginOf(row);
  if (margin === null) return <span className="cell-muted">{UNKNOWN}</span>;
  return margin.startsWith('-') ? (
    <span className="text-danger">
      {MINUS}
      {margin.slice(1)}%
    </span>
  ) : (
    `${margin}%`
  );
}

const tones = { draft: '', active: 'badge-ok', paused: 'badge-warn', sold_out: '', archived: '' } as const;

function Status({ status }: Pick<StockRow, 'status'>) {
  return <span className={`badge ${tones[status]}`}>{statusLabels[status]}</span>;
}
