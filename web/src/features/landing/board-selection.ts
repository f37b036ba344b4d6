import type { StockView } from '../../../../contract/market.ts';
import type { InstrumentKind } from '../../lib/queries/market.ts';

/** What the front page's board can show. */
export const boards = {
  everything: 'Everything',
  stock: 'Stocks',
  coin: 'Crypto',
  index: 'Indices',
  currency: 'Currencies',
} as const;
export type Board = keyof typeof boards;

export const BOARD_ROWS = 10;
/** Of each kind so many are asked for, so that the familiar ones are among them. */
export const BOARD_CANDIDATES = 25;
/** One of each kind is asked for; `everything` mixes them. */
export const boardKinds = ['stock', 'index', 'coin', 'currency', 'commodity'] as const satisfies InstrumentKind[];
type BoardKind = (typeof boardKinds)[number];

/** A board that shows at a glance that everything with a price is treated alike: which kind, and its how-manieth. */
const mix: readonly (readonly [kind: BoardKind, place: number])[] = [
  ['stock', 0],
  ['stock', 1],
  ['stock', 2],
  ['index', 0],
  ['coin', 0],
  ['coin', 1],
  ['currency', 0],
  ['commodity', 0],
  ['index', 1],
  ['stock', 3],
];

/** What people know best of kinds that have no size to order them by. */
const familiar = ['SPX', 'NDX', 'DJI', 'EUR-USD', 'GBP-USD', 'USD-JPY', 'BRENT-USD', 'XAU-USD'];

function familiarFirst(rows: readonly StockView[] | undefined): StockView[] {
  const place = (row: StockView) => familiar.indexOf(row.symbol) + 1 || familiar.length + 1;
  return (rows ?? []).toSorted((left, right) => place(left) - place(right));
}

/** One company stands once: a further class of its shares moves with the first. */
function companiesOnce(rows: readonly StockView[] | undefined): StockView[] {
  const all = rows ?? [];
  return all.filter(({ name }) => !all.some((other) => name.startsWith(`${other.name} Class `)));
}

/** Rows of a board out of the largest of each kind; a kind that is not there leaves its place to more stocks. */
export function rowsOf(board: Board, largest: Readonly<Partial<Record<BoardKind, readonly StockView[]>>>): StockView[] {
  if (board === 'stock') return companiesOnce(largest.stock).slice(0, BOARD_ROWS);
  if (board !== 'everything') return familiarFirst(largest[board]).slice(0, BOARD_ROWS);
  const stocks = companiesOnce(largest.stock);
  const rows = mix
    .map(([kind, place]) => familiarFirst(kind === 'stock' ? stocks : largest[kind])[place])
    .filter((row) => row !== undefined);
  const spare = stocks.filter((stock) => !rows.includes(stock));
  return [...rows, ...spare].slice(0, BOARD_ROWS);
}
