import type { WatchlistItemView } from '../../../../contract/watchlists.ts';

/** Limits of what a person writes about a symbol, and the flags there are: as the server has them, without its schemas. */
export const NOTE_LENGTH_MAX = 500;
export const SECTION_LENGTH_MAX = 40;
export type ItemFlagName = NonNullable<WatchlistItemView['flag']>;
const labels: { readonly [Name in ItemFlagName]: string } = {
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  blue: 'Blue',
  purple: 'Purple',
};
export const flagNames = [
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'purple',
] as const satisfies readonly ItemFlagName[];
/** The flags as choices, in their order. */
export const flagChoices = flagNames.map((value) => ({ value, label: labels[value] }));
