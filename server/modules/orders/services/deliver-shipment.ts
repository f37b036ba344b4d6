import { AppError } from '../../../../contract/errors.ts';
import type { VendorOrderView } from '../../../../contract/orders.ts';
import { told } from '../../../platform/facts/record.ts';
import { shipmentDelivered } from '../facts.ts';
import { ofOrder } from '../order-facts.ts';
import { ordersTables } from '../tables.ts';
import { appendEvent } from './append-events.ts';
import { atDesk, type DeskCall } from './at-desk.ts';

/** Notes that a parcel has arrived; said twice, it arrived once. @throws AppError `shipment_unknown`, those of `atDesk`. */
export function deliverShipment(
  call: Omit<DeskCall, 'route' | 'idempotency'>,
  shipment_id: string,
): Promise<VendorOrderView> {
  return atDesk({ ...call, route: 'deliverShipment', idempotency: null }, async (work) => {
    const { tx, order, at, by } = work;
    const parcel = await ordersTables(tx)
      .selectFrom('shipments')
      .where('vendor_id', '=', order.vendor_id)
      .where('order_id', '=', order.id)
      .where('id', '=', shipment_id)
      .select(['number', 'delivered_at'])
      .executeTakeFirst();
    if (parcel === undefined) throw new AppError('shipment_unknown');
    if (parcel.delivered_at !== null) return null;
    await ordersTables(tx)
      .updateTable('shipments')
      .where('vendor_id', '=', order.vendor_id)
      .where('id', '=', shipment_id)
      .set({ delivered_at: at })
      .execute();
    await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, {
      type: 'delivered',
      ...by,
      text: `Parcel ${parcel.number} has arrived.`,
      data: { shipment_id },
    });
    return [told(shipmentDelivered, order.id, { ...ofOrder(work), shipment_id, shipment_number: parcel.number })];
  });
}
