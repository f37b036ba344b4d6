import type { VendorOrderView } from '../../../lib/queries/desk.ts';

type Place = VendorOrderView['picks'][number];

/** Where pieces of a line lie for this order, in walking order. */
export function placesOf({ picks }: Pick<VendorOrderView, 'picks'>, line_id: string): Place[] {
  return picks.filter((pick) => pick.line_id === line_id && pick.quantity > 0);
}

/** "Shop A3": the location with its shelf. */
export function placeName({ location, shelf }: Pick<Place, 'location' | 'shelf'>): string {
  return [location, shelf].filter(Boolean).join(' ');
}
