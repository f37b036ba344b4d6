import type { VendorOrderView } from '../../../../contract/orders.ts';
import type { VendorRoute } from '../../../../contract/inventory.rights.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Told } from '../../../platform/facts/record.ts';
import type { Idempotency } from '../../../platform/http/route.ts';
import { once } from '../../../platform/once.ts';
import type { Platform } from '../../../platform/platform.ts';
import { applyMovement, asStaff, type VendorTx } from '../../inventory/index.ts';
import { readVendorOrder } from '../selectors/get-vendor-order.ts';
import { withNames } from '../selectors/vendor-order-view.ts';
import type { Freed } from './cancel-pieces.ts';
import { openOrder, type OrderWork } from './open-order.ts';
import { settleOrder } from './settle-order.ts';

/** Who does something to one order of a vendor, by which route. */
export interface DeskCall {
  readonly platform: Platform;
  readonly actor: Member;
  readonly vendor_id: string;
  readonly id: string;
  readonly route: VendorRoute;
  /** Null on a route that takes no key. */
  readonly idempotency: Idempotency | null;
}

/** An order under a vendor's hand. */
export interface DeskWork extends OrderWork {
  readonly tx: VendorTx;
}

/**
 * The frame of every change that a vendor makes to one order: one transaction behind the vendor's walls, once for a key,
 * with the order locked, its statuses derived and the facts recorded last.
 *
 * @param change answers the facts it makes true; null where nothing changed.
 * @throws AppError `order_unknown`, those of `asStaff`, `once` and `change`.
 */
export async function atDesk(
  call: DeskCall,
  change: (work: DeskWork) => Promise<readonly Told[] | null>,
): Promise<VendorOrderView> {
  const { platform, actor, vendor_id, id, route, idempotency } = call;
  const at = platform.clock.now();
  const unnamed = await asStaff(platform, { actor, vendor_id, route }, async (tx) => {
    const changed = async () => {
      const by = { actor: 'vendor', actor_id: actor.user_id } as const;
      const work = { ...(await openOrder(tx, { vendor_id, id }, { at, by })), tx };
      const facts = await change(work);
      if (facts !== null) await settleOrder(work, facts);
      return readVendorOrder(tx, { vendor_id, id });
    };
    if (idempotency === null) return changed();
    const scope = `vendor:${vendor_id}:${actor.user_id}`;
    return (await once(tx, { scope, idempotency, at }, changed)).result;
  });
  return withNames(platform.db, unnamed);
}

/** Gives pieces of cancelled lines back to what is free. */
export async function freePieces(platform: Platform, tx: VendorTx, freed: readonly Freed[]): Promise<void> {
  for (const { line_id: _line_id, ...place } of freed)
    await applyMovement(tx, platform, { ...place, kind: 'deallocate' });
}
