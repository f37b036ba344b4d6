export const sortKeys = ['symbol', 'price', 'change', 'change_percent', 'volume', 'note', 'section'] as const;
export type SortKey = (typeof sortKeys)[number];

/** What the address of a watchlist holds besides the list: a link or a reload shows the same view. */
export interface ViewState {
  /** Without it the person's own order. */
  readonly sort?: SortKey;
  readonly dir?: 'asc' | 'desc';
  readonly filter?: string;
  /** The symbol whose detail is open. */
  readonly symbol?: string;
}

const TEXT_LENGTH_MAX = 80;

/** Keeps what is valid of an address's search part. */
export function readViewState(search: Record<string, unknown>): ViewState {
  const sort = sortKeys.find((key) => key === search['sort']);
  const filter = textOf(search['filter']);
  const symbol = textOf(search['symbol']);
  return {
    ...(sort && { sort, dir: search['dir'] === 'asc' ? 'asc' : 'desc' }),
    ...(filter && { filter }),
    ...(symbol && { symbol: symbol.toUpperCase() }),
  };
}

/** Numbers and booleans too: the router reads `symbol=700` as a number. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).slice(0, TEXT_LENGTH_MAX)
    : '';
}
