import type { CollectibleFacetsView } from '../../../../../../contract/inventory-filter.ts';
import { formatMoney } from '../../../../lib/format/money.ts';
import { formatWhole } from '../../../../lib/format/number.ts';
import { finishLabel, kindLabels, statusLabels } from '../row.ts';
import { type FilterMember, filterMembers, type ListingState, type StockState, stateLabels } from './stock-state.ts';

export type Facets = CollectibleFacetsView['facets'];
export type FacetName = keyof Facets;

/** Members with a menu of values, in the order of the menu; each with the facet that counts them. */
export const facetMembers = [
  { member: 'status', facet: 'status', label: 'Status' },
  { member: 'set', facet: 'set', label: 'Set' },
  { member: 'condition', facet: 'condition', label: 'Condition' },
  { member: 'finish', facet: 'finish', label: 'Finish' },
  { member: 'language', facet: 'language', label: 'Language' },
  { member: 'grading_company', facet: 'grading_company', label: 'Graded by' },
  { member: 'location_id', facet: 'location', label: 'Location' },
  { member: 'game', facet: 'game', label: 'Game' },
  { member: 'kind', facet: 'kind', label: 'Kind' },
] as const satisfies readonly { member: FilterMember; facet: FacetName; label: string }[];

const kinds: Readonly<Record<string, string>> = kindLabels;
const statuses: Readonly<Record<string, string>> = statusLabels;

/** A value as people read it, where the server names it by a code. */
export function valueLabel(facet: FacetName, value: string, label: string): string {
  if (facet === 'status') return statuses[value] ?? label;
  if (facet === 'kind') return kinds[value] ?? label;
  if (facet === 'finish') return finishLabel(value);
  return facet === 'language' ? value.toUpperCase() : label;
}

export interface FilterChip {
  readonly text: string;
  /** What the chip stands for; a press takes these away. */
  readonly members: readonly FilterMember[];
}

interface ChipNames {
  readonly facets: Facets | undefined;
  readonly currency: string;
  readonly locations: readonly { readonly id: string; readonly name: string }[];
}

/** The filter in words, a chip for each part. The text searched for stands in its own field. */
export function chipsOf(state: StockState, names: ChipNames): FilterChip[] {
  const chips: FilterChip[] = [];
  for (const member of filterMembers) {
    const value = state[member];
    if (value === undefined || member === 'q' || member.endsWith('_max')) continue;
    if (member === 'price_min' || member === 'on_hand_min') continue;
    chips.push({ text: wordsOf(member, String(value), names), members: [member] });
  }
  const { price_min, price_max, on_hand_min, on_hand_max } = state;
  const money = (minor: number) => formatMoney(minor, names.currency);
  const price = between('Price', [price_min, price_max], money);
  const on_hand = between('On hand', [on_hand_min, on_hand_max], formatWhole);
  if (price !== null) chips.push({ text: price, members: ['price_min', 'price_max'] });
  if (on_hand !== null) chips.push({ text: on_hand, members: ['on_hand_min', 'on_hand_max'] });
  return chips;
}

function wordsOf(member: FilterMember, value: string, { facets, locations }: ChipNames): string {
  if (member === 'import_id') return 'Of one import';
  if (member === 'location_id') return `At ${locations.find(({ id }) => id === value)?.name ?? 'a location'}`;
  if (member === 'state')
    return value
      .split(',')
      .map((one) => stateLabels[one as ListingState])
      .join(' and ');
  const known = facetMembers.find((one) => one.member === member);
  if (known === undefined) return value;
  const words = value.split(',').map((one) => {
    const found = facets?.[known.facet]?.find((counted) => counted.value === one);
    return valueLabel(known.facet, one, found?.label ?? one);
  });
  return `${known.label}: ${words.join(', ')}`;
}

function between(
  name: string,
  [from, to]: readonly [number | undefined, number | undefined],
  format: (value: number) => string,
): string | null {
  if (from === undefined && to === undefined) return null;
  if (from === undefined) return `${name} up to ${format(to ?? 0)}`;
  if (to === undefined) return `${name} from ${format(from)}`;
  return from === to ? `${name} ${format(from)}` : `${name} ${format(from)} to ${format(to)}`;
}
