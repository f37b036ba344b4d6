import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { OrderGroupView } from '../../../../contract/orders.ts';
import type { Told } from '../../../platform/facts/record.ts';
import { once } from '../../../platform/once.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type BuyerCall, buyerOf } from '../buyer.ts';
import { findGroup, groupView } from '../checkout/selectors/find-group.ts';
import type { GroupRow } from '../selectors/group-view.ts';
import { type OrdersTx, ordersTables } from '../tables.ts';
import type { Freed } from './cancel-pieces.ts';
import { inOrders } from './in-orders.ts';
import { type By, openOrder, type OrderWork } from './open-order.ts';
import { settleGroup } from './settle-group.ts';
import { settleOrder } from './settle-order.ts';

/** A buyer's call about one order of one of their checkouts. */
export interface BuyerOrderCall extends BuyerCall {
  readonly platform: Platform;
  readonly group_id: string;
  readonly order_id: string;
}

/** An order under its buyer's hand; the checkout is locked before it. */
export interface BuyerWork extends OrderWork {
  readonly tx: OrdersTx;
}

/**
 * The frame of every change that a buyer makes to one order: one transaction, once for a key, with checkout and order
 * locked, statuses derived and facts recorded last.
 *
 * @param change answers the facts it makes true.
 * @throws AppError `order_unknown`, also for somebody else's; those of `once` and `change`.
 */
export function asBuyer(
  call: BuyerOrderCall,
  change: (work: BuyerWork) => Promise<readonly Told[]>,
): Promise<OrderGroupView> {
  return inCheckout(call, (tx, group, by) => changePart(tx, { group, order_id: call.order_id, by }, change));
}

/** Who buys, and when. */
interface ByBuyer {
  readonly at: Date;
  readonly by: By;
}

/** The same for a change of a whole checkout, which `work` finds locked and has to settle. */
export function inCheckout(
  call: BuyerOrderCall,
  work: (tx: OrdersTx, group: GroupRow, by: ByBuyer) => Promise<void>,
): Promise<OrderGroupView> {
  const { platform, group_id } = call;
  const { idempotency } = call.request;
  const user_id = buyerOf(call)?.user_id ?? null;
  const at = platform.clock.now();
  return inOrders(platform, { user_id }, async (tx) => {
    const changed = async () => {
      const group = await findGroup(tx, call, group_id, { lock: true });
      await work(tx, group, { at, by: { actor: 'buyer', actor_id: user_id } });
      return groupView(tx, await findGroup(tx, call, group_id));
    };
    if (idempotency === null) return changed();
    // Whoever may not see it is told so, whatever key they name.
    await findGroup(tx, call, group_id);
    return (await once(tx, { scope: `group:${group_id}`, idempotency, at }, changed)).result;
  });
}

/** Changes one order of a checkout that is locked, and lets the checkout follow. */
export async function changePart(
  tx: OrdersTx,
  part: { readonly group: GroupRow; readonly order_id: string; readonly by: ByBuyer },
  change: (work: BuyerWork) => Promise<readonly Told[]>,
): Promise<void> {
  const { group, order_id, by } = part;
  const work = { ...(await openPart(tx, { group_id: group.id, order_id }, by)), tx };
  await settleOrder(work, await change(work));
  await settleGroup(tx, group.id, by.at);
}

async function openPart(
  tx: OrdersTx,
  { group_id, order_id }: { readonly group_id: string; readonly order_id: string },
  by: ByBuyer,
): Promise<OrderWork> {
  const part = await ordersTables(tx)
    .selectFrom('orders')
    .where('id', '=', order_id)
    .where('group_id', '=', group_id)
    .select(['id', 'vendor_id'])
    .executeTakeFirst();
  if (part === undefined) throw new AppError('order_unknown');
  return openOrder(tx, part, by);
}

/** Gives pieces of cancelled lines back to what is free, in the order in which levels are locked. */
export async function releasePieces(tx: OrdersTx, freed: readonly Freed[], at: Date): Promise<void> {
  for (const { listing_id, location_id, quantity, cause, dedupe_key } of freed) {
    const { rows } = await sql<{ outcome: string }>`SELECT inventory.move_promised(${listing_id}, ${location_id},
      'deallocate', ${quantity}, ${cause}, ${dedupe_key}, ${at}) AS outcome`.execute(tx);
    if (rows[0]?.outcome !== 'applied') throw new Error(`pieces of ${listing_id} are not freed: ${rows[0]?.outcome}`);
  }
}
