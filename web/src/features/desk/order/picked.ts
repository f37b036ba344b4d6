import type { VendorOrderView } from '../../../lib/queries/desk.ts';

/** How many of the pieces that lie on a shelf for this order are fetched. */
export function pickedOf({ picks }: Pick<VendorOrderView, 'picks'>): { readonly done: number; readonly left: number } {
  const done = picks.reduce((sum, { quantity_picked }) => sum + quantity_picked, 0);
  const all = picks.reduce((sum, { quantity }) => sum + quantity, 0);
  return { done, left: all - done };
}
