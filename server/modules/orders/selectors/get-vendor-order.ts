import { AppError } from '../../../../contract/errors.ts';
import type { VendorOrderView } from '../../../../contract/orders.ts';
import type { ParamsOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff, type VendorTx } from '../../inventory/index.ts';
import { ordersTables } from '../tables.ts';
import type { OrderKey } from './order-rows.ts';
import { type UnnamedOrder, vendorOrderViews, withNames } from './vendor-order-view.ts';

/** @throws AppError `order_unknown`, those of `asStaff`. */
export async function getVendorOrder(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'getVendorOrder'>,
): Promise<VendorOrderView> {
  const unnamed = await asStaff(platform, { actor, vendor_id, route: 'getVendorOrder' }, (tx) =>
    readVendorOrder(tx, { vendor_id, id }),
  );
  return withNames(platform.db, unnamed);
}

/** One order as this transaction sees it. @throws AppError `order_unknown`. */
export async function readVendorOrder(tx: VendorTx, { vendor_id, id }: OrderKey): Promise<UnnamedOrder> {
  const rows = await ordersTables(tx)
    .selectFrom('orders')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .selectAll()
    .execute();
  const [order] = await vendorOrderViews(tx, rows);
  if (order === undefined) throw new AppError('order_unknown');
  return order;
}
