import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { newId } from '../../../platform/ids.ts';
import type { VendorTx } from '../tables.ts';
import { type NewMovement, type Outcome, refuseReusedKey } from './apply-movement.ts';

/** Movements of one call. */
export const MOVEMENTS_MAX = 1_000;

/**
 * Moves stock as `applyMovement` does, one movement after the other, in one call. The movements come in the order of
 * their listings, and of the locations of one listing.
 *
 * @param why the same for all.
 * @param movements at most MOVEMENTS_MAX.
 * @returns the ledger's answer to each, in their order: refusals are answers here, and what else was asked for is done.
 * @throws AppError `dedupe_key_reused` where somebody takes a key at another level in this very moment.
 */
export async function applyMovements(
  tx: VendorTx,
  why: { readonly reason: string; readonly cause: string; readonly at: Date },
  movements: readonly Omit<NewMovement, 'reason' | 'cause'>[],
): Promise<readonly Outcome[]> {
  assert(movements.length <= MOVEMENTS_MAX, 'stock is moved in bounded batches');
  if (movements.length === 0) return [];
  const asked = movements.map(({ listing_id, location_id, kind, quantity, dedupe_key, expected_on_hand }) => ({
    id: newId(),
    listing_id,
    location_id,
    kind,
    quantity,
    dedupe_key,
    expected: expected_on_hand ?? null,
  }));
  const { rows } = await sql<Outcome>`SELECT outcome, movement_id, on_hand, reserved, allocated
    FROM inventory.apply_movements(${JSON.stringify(asked)}::jsonb, ${why.reason}, ${why.cause}, ${why.at})
    ORDER BY place`
    .execute(tx)
    .catch(refuseReusedKey);
  assert(rows.length === movements.length, 'the ledger answers every movement');
  return rows;
}
