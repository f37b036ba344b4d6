import type { CollectibleSort } from '../../../../../../contract/inventory-terms.ts';

/** What a column is, apart from what stands in its cells. The listing's name comes first and always. */
export interface Column {
  readonly id: ColumnId;
  /** As its head names it. */
  readonly head: string;
  /** As the list of columns names it. */
  readonly label: string;
  /** Pixels. */
  readonly width: number;
  readonly numeric?: boolean;
  /** A line at its left tells where a group of columns begins. */
  readonly group?: boolean;
  /** What a press on its head sorts by: first this, then the other. */
  readonly sorts?: readonly [CollectibleSort, CollectibleSort?];
}
export const columnIds = [
  'title',
  'origin',
  'sku',
  'grade',
  'finish',
  'language',
  'on_hand',
  'reserved',
  'allocated',
  'available',
  'price',
  'cost',
  'margin',
  'shelf',
  'status',
  'changed',
  'low_stock_at',
  'note',
  'barcode',
  'kind',
] as const;
export type ColumnId = (typeof columnIds)[number];

/** In the order in which they stand. */
export const columns: readonly Column[] = [
  { id: 'title', head: 'Listing', label: 'Listing', width: 236, sorts: ['title', '-title'] },
  { id: 'origin', head: 'Set, number', label: 'Set and number', width: 112, sorts: ['set'] },
  { id: 'sku', head: 'SKU', label: 'SKU', width: 140, sorts: ['sku'] },
  { id: 'grade', head: 'Cond.', label: 'Condition or grade', width: 74 },
  { id: 'finish', head: 'Finish', label: 'Finish', width: 84 },
  { id: 'language', head: 'Lang.', label: 'Language', width: 52 },
  {
    id: 'on_hand',
    head: 'On hand',
    label: 'On hand',
    width: 76,
    numeric: true,
    group: true,
    sorts: ['-on_hand', 'on_hand'],
  },
  { id: 'reserved', head: 'Held', label: 'Held for who is paying', width: 58, numeric: true },
  { id: 'allocated', head: 'Allocated', label: 'Sold and not yet sent', width: 76, numeric: true },
  { id: 'available', head: 'Free', label: 'Free', width: 56, numeric: true },
  { id: 'price', head: 'Price', label: 'Price', width: 92, numeric: true, group: true, sorts: ['-price', 'price'] },
  { id: 'cost', head: 'Cost', label: 'Cost', width: 84, numeric: true },
  { id: 'margin', head: 'Margin', label: 'Margin', width: 70, numeric: true },
  { id: 'shelf', head: 'Shelf', label: 'Shelf', width: 96, group: true },
  { id: 'status', head: 'Status', label: 'Status', width: 88 },
  { id: 'changed', head: 'Changed', label: 'Changed, and by whom', width: 104, numeric: true, sorts: ['-updated'] },
  { id: 'low_stock_at', head: 'Low at', label: 'Low-stock mark', width: 68, numeric: true },
  { id: 'note', head: 'Note', label: 'Note', width: 180 },
  { id: 'barcode', head: 'Barcode', label: 'Barcode', width: 128 },
  { id: 'kind', head: 'Kind', label: 'Kind', width: 72 },
];

/** What a vendor's table shows until somebody chooses. */
const usual: readonly ColumnId[] = columnIds.slice(0, columnIds.indexOf('changed') + 1).filter((id) => id !== 'sku');

/** Of the columns nobody chose, those that go first where room is short, with the width that they need. */
const givesWay: readonly (readonly [ColumnId, number])[] = [
  ['finish', 1398],
  ['margin', 1314],
  ['language', 1244],
  ['status', 1192],
  ['changed', 1104],
  ['cost', 1000],
  ['allocated', 916],
  ['reserved', 840],
];

/** The columns for a table of this many pixels. The usual ones give way in a narrow one; chosen ones stay, and scroll. */
export function shownColumns(choice: readonly string[] | null, width: number): readonly Column[] {
  const gone = new Set<string>(choice === null ? givesWay.filter(([, need]) => width < need).map(([id]) => id) : []);
  const wanted = new Set<string>(choice ?? usual);
  return columns.filter(({ id }) => id === 'title' || (wanted.has(id) && !gone.has(id)));
}

/** The widest of the widths that change which columns are shown, and that the table has; 0 for none. */
export function roomOf(width: number): number {
  return Math.max(0, ...givesWay.map(([, need]) => need).filter((need) => width >= need));
}

/** Pixels of the column of ticks. */
const TICK_WIDTH = 40;

/** The grid's tracks, as CSS, and the pixels below which the table scrolls sideways. */
export function tracksOf(shown: readonly Column[]): { readonly tracks: string; readonly width: number } {
  const tracks = shown.map(({ id, width }) =>
    id === 'title' ? `minmax(${width}px, 3fr)` : id === 'note' ? `minmax(${width}px, 1fr)` : `${width}px`,
  );
  const width = shown.reduce((total, column) => total + column.width, TICK_WIDTH);
  return { tracks: [`${TICK_WIDTH}px`, ...tracks].join(' '), width };
}

/** The choice with one column shown or hidden. */
export function withColumn(choice: readonly string[] | null, id: ColumnId): readonly string[] {
  const shown: readonly string[] = choice ?? usual;
  return shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id];
}

export function isChosen(choice: readonly string[] | null, id: ColumnId): boolean {
  return (choice ?? usual).some((other) => other === id);
}
