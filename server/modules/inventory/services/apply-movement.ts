import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { AppError, type ErrorCode, type ErrorDetail } from '../../../../contract/errors.ts';
import type { MovementKind } from '../../../../contract/inventory-stock.ts';
import { isUniqueViolation } from '../../../platform/db/violations.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { VendorTx } from '../tables.ts';

/** One change of one level. */
export interface NewMovement {
  readonly listing_id: string;
  readonly location_id: string;
  readonly kind: MovementKind;
  /** Pieces, greater than 0; of an adjustment with its sign. */
  readonly quantity: number;
  readonly reason?: string;
  /** What it is done for: "transfer:<id>". */
  readonly cause?: string;
  /** One key, one movement. */
  readonly dedupe_key: string;
  /** Refuses when something else is on hand. */
  readonly expected_on_hand?: number;
}

/** What the database's function answers. */
export interface Outcome {
  readonly outcome: string;
  readonly movement_id: string | null;
  readonly on_hand: number;
  readonly reserved: number;
  readonly allocated: number;
}

/**
 * Moves stock: the only way in which a level changes. Who acts and for which vendor is the transaction's scope.
 * In one transaction, take listings in the order of their ids, and the locations of one listing in theirs: two
 * transactions that do so queue instead of deadlocking.
 *
 * @returns the movement's id, and whether the key had made it before.
 * @throws AppError `collectible_unknown`, `location_unknown`, `stock_changed`, `stock_insufficient`,
 *   `graded_is_single`, `collectible_archived`, `stock_too_many`, `dedupe_key_reused`.
 */
export async function applyMovement(
  tx: VendorTx,
  platform: Platform,
  movement: NewMovement,
): Promise<{ readonly movement_id: string; readonly replayed: boolean }> {
  const { listing_id, location_id, kind, quantity, reason = '', cause = '', dedupe_key } = movement;
  const { rows } = await sql<Outcome>`
    SELECT * FROM inventory.apply_movement(${newId()}, ${listing_id}, ${location_id}, ${kind}, ${quantity}, ${reason},
      ${cause}, ${dedupe_key}, ${movement.expected_on_hand ?? null}, ${platform.clock.now()})
  `
    .execute(tx)
    .catch(refuseReusedKey);
  const [answer] = rows;
  assert(answer !== undefined, 'the ledger answers every movement');
  if (answer.movement_id === null || answer.outcome === 'key_reused') throw refusalOf(answer, movement);
  return { movement_id: answer.movement_id, replayed: answer.outcome === 'replayed' };
}

/** Two calls with one key at two levels at once: the second finds the key taken. */
export function refuseReusedKey(error: unknown): never {
  throw isUniqueViolation(error, 'stock_movements_dedupe_key_unique') ? new AppError('dedupe_key_reused') : error;
}

const refusals: Readonly<Record<string, ErrorCode>> = {
  listing_unknown: 'collectible_unknown',
  location_unknown: 'location_unknown',
  key_reused: 'dedupe_key_reused',
  stale: 'stock_changed',
  insufficient: 'stock_insufficient',
  single: 'graded_is_single',
  archived: 'collectible_archived',
  too_many: 'stock_too_many',
};

/** The refusal of an outcome, with what was asked beside what is there. What is unknown is told nothing. */
export function refusalOf(
  answer: Outcome,
  movement: Pick<NewMovement, 'quantity' | 'expected_on_hand' | 'listing_id'>,
): AppError {
  const code = refusals[answer.outcome];
  assert(code !== undefined, `the ledger answered ${answer.outcome}`);
  if (code === 'collectible_unknown' || code === 'location_unknown' || code === 'dedupe_key_reused')
    return new AppError(code);
  const { on_hand, reserved, allocated } = answer;
  const seen: ErrorDetail =
    movement.expected_on_hand === undefined ? {} : { expected_on_hand: movement.expected_on_hand };
  const { listing_id, quantity } = movement;
  return new AppError(code, {
    listing_id,
    quantity,
    ...seen,
    on_hand,
    available: on_hand - reserved - allocated,
  });
}
