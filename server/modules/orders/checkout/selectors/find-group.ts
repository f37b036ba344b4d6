import { AppError } from '../../../../../contract/errors.ts';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { buyerOf, type BuyerCall, hashOf } from '../../buyer.ts';
import { type GroupRow, groupViews } from '../../selectors/group-view.ts';
import { inOrders } from '../../services/in-orders.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';

/**
 * A checkout of the caller's: of their account, bought with the guest's token they show, or opened by its own token.
 * Anybody else's is as unknown as one that never was.
 *
 * @throws AppError `order_unknown`.
 */
export async function findGroup(
  tx: OrdersTx,
  call: BuyerCall,
  id: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<GroupRow> {
  const user_id = buyerOf(call)?.user_id ?? null;
  const shown = call.request.guest_token === null ? null : hashOf(call.request.guest_token);
  const row = await ordersTables(tx)
    .selectFrom('order_groups')
    .where('id', '=', id)
    .where((eb) =>
      eb.or([eb('user_id', '=', user_id), eb('guest_hash', '=', shown), eb('access_hash', '=', shown ?? '')]),
    )
    .selectAll()
    // A change of one of its orders checks that it is there, which must not wait.
    .$if(lock, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  if (row === undefined) throw new AppError('order_unknown');
  return row;
}

/** @throws AppError `order_unknown`. */
export function getOrderGroup(platform: Platform, call: BuyerCall & { readonly id: string }): Promise<OrderGroupView> {
  return inOrders(platform, { user_id: null }, async (tx) => groupView(tx, await findGroup(tx, call, call.id)));
}

export async function groupView(tx: OrdersTx, row: GroupRow): Promise<OrderGroupView> {
  const [view] = await groupViews(tx, [row]);
  if (view === undefined) throw new AppError('order_unknown');
  return view;
}
