import type { PickListView } from '../../../lib/queries/desk.ts';

/** The pick list as it is walked: place by place, and at each the pieces of one listing for all orders that want it. */

type Pick = PickListView[number];
export interface PickStop {
  readonly key: string;
  /** Where it lies, and what: the same for all of its pieces. */
  readonly pick: Pick;
  readonly quantity: number;
  readonly picked: number;
  readonly done: boolean;
  /** By order, as the API notes them. */
  readonly parts: readonly Pick[];
}
export interface PickPlace {
  readonly key: string;
  readonly name: string;
  readonly stops: readonly PickStop[];
  readonly picked: number;
  readonly quantity: number;
}

/** Keeps the order of the list, which is that of walking. */
export function placesOf(picks: PickListView): PickPlace[] {
  const places = new Map<string, Map<string, Pick[]>>();
  for (const pick of picks) {
    const at = `${pick.location_id} ${pick.shelf}`;
    const stops = places.get(at) ?? new Map<string, Pick[]>();
    stops.set(pick.listing_id, [...(stops.get(pick.listing_id) ?? []), pick]);
    places.set(at, stops);
  }
  return [...places].map(([key, stops]) => placeOf(key, [...stops.values()]));
}

function placeOf(key: string, groups: readonly (readonly Pick[])[]): PickPlace {
  const stops = groups.flatMap((parts) => {
    const [pick] = parts;
    if (pick === undefined) return [];
    const quantity = sumOf(parts, (one) => one.quantity);
    const picked = sumOf(parts, (one) => one.quantity_picked);
    return [{ key: `${key} ${pick.listing_id}`, pick, quantity, picked, done: picked >= quantity, parts }];
  });
  const first = stops[0]?.pick;
  return {
    key,
    name: [first?.location, first?.shelf].filter(Boolean).join(' '),
    stops,
    picked: sumOf(stops, (stop) => stop.picked),
    quantity: sumOf(stops, (stop) => stop.quantity),
  };
}

/** What is to be sent so that a stop is picked, or is not: one answer per order, with its lines' pieces at this place. */
export function changesOf(stop: PickStop, picked: boolean) {
  const byOrder = Map.groupBy(stop.parts, ({ order_id }) => order_id);
  return [...byOrder].map(([order_id, parts]) => ({
    order_id,
    lines: parts.map(({ line_id, location_id, quantity }) => ({
      line_id,
      location_id,
      quantity_picked: picked ? quantity : 0,
    })),
  }));
}

function sumOf<One>(list: readonly One[], of: (one: One) => number): number {
  return list.reduce((sum, one) => sum + of(one), 0);
}
