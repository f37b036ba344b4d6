import type { CollectibleFilterView, listingStates } from '../../../../../../contract/inventory-filter.ts';
import { gradingCompanies } from '../../../../../../contract/inventory-grading.ts';
import {
  type CollectibleSort,
  collectibleKinds,
  collectibleSorts,
  conditions,
  finishes,
  listingStatuses,
} from '../../../../../../contract/inventory-terms.ts';

export type ListingState = (typeof listingStates)[number];
/** What may be the matter with a listing, as a filter names it. */
export const stateLabels: Readonly<Record<ListingState, string>> = {
  no_price: 'No price',
  no_cost: 'No cost',
  no_photo: 'No photo',
  low_stock: 'Low stock',
  out_of_stock: 'Out of stock',
  graded: 'Graded',
  ungraded: 'Not graded',
};

const lists = {
  status: listingStatuses,
  kind: collectibleKinds,
  condition: conditions,
  finish: finishes,
  grading_company: gradingCompanies,
  state: Object.keys(stateLabels) as readonly ListingState[],
} as const satisfies Partial<Record<keyof CollectibleFilterView, readonly string[]>>;
const texts = { game: 40, set: 120, language: 35, location_id: 36, import_id: 36, q: 100 } as const;
const numbers = { price_min: 1e12, price_max: 1e12, on_hand_min: 1e9, on_hand_max: 1e9 } as const;

export type ListMember = keyof typeof lists;
export type TextMember = keyof typeof texts;
export type NumberMember = keyof typeof numbers;
export type FilterMember = ListMember | TextMember | NumberMember;

/** The filter as an address and the API spell it: several values of a member stand apart by commas. */
export type StockFilter = { readonly [K in ListMember | TextMember]?: string } & {
  readonly [K in NumberMember]?: number;
};
/** What the address of the stock table holds: a link, a saved view or a reload shows the same rows. */
export type StockState = StockFilter & { readonly sort?: CollectibleSort };

export const filterMembers = [...keysOf(lists), ...keysOf(texts), ...keysOf(numbers)] as const;

/** Keeps what is valid of an address's search part. */
export function readStockState(search: Record<string, unknown>): StockState {
  const state: Record<string, string | number> = {};
  for (const member of keysOf(lists)) {
    const known: readonly string[] = lists[member];
    const values = [...new Set(textOf(search[member]).split(','))].filter((value) => known.includes(value));
    if (values.length > 0) state[member] = values.join(',');
  }
  for (const member of keysOf(texts)) {
    const text = textOf(search[member]).trim().slice(0, texts[member]);
    if (text !== '') state[member] = text;
  }
  for (const member of keysOf(numbers)) {
    const text = textOf(search[member]);
    if (/^\d{1,13}$/.test(text) && Number(text) <= numbers[member]) state[member] = Number(text);
  }
  const sort = collectibleSorts.find((name) => name === search['sort']);
  if (sort !== undefined && sort !== '-created') state['sort'] = sort;
  return state;
}

/** The filter without the order. */
export function filterOf({ sort: _sort, ...filter }: StockState): StockFilter {
  return filter;
}

export function isFiltered(state: StockState): boolean {
  return Object.keys(filterOf(state)).length > 0;
}

/** Values of a member that the filter names. */
export function valuesOf(state: StockState, member: ListMember): readonly string[] {
  return state[member]?.split(',') ?? [];
}

/** The state with one value of a member added or taken away. */
export function withValue(state: StockState, member: ListMember, value: string): string | undefined {
  const values = valuesOf(state, member);
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return next.length === 0 ? undefined : next.join(',');
}

/** One spelling of a state, as a saved view keeps it: "sort=price&status=active". */
export function queryText(state: StockState): string {
  const search = new URLSearchParams();
  for (const name of Object.keys(state).sort()) search.set(name, String(state[name as keyof StockState]));
  return search.toString().replace(/\*/g, '%2A').replace(/%2C/g, ',');
}

/** Reads what `queryText` wrote; what this version does not know is left out. */
export function stateOf(query: string): StockState {
  return readStockState(Object.fromEntries(new URLSearchParams(query)));
}

/** Numbers and booleans too: the router reads `q=700` as a number. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(record) as Key[];
}
