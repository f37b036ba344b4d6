import { sql } from 'kysely';
import { newId } from '../../../platform/ids.ts';
import { type OrdersTx, ordersTables } from '../tables.ts';

/** Pieces of a listing that are to be held. */
export interface Wanted {
  readonly vendor_id: string;
  readonly listing_id: string;
  readonly quantity: number;
}

/** For whom: a basket, or the checkout it became. */
interface HeldFor {
  readonly basket_id: string;
  readonly group_id: string | null;
  readonly expires_at: Date;
  readonly at: Date;
}

/**
 * Holds pieces, each listing's wherever they lie, in the order of their ids. The caller rolls back where any was short.
 * @returns the listings of which there are too few.
 */
export async function holdStock(tx: OrdersTx, wanted: readonly Wanted[], held: HeldFor): Promise<string[]> {
  if (wanted.length === 0) return [];
  const sorted = wanted.toSorted(byListing);
  const { rows } = await sql<{ listing_id: string; vendor_id: string; location_id: string | null; quantity: number }>`
    SELECT want.listing_id, want.vendor_id, place.location_id, place.quantity
    FROM unnest(${sorted.map((one) => one.listing_id)}::uuid[], ${sorted.map((one) => one.vendor_id)}::uuid[],
      ${sorted.map((one) => one.quantity)}::integer[], ${sorted.map(() => `hold:${newId()}`)}::text[])
      AS want (listing_id, vendor_id, quantity, key)
    LEFT JOIN LATERAL inventory.hold_pieces(want.listing_id, want.quantity, ${causeOf(held)}, want.key, ${held.at}) AS place
      ON true`.execute(tx);
  const short = rows.filter((row) => row.location_id === null).map((row) => row.listing_id);
  if (short.length > 0) return short;
  const made = rows.map((row) => ({
    id: newId(),
    basket_id: held.basket_id,
    group_id: held.group_id,
    vendor_id: row.vendor_id,
    listing_id: row.listing_id,
    location_id: row.location_id ?? '',
    quantity: row.quantity,
    status: 'active' as const,
    expires_at: held.expires_at,
    created_at: held.at,
  }));
  await ordersTables(tx)
    .insertInto('holds')
    .values(made)
    .onConflict((conflict) =>
      conflict
        .columns(['basket_id', 'listing_id', 'location_id'])
        .where('status', '=', 'active')
        .where('group_id', 'is', null)
        .doUpdateSet((eb) => ({
          quantity: eb('holds.quantity', '+', eb.ref('excluded.quantity')),
          expires_at: eb.ref('excluded.expires_at'),
        })),
    )
    .execute();
  return [];
}

/** Baskets that are not checked out, or one checkout. */
type HeldBy = { readonly basket_ids: readonly string[] } | { readonly group_id: string };

/** Lets go of what is held for a basket that is not checked out, or for a checkout. @returns how many holds. */
export async function releaseStock(
  tx: OrdersTx,
  of: HeldBy,
  { status, at }: { readonly status: 'released' | 'expired'; readonly at: Date },
): Promise<number> {
  const holds = await lockHolds(tx, of);
  if (holds.length === 0) return 0;
  await movePromised(
    tx,
    holds.map((hold) => ({
      ...hold,
      kind: 'release',
      cause: 'group_id' in of ? `checkout:${of.group_id}` : `basket:${hold.basket_id}`,
      key: `release:${hold.id}`,
    })),
    at,
  );
  await endHolds(tx, holds, status);
  return holds.length;
}

export interface Hold {
  readonly id: string;
  readonly basket_id: string;
  readonly listing_id: string;
  readonly location_id: string;
  readonly quantity: number;
}

/** The active holds of a basket that is not checked out, or of a checkout, locked, by listing and place. */
export function lockHolds(tx: OrdersTx, of: HeldBy): Promise<Hold[]> {
  return ordersTables(tx)
    .selectFrom('holds')
    .where('status', '=', 'active')
    .$call((query) =>
      'group_id' in of
        ? query.where('group_id', '=', of.group_id)
        : query
            .where((eb) => eb('basket_id', '=', eb.fn.any(eb.val([...of.basket_ids]))))
            .where('group_id', 'is', null),
    )
    .orderBy('listing_id')
    .orderBy('location_id')
    .select(['id', 'basket_id', 'listing_id', 'location_id', 'quantity'])
    .forUpdate()
    .execute();
}

export async function endHolds(
  tx: OrdersTx,
  holds: readonly Hold[],
  status: 'released' | 'expired' | 'committed',
): Promise<void> {
  await ordersTables(tx)
    .updateTable('holds')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(holds.map((hold) => hold.id)))))
    .set({ status })
    .execute();
}

/** One step of what is promised, at one place. */
export interface PromisedMove {
  readonly listing_id: string;
  readonly location_id: string;
  readonly kind: 'release' | 'allocate' | 'deallocate';
  readonly quantity: number;
  /** What it is done for. */
  readonly cause: string;
  /** One key, one movement. */
  readonly key: string;
}

/** Goes on with what is promised, in the order of listings and places; one statement. */
export async function movePromised(tx: OrdersTx, moves: readonly PromisedMove[], at: Date): Promise<void> {
  const sorted = moves.toSorted((a, b) => byListing(a, b) || compare(a.location_id, b.location_id));
  const { rows } = await sql<{ outcome: string; cause: string }>`
    SELECT done.outcome, move.cause
    FROM unnest(${sorted.map((one) => one.listing_id)}::uuid[], ${sorted.map((one) => one.location_id)}::uuid[],
      ${sorted.map((one) => one.kind)}::text[], ${sorted.map((one) => one.quantity)}::integer[],
      ${sorted.map((one) => one.cause)}::text[], ${sorted.map((one) => one.key)}::text[])
      AS move (listing_id, location_id, kind, quantity, cause, key)
    CROSS JOIN LATERAL inventory.move_promised(move.listing_id, move.location_id, move.kind, move.quantity, move.cause,
      move.key, ${at}) AS done (outcome)`.execute(tx);
  const broken = rows.find(({ outcome }) => outcome !== 'applied' && outcome !== 'replayed');
  if (broken !== undefined)
    throw new Error(`what is promised could not be moved for ${broken.cause}: ${broken.outcome}`);
}

export function byListing(a: { readonly listing_id: string }, b: { readonly listing_id: string }): number {
  return compare(a.listing_id, b.listing_id);
}

/** As PostgreSQL orders UUIDs. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function causeOf({ basket_id, group_id }: HeldFor): string {
  return group_id === null ? `basket:${basket_id}` : `checkout:${group_id}`;
}
