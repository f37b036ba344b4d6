import type { MovementView } from '../../../../contract/inventory-stock.ts';
import type { BodyOf, ParamsOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readMovements } from '../selectors/list-movements.ts';
import { applyMovement, type NewMovement } from './apply-movement.ts';
import type { Promises } from '../doors.ts';
import { asStaff } from './as-staff.ts';
import { namePromised } from './name-promised.ts';
import { assertLocation } from './create-collectible.ts';

/** What was moved, and whether an earlier call with the same key had moved it. */
export interface Moved {
  readonly movements: readonly MovementView[];
  readonly replayed: boolean;
}

type Route = 'receiveStock' | 'adjustStock' | 'transferStock' | 'writeOffStock';

/** Takes pieces in. @throws AppError those of `applyMovement` and `asStaff`, as do the others here. */
export function receiveStock(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'receiveStock'> & BodyOf<'receiveStock'>,
): Promise<Moved> {
  const { vendor_id, ...movement } = input;
  const dedupe_key = keyOf(input.dedupe_key);
  return move(platform, { actor, vendor_id, route: 'receiveStock' }, [{ ...movement, kind: 'receive', dedupe_key }]);
}

/** Corrects what is on hand, if it still is what was seen. */
export function adjustStock(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'adjustStock'> & BodyOf<'adjustStock'>,
  promises: Promises,
): Promise<Moved> {
  const { vendor_id, change, ...movement } = input;
  const dedupe_key = keyOf(input.dedupe_key);
  return move(platform, { actor, vendor_id, route: 'adjustStock', promises }, [
    { ...movement, kind: 'adjust', quantity: change, dedupe_key },
  ]);
}

/** Takes lost or damaged pieces out. */
export function writeOffStock(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'writeOffStock'> & BodyOf<'writeOffStock'>,
  promises: Promises,
): Promise<Moved> {
  const { vendor_id, ...movement } = input;
  const dedupe_key = keyOf(input.dedupe_key);
  return move(platform, { actor, vendor_id, route: 'writeOffStock', promises }, [
    { ...movement, kind: 'write_off', dedupe_key },
  ]);
}

/** Moves pieces from one location to another, all of them or none. */
export function transferStock(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'transferStock'> & BodyOf<'transferStock'>,
  promises: Promises,
): Promise<Moved> {
  const { vendor_id, listing_id, from_location_id, to_location_id, quantity, reason } = input;
  const key = keyOf(input.dedupe_key);
  const both = { listing_id, quantity, reason, cause: `transfer:${key}`.slice(0, 100) };
  const out = { ...both, location_id: from_location_id, kind: 'transfer_out', dedupe_key: `${key}:out` } as const;
  const into = { ...both, location_id: to_location_id, kind: 'transfer_in', dedupe_key: `${key}:in` } as const;
  // In the order of the locations, so that two transfers the opposite way queue instead of deadlocking.
  const ordered = from_location_id < to_location_id ? [out, into] : [into, out];
  return move(platform, { actor, vendor_id, route: 'transferStock', promises }, ordered);
}

async function move(
  platform: Platform,
  call: {
    readonly actor: Member;
    readonly vendor_id: string;
    readonly route: Route;
    /** Where pieces go out, which may be promised. */
    readonly promises?: Promises;
  },
  movements: readonly NewMovement[],
): Promise<Moved> {
  return asStaff(platform, call, async (tx, { vendor_id }) => {
    // Asked first, so that the answer does not hang on which of two locations comes first.
    for (const { location_id } of movements) await assertLocation(tx, vendor_id, location_id);
    const applied = [];
    const named = namePromised(tx, { vendor_id, promises: call.promises ?? null });
    for (const movement of movements) applied.push(await applyMovement(tx, platform, movement).catch(named(movement)));
    const ids = applied.map((one) => one.movement_id);
    return {
      movements: await readMovements(tx, vendor_id, ids),
      replayed: applied.every((one) => one.replayed),
    };
  });
}

/** A caller's own key cannot be one that we make. */
function keyOf(dedupe_key: string | undefined): string {
  return dedupe_key === undefined ? newId() : `call:${dedupe_key}`;
}
