import type { ProductStateView, ProductSummaryView } from '../../../../contract/shop.ts';
import { formatMinor } from '../../lib/format/money.ts';
import { momentOf } from '../../lib/format/time.ts';
import { finishLabel } from '../inventory/stock/row.ts';

/** What a product is called, in the field's words. */

const games: Readonly<Record<string, string>> = {
  mtg: 'Magic',
  pokemon: 'Pokémon',
  yugioh: 'Yu-Gi-Oh!',
  lorcana: 'Lorcana',
  onepiece: 'One Piece',
  fab: 'Flesh and Blood',
  sports: 'Sports',
};

export function gameName(game: string): string {
  return games[game] ?? game.charAt(0).toUpperCase() + game.slice(1);
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

export function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** "DE" as "Germany"; null stays null. */
export function countryName(code: string | null): string | null {
  if (code === null) return null;
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}

export const conditionNames: Readonly<Record<string, string>> = {
  M: 'Mint',
  NM: 'Near Mint',
  LP: 'Lightly Played',
  MP: 'Moderately Played',
  HP: 'Heavily Played',
  DMG: 'Damaged',
  SEALED: 'Sealed',
};

/** A state of a product as a condition is written: of all of them, only what is sealed is called by a word. */
function conditionOfState(state: string): string {
  return state === 'Sealed' ? 'SEALED' : state;
}

/** "NM" as "Near Mint"; a grade stays as it is. */
export function stateName(state: string): string {
  return conditionNames[conditionOfState(state)] ?? state;
}

/** Whether a state is a grade, and not a condition. */
export function isGrade(state: string): boolean {
  return !(conditionOfState(state) in conditionNames);
}

/** The title without what stands beside it anyway: "Charizard, Base Set, 4/102" is "Charizard". */
export function nameOf({ title, set_name }: { readonly title: string; readonly set_name: string | null }): string {
  const at = set_name === null || set_name === '' ? -1 : title.indexOf(`, ${set_name}`);
  return at > 0 ? title.slice(0, at) : title;
}

type Origin = Pick<ProductSummaryView, 'set_code' | 'set_name' | 'collector_number' | 'finish' | 'language' | 'kind'>;

/** "Tidal Court · 201/212 · Foil"; `short` names the set by its code. */
export function originOf(product: Origin, short = false): string {
  const { set_code, set_name, collector_number, finish, kind } = product;
  const set = short ? (set_code?.toUpperCase() ?? set_name) : (set_name ?? set_code?.toUpperCase());
  const place = short ? [[set, collector_number].filter(Boolean).join(' ')] : [set, collector_number];
  const made = kind === 'card' && finish !== null ? finishLabel(finish) : null;
  return [...place, made].filter((part) => part !== null && part !== undefined && part !== '').join(' · ');
}

const CONDITION_ORDER = Object.keys(conditionNames);
/** Conditions that a card shows even where nobody offers them. */
const USUAL = ['NM', 'LP', 'MP'];

/** Conditions from the best to the worst, then grades from the dearest to the cheapest. */
export function inOrder(states: readonly ProductStateView[]): ProductStateView[] {
  const rank = ({ state }: ProductStateView) => {
    const at = CONDITION_ORDER.indexOf(conditionOfState(state));
    return at === -1 ? CONDITION_ORDER.length : at;
  };
  return [...states].sort(
    (left, right) => rank(left) - rank(right) || (right.price_minor ?? -1) - (left.price_minor ?? -1),
  );
}

/** Of a card: three states side by side; a condition nobody offers has no state. */
export function spreadOf(
  product: ProductSummaryView,
): { readonly name: string; readonly state: ProductStateView | null }[] {
  const known = inOrder(product.states).filter(({ price_minor }) => price_minor !== null);
  const graded_only = known.length > 0 && known.every(({ state }) => isGrade(state) || state === 'Sealed');
  if (product.kind !== 'card' || graded_only) return known.slice(0, 3).map((state) => ({ name: state.state, state }));
  const offered = known.map(({ state }) => state);
  const lead = leadOf(product)?.state;
  const wished = [lead, ...offered.filter((name) => USUAL.includes(name)), ...offered, ...USUAL];
  const names = [...new Set(wished.filter((name) => name !== undefined))].slice(0, 3);
  return names
    .sort((left, right) => CONDITION_ORDER.indexOf(left) - CONDITION_ORDER.indexOf(right))
    .map((name) => ({ name, state: known.find(({ state }) => state === name) ?? null }));
}

/** The state that is asked least for; of what is sold out, the first. */
export function leadOf({
  states,
  price_minor,
}: Pick<ProductSummaryView, 'states' | 'price_minor'>): ProductStateView | null {
  const ordered = inOrder(states);
  return ordered.find((state) => state.price_minor !== null && state.price_minor === price_minor) ?? ordered[0] ?? null;
}

/** What a product's page begins with: the best condition on offer, else a grade, else what was on offer once. */
export function firstOf(states: readonly ProductStateView[]): ProductStateView | null {
  const ordered = inOrder(states);
  return ordered.find(({ price_minor }) => price_minor !== null) ?? ordered[0] ?? null;
}

/** "184.50", without the currency, which stands above. */
export function spreadText(minor: number | null, currency: string): string {
  return formatMinor(minor, currency);
}

/** "Sold 4 min ago", in as few letters as a narrow card has. */
export function soldWords(moment: string | null, now_ms: number): string {
  const at = momentOf(moment);
  if (at === null) return 'Not sold yet';
  const age_s = Math.max(0, Math.floor((now_ms - at) / 1000));
  if (age_s < 60) return `Sold ${age_s} s ago`;
  if (age_s < 3600) return `Sold ${Math.floor(age_s / 60)} min ago`;
  if (age_s < 86_400) return `Sold ${Math.floor(age_s / 3600)} h ago`;
  return `Sold ${day.format(at)}`;
}
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
