import { type ListingStatus, listingStatuses, listingTransitions } from '../../../../../../contract/inventory-terms.ts';
import type { BodyInput } from '../../../../../../contract/schemas.ts';
import { minorToText, parseMoney } from '../../../../lib/format/money.ts';
import { UNKNOWN } from '../../../../lib/format/number.ts';
import type { ColumnId } from '../columns/columns.ts';
import { finishOf, gradeOf, kindLabels, languageOf, marginOf, originOf, type StockRow, statusLabels } from '../row.ts';

/** Columns whose cells can be changed in place. */
export const editableColumns = ['on_hand', 'price', 'cost', 'shelf', 'status', 'low_stock_at', 'note'] as const;
export type EditableColumn = (typeof editableColumns)[number];

/** What a spreadsheet may be pasted into: a status or a note goes one by one. */
export const pasteColumns: readonly ColumnId[] = ['on_hand', 'price', 'cost', 'shelf', 'low_stock_at', 'note'];

export function isEditable(column: ColumnId): column is EditableColumn {
  return (editableColumns as readonly ColumnId[]).includes(column);
}

/** Any letter begins a text; the other cells leave letters to the page's own keys. */
export function beginsEdit(column: EditableColumn, key: string): boolean {
  if (key.length !== 1 || key === '/' || key === '?') return false;
  if (column === 'shelf' || column === 'note') return key !== ' ';
  return column === 'status' ? false : /[\d.,+-]/.test(key);
}

type Patch = BodyInput<'updateCollectible'>;
/** What typed text means for a cell. */
export type CellChange =
  | { readonly kind: 'same' }
  | { readonly kind: 'wrong'; readonly why: string }
  /** Pieces on hand in all locations together. */
  | { readonly kind: 'quantity'; readonly to: number }
  | { readonly kind: 'fields'; readonly patch: Patch; readonly shown: Partial<StockRow> };

const SHELF_MAX = 80;
const NOTE_MAX = 2000;
const QUANTITY_MAX = 1_000_000;

/** The text a cell is edited as. */
export function editText(row: StockRow, column: EditableColumn): string {
  switch (column) {
    case 'price':
      return minorToText(row.price_minor, row.currency);
    case 'cost':
      return minorToText(row.cost_minor, row.currency);
    case 'on_hand':
      return String(row.on_hand);
    case 'low_stock_at':
      return row.low_stock_at === null ? '' : String(row.low_stock_at);
    case 'shelf':
    case 'note':
    case 'status':
      break;
  }
  return row[column];
}

/** The text a cell is copied as. */
export function cellText(row: StockRow, column: ColumnId): string {
  if (isEditable(column) && column !== 'status') return editText(row, column);
  const plain = (text: string) => (text === UNKNOWN ? '' : text);
  switch (column) {
    case 'origin':
      return plain(originOf(row));
    case 'grade':
      return plain(gradeOf(row));
    case 'finish':
      return plain(finishOf(row));
    case 'language':
      return plain(languageOf(row));
    case 'margin':
      return marginOf(row) ?? '';
    case 'status':
      return statusLabels[row.status];
    case 'changed':
      return row.updated_at;
    case 'kind':
      return kindLabels[row.kind];
    case 'title':
    case 'sku':
    case 'barcode':
      return row[column] ?? '';
    case 'reserved':
    case 'allocated':
    case 'available':
      break;
  }
  return String(row[column]);
}

/** Reads what was typed or pasted into a cell; "+2" and "-1" add to a quantity. */
export function readCell(row: StockRow, column: EditableColumn, text: string): CellChange {
  if (column === 'on_hand') return readQuantity(row, text);
  if (column === 'price' || column === 'cost') return readAmount(row, `${column}_minor`, text);
  if (column === 'low_stock_at') return readMark(row, text);
  if (column === 'status') return readStatus(row, text);
  const value = text.trim();
  const most = column === 'shelf' ? SHELF_MAX : NOTE_MAX;
  if (value.length > most) return { kind: 'wrong', why: `At most ${most} letters.` };
  return value === row[column] ? { kind: 'same' } : fields({ [column]: value });
}

function fields(patch: Patch & Partial<StockRow>): CellChange {
  return { kind: 'fields', patch, shown: patch };
}

function readAmount(row: StockRow, member: 'price_minor' | 'cost_minor', text: string): CellChange {
  const read = parseMoney(text, row.currency);
  if ('wrong' in read) return { kind: 'wrong', why: read.wrong };
  if (read.minor === row[member]) return { kind: 'same' };
  if (member === 'price_minor' && read.minor === null && row.status === 'active')
    return { kind: 'wrong', why: 'What is on sale has a price. Pause it first.' };
  return fields({ [member]: read.minor });
}

function readQuantity(row: StockRow, text: string): CellChange {
  const plain = text.replace(/[\s,]/g, '');
  if (!/^[+-]?\d{1,9}$/.test(plain)) return { kind: 'wrong', why: 'A whole number of pieces, such as 12 or +2.' };
  const to = /^[+-]/.test(plain) ? row.on_hand + Number(plain) : Number(plain);
  if (to === row.on_hand) return { kind: 'same' };
  const promised = row.on_hand - row.available;
  if (to < promised)
    return {
      kind: 'wrong',
      why: promised > 0 ? `${promised} of them are promised to buyers.` : 'Not fewer than none.',
    };
  if (row.grading !== null && to > 1) return { kind: 'wrong', why: 'A graded piece is one of a kind.' };
  if (row.status === 'archived' && to > row.on_hand)
    return { kind: 'wrong', why: 'It is archived and takes in no stock.' };
  if (Math.abs(to - row.on_hand) > QUANTITY_MAX) return { kind: 'wrong', why: 'At most a million pieces at once.' };
  return { kind: 'quantity', to };
}

function readMark(row: StockRow, text: string): CellChange {
  const plain = text.replace(/[\s,]/g, '');
  if (plain !== '' && !/^\d{1,7}$/.test(plain)) return { kind: 'wrong', why: 'A whole number, or nothing for never.' };
  const mark = plain === '' ? null : Number(plain);
  return mark === row.low_stock_at ? { kind: 'same' } : fields({ low_stock_at: mark });
}

function readStatus(row: StockRow, text: string): CellChange {
  const wanted = text.trim().toLowerCase().replace(/\s+/g, '_');
  const status: ListingStatus | undefined = listingStatuses.find((one) => one === wanted);
  if (status === undefined) return { kind: 'wrong', why: `“${text}” is no status.` };
  if (status === row.status) return { kind: 'same' };
  if (!listingTransitions[row.status].includes(status))
    return { kind: 'wrong', why: `${statusLabels[row.status]} does not become ${statusLabels[status].toLowerCase()}.` };
  if (status === 'active' && row.price_minor === null)
    return { kind: 'wrong', why: 'What is on sale has a price. Give it one first.' };
  return fields({ status });
}
