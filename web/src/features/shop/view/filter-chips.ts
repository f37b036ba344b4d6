import { formatMoney } from '../../../lib/format/money.ts';
import { finishLabel, kindLabels } from '../../inventory/stock/row.ts';
import type { StoreView } from '../storefront.tsx';
import { countOf, gameName, languageName } from '../words.ts';
import { type ListMember, type ShopState, valuesOf } from './shop-state.ts';

interface Chip {
  readonly key: string;
  readonly label: string;
  /** The state without this choice. */
  readonly without: ShopState;
}

/** Every choice in a few words. */
export function chipsOf({ state, products, by_vendor }: StoreView): Chip[] {
  const chip = (member: keyof ShopState, label: string | undefined): Chip[] =>
    label === undefined || state[member] === undefined
      ? []
      : [{ key: member, label, without: { ...state, [member]: undefined } }];
  const labelOf = (facet: 'set' | 'vendor', value: string | undefined) =>
    products.facets.data?.facets[facet]?.find((one) => one.value === value)?.label ?? value;
  return [
    ...chip(
      'kind',
      severalOf(state, 'kind', (value) => (kindLabels as Record<string, string>)[value] ?? value),
    ),
    ...chip('game', state.game && gameName(state.game)),
    ...chip('set', labelOf('set', state.set)),
    ...chip(
      'condition',
      severalOf(state, 'condition', (value) => value),
    ),
    ...priceChip(state),
    ...chip('finish', severalOf(state, 'finish', finishLabel)),
    ...chip('language', state.language && languageName(state.language)),
    ...chip('rarity', state.rarity),
    ...(by_vendor ? [] : chip('vendor_id', labelOf('vendor', state.vendor_id))),
    ...chip('graded', 'Graded'),
    ...chip('sold_out', 'Sold out too'),
  ];
}

/** "NM, LP", or how many where that would be long. */
function severalOf(state: ShopState, member: ListMember, word: (value: string) => string): string {
  const values = valuesOf(state, member);
  return values.length <= 3 ? values.map(word).join(', ') : countOf(values.length, 'choice');
}

function priceChip(state: ShopState): Chip[] {
  const { price_min, price_max, currency = 'EUR' } = state;
  if (price_min === undefined && price_max === undefined) return [];
  const from = price_min === undefined ? null : formatMoney(price_min, currency);
  const to = price_max === undefined ? null : formatMoney(price_max, currency);
  const label = from === null ? `up to ${to}` : to === null ? `from ${from}` : `${from} – ${to}`;
  return [
    { key: 'price', label, without: { ...state, price_min: undefined, price_max: undefined, currency: undefined } },
  ];
}
