import { flagNames, type ItemFlagName } from './item-fields.ts';

export const sortKeys = [
  'symbol',
  'today',
  'price',
  'change',
  'change_percent',
  'range',
  'volume',
  'note',
  'since',
  'price_at_add',
  'added',
  'market_cap',
  'exchange',
  'currency',
  'flag',
  'section',
  'distance',
] as const;
export type SortKey = (typeof sortKeys)[number];
export const layouts = ['table', 'map', 'analytics'] as const;
export type Layout = (typeof layouts)[number];
export type FlagFilter = ItemFlagName | 'any';

/** What the address of a watchlist holds besides the list: a link or a reload shows the same view. */
export interface ViewState {
  /** Without it the table. */
  readonly view?: Exclude<Layout, 'table'>;
  /** Tiles of the heat map; without it by market capitalisation. */
  readonly tiles?: 'equal';
  /** How far back the analytics reach; without it three months. */
  readonly window?: '1m' | '6m' | '1y';
  /** Without it the person's own order. */
  readonly sort?: SortKey;
  readonly dir?: 'asc' | 'desc';
  readonly filter?: string;
  /** Only items with this flag, or with any. */
  readonly flag?: FlagFilter;
  /** Only items of this section. */
  readonly section?: string;
  /** The symbol whose detail is open. */
  readonly symbol?: string;
}

const TEXT_LENGTH_MAX = 80;

/** Keeps what is valid of an address's search part. */
export function readViewState(search: Record<string, unknown>): ViewState {
  const view = (['map', 'analytics'] as const).find((name) => name === search['view']);
  const span = (['1m', '6m', '1y'] as const).find((name) => name === search['window']);
  const sort = sortKeys.find((key) => key === search['sort']);
  const filter = textOf(search['filter']);
  const flag = (['any', ...flagNames] as const).find((name) => name === search['flag']);
  const section = textOf(search['section']);
  const symbol = textOf(search['symbol']);
  return {
    ...(view && { view }),
    ...(search['tiles'] === 'equal' && { tiles: 'equal' }),
    ...(span && { window: span }),
    ...(sort && { sort, dir: search['dir'] === 'asc' ? 'asc' : 'desc' }),
    ...(filter && { filter }),
    ...(flag && { flag }),
    ...(section && { section }),
    ...(symbol && { symbol: symbol.toUpperCase() }),
  };
}

/** Numbers and booleans too: the router reads `symbol=700` as a number. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).slice(0, TEXT_LENGTH_MAX)
    : '';
}
