import type { SortKey } from '../view-state.ts';

/** What a column is, apart from what stands in its cells. The symbol comes first and always. */
export interface Column {
  readonly id: ColumnId;
  /** As its head names it. */
  readonly head: string;
  /** As the list of columns names it. */
  readonly label: string;
  /** Pixels it needs. */
  readonly width: number;
  /** Its share of the room that is left; none without it. */
  readonly grows?: number;
  readonly numeric?: boolean;
}
export type ColumnId = Exclude<SortKey, 'symbol'>;

export const columns: readonly Column[] = [
  { id: 'today', head: 'Today', label: 'Today, as a line', width: 84 },
  { id: 'price', head: 'Price', label: 'Price', width: 104, numeric: true },
  { id: 'change', head: 'Change', label: 'Change', width: 88, numeric: true },
  { id: 'change_percent', head: 'Chg %', label: 'Change in percent', width: 88, numeric: true },
  { id: 'range', head: 'Day range', label: 'Day range', width: 88 },
  { id: 'volume', head: 'Volume', label: 'Volume', width: 76, numeric: true },
  { id: 'note', head: 'Note', label: 'Note and state', width: 130, grows: 1 },
  { id: 'since', head: 'Since added', label: 'Change since added', width: 96, numeric: true },
  { id: 'price_at_add', head: 'Added at', label: 'Price when added', width: 96, numeric: true },
  { id: 'added', head: 'Added', label: 'Day added', width: 108, numeric: true },
  { id: 'market_cap', head: 'Market cap', label: 'Market capitalisation', width: 92, numeric: true },
  { id: 'exchange', head: 'Exchange', label: 'Exchange', width: 88 },
  { id: 'currency', head: 'Currency', label: 'Currency', width: 80 },
  { id: 'flag', head: 'Flag', label: 'Flag', width: 84 },
  { id: 'distance', head: 'To alert', label: 'Distance to the nearest alert', width: 150 },
  { id: 'section', head: 'Section', label: 'Section', width: 110 },
];
const byId = new Map<string, Column>(columns.map((column) => [column.id, column]));

export const defaultColumns: readonly ColumnId[] = [
  'today',
  'price',
  'change',
  'change_percent',
  'range',
  'volume',
  'note',
];
/** Of the columns nobody chose, those that go first where room is short, and the pane's width that they need. */
const givesWay: readonly (readonly [ColumnId, number])[] = [
  ['change', 900],
  ['volume', 760],
  ['note', 680],
];

/** The columns of a person's choice, in its order; what this version does not know is left out. Null: nobody chose. */
export function chosenColumns(choice: readonly string[] | null): readonly ColumnId[] {
  if (choice === null) return defaultColumns;
  return [...new Set(choice)].flatMap((id) => byId.get(id)?.id ?? []);
}

/** Columns for a pane of this many pixels. The usual ones give way in a narrow pane; chosen ones stay, and scroll. */
export function shownColumns(choice: readonly string[] | null, width: number): readonly Column[] {
  const gone = new Set<string>(choice === null ? givesWay.filter(([, need]) => width < need).map(([id]) => id) : []);
  return chosenColumns(choice).flatMap((id) => (gone.has(id) ? [] : (byId.get(id) ?? [])));
}

/** The widest of the widths that change which columns are shown, and that this pane has; 0 for none. */
export function roomOf(width: number): number {
  return Math.max(0, ...givesWay.map(([, need]) => need).filter((need) => width >= need));
}

/** Of the symbol and the name beside it: the usual columns leave less in a narrow pane, chosen ones scroll. */
const SYMBOL_WIDTH = 150;
const SYMBOL_WIDTH_CHOSEN = 210;
const MENU_WIDTH = 48;

/** The grid's tracks, as CSS, and the pixels below which the table scrolls sideways. */
export function tracksOf(
  shown: readonly Column[],
  chosen: boolean,
): { readonly columns: string; readonly width: number } {
  const symbol = chosen ? SYMBOL_WIDTH_CHOSEN : SYMBOL_WIDTH;
  const tracks = shown.map(({ width, grows }) =>
    grows === undefined ? `${width}px` : `minmax(${width}px, ${grows}fr)`,
  );
  return {
    columns: [`minmax(${symbol}px, 3fr)`, ...tracks, `${MENU_WIDTH}px`].join(' '),
    width: shown.reduce((total, { width }) => total + width, symbol + MENU_WIDTH),
  };
}

/** A choice with one column shown or hidden; a shown one comes last. */
export function withColumn(choice: readonly ColumnId[], id: ColumnId, shown: boolean): readonly ColumnId[] {
  const others = choice.filter((other) => other !== id);
  return shown ? [...others, id] : others;
}

/** A choice with one column a place nearer to the symbol (-1) or further from it (1). */
export function withColumnMoved(choice: readonly ColumnId[], id: ColumnId, by: -1 | 1): readonly ColumnId[] {
  const at = choice.indexOf(id);
  const to = at + by;
  if (at === -1 || to < 0 || to >= choice.length) return choice;
  return choice.toSpliced(at, 1).toSpliced(to, 0, id);
}
