import { collectibleKinds, conditions, finishes } from '../../../../../contract/inventory-terms.ts';
import { type ProductSort, productSorts } from '../../../../../contract/orders-terms.ts';
import type { ProductFilter } from '../../../lib/queries/shop.ts';

const lists = {
  kind: collectibleKinds,
  condition: conditions,
  finish: finishes,
} as const satisfies Record<string, readonly string[]>;
const texts = { q: 100, game: 40, set: 120, language: 35, rarity: 60, vendor_id: 36, currency: 3 } as const;
const numbers = ['price_min', 'price_max'] as const;
const flags = ['graded', 'sold_out'] as const;
const MINOR_MAX = 1e12;

export type ListMember = keyof typeof lists;
type TextMember = keyof typeof texts;
export type FlagMember = (typeof flags)[number];

/** What the shop's address holds, as the API spells it: several values of a member stand apart by commas. */
export type ShopFilter = { readonly [K in ListMember | TextMember]?: string | undefined } & {
  readonly [K in (typeof numbers)[number]]?: number | undefined;
} & { readonly [K in FlagMember]?: 'true' | undefined };
export type ShopState = ShopFilter & { readonly sort?: ProductSort | undefined };

/** Members of the filter, without the words that are sought. */
const chosenMembers = [
  'kind',
  'game',
  'set',
  'condition',
  'finish',
  'language',
  'rarity',
  'vendor_id',
  'price_min',
  'price_max',
  ...flags,
] as const satisfies readonly (keyof ShopFilter)[];

/** Keeps what is valid of an address's search part. */
export function readShopState(search: Record<string, unknown>): ShopState {
  const state: Record<string, string | number> = {};
  for (const member of keysOf(lists)) {
    const known: readonly string[] = lists[member];
    const values = [...new Set(textOf(search[member]).split(','))].filter((value) => known.includes(value));
    if (values.length > 0) state[member] = values.join(',');
  }
  for (const member of keysOf(texts)) {
    const text = textOf(search[member]).trim().slice(0, texts[member]);
    if (text !== '' && (member !== 'currency' || /^[A-Z]{3}$/.test(text))) state[member] = text;
  }
  for (const member of numbers) {
    const text = textOf(search[member]);
    if (/^\d{1,13}$/.test(text) && Number(text) <= MINOR_MAX) state[member] = Number(text);
  }
  for (const member of flags) if (textOf(search[member]) === 'true') state[member] = 'true';
  const sort = productSorts.find((name) => name === search['sort']);
  if (sort !== undefined) state['sort'] = sort;
  return state;
}

/** The filter without the order, as the API takes it. */
export function filterOf({ sort: _sort, ...filter }: ShopState): ProductFilter {
  const said: Record<string, string | number> = {};
  for (const [member, value] of Object.entries(filter)) if (value !== undefined) said[member] = value;
  return said;
}

/** How many members of the filter are chosen, the words aside. */
export function chosenCount(state: ShopState): number {
  return chosenMembers.filter((member) => state[member] !== undefined).length;
}

/** The state with no filter; words and order stay. */
export function cleared(state: ShopState): ShopState {
  const kept: ShopState = { q: state.q, sort: state.sort };
  return kept;
}

/** Values of a member that the filter names. */
export function valuesOf(state: ShopState, member: ListMember): readonly string[] {
  return state[member]?.split(',') ?? [];
}

/** A member with one value added or taken away; undefined when none is left. */
export function withValue(state: ShopState, member: ListMember, value: string): string | undefined {
  const values = valuesOf(state, member);
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return next.length === 0 ? undefined : next.join(',');
}

/** Numbers and booleans too: the router reads `q=700` as a number. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(record) as Key[];
}
