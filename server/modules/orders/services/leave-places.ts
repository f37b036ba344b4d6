import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Pieces } from '../asked-pieces.ts';
import { type OrderTables, ordersTables } from '../tables.ts';
import type { OrderWork } from './open-order.ts';

type PlaceRow = Selectable<OrderTables['line_places']>;

/** Pieces of a line at a place where they were allocated. */
export interface LeftPlace {
  readonly line_id: string;
  readonly listing_id: string;
  readonly location_id: string;
  readonly quantity: number;
}

/** Which pieces of a line go first where it lies in several places, or is picked in part. */
export type First = 'picked' | 'unpicked';

/**
 * Takes pieces off the places where they are allocated, for parcels or because they are cancelled. Stock is the caller's
 * to move, in the order of what this answers: by listings, and by places of one listing.
 *
 * @param at_first a place that is taken from before the others.
 */
export async function leavePlaces(
  { tx, order }: OrderWork,
  pieces: Pieces,
  { first, at_first }: { readonly first: First; readonly at_first?: string },
): Promise<LeftPlace[]> {
  const places = await ordersTables(tx)
    .selectFrom('line_places')
    .where('vendor_id', '=', order.vendor_id)
    .where((eb) => eb('line_id', '=', eb.fn.any(eb.val([...pieces.keys()]))))
    .where('quantity', '>', 0)
    .orderBy('listing_id')
    .orderBy('location_id')
    .selectAll()
    .execute();
  const left = [...pieces].flatMap(([line_id, quantity]) => {
    const own = places.filter((place) => place.line_id === line_id);
    return taken(
      [...own.filter((one) => one.location_id === at_first), ...own.filter((one) => one.location_id !== at_first)],
      quantity,
      first,
    );
  });
  const picked =
    first === 'picked'
      ? sql`greatest(place.quantity_picked - gone.quantity, 0)`
      : sql`least(place.quantity_picked, place.quantity - gone.quantity)`;
  await sql`
    UPDATE orders.line_places AS place SET quantity = place.quantity - gone.quantity, quantity_picked = ${picked}
    FROM unnest(${left.map((one) => one.line_id)}::uuid[], ${left.map((one) => one.location_id)}::uuid[],
      ${left.map((one) => one.quantity)}::int[]) AS gone (line_id, location_id, quantity)
    WHERE place.vendor_id = ${order.vendor_id} AND place.line_id = gone.line_id AND place.location_id = gone.location_id
  `.execute(tx);
  return left.toSorted(byLevel);
}

/** At each place those that go first, and only then the rest. */
function taken(places: readonly PlaceRow[], quantity: number, first: First): LeftPlace[] {
  const gone = new Map<PlaceRow, number>();
  let left = quantity;
  for (const willing of [true, false]) {
    for (const place of places) {
      const before = first === 'picked' ? place.quantity_picked : place.quantity - place.quantity_picked;
      const some = Math.min(left, willing ? before : place.quantity - (gone.get(place) ?? 0));
      gone.set(place, (gone.get(place) ?? 0) + some);
      left -= some;
    }
  }
  assert(left === 0, 'pieces that are neither sent nor cancelled lie somewhere');
  return [...gone].flatMap(([{ line_id, listing_id, location_id }, pieces]) =>
    pieces === 0 ? [] : [{ line_id, listing_id, location_id, quantity: pieces }],
  );
}

/** The order in which levels are locked. */
function byLevel(a: LeftPlace, b: LeftPlace): number {
  if (a.listing_id !== b.listing_id) return a.listing_id < b.listing_id ? -1 : 1;
  return a.location_id < b.location_id ? -1 : 1;
}
