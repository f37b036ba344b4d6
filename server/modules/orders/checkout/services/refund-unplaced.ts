import type { Told } from '../../../../platform/facts/record.ts';
import { planWithin, shippingLeftOf, worthOf } from '../../plan-refund.ts';
import { requestRefund } from '../../services/request-refund.ts';
import type { OrderWork } from '../../services/open-order.ts';
import { ordersTables } from '../../tables.ts';
import { paymentStatusOf } from '../../statuses.ts';
import type { GroupWork } from './open-group.ts';

/** Money came for a checkout that is over: each of its orders is given back in full, by whoever works refunds off. */
export async function refundUnplaced(work: GroupWork): Promise<Told[]> {
  const facts: Told[] = [];
  for (const order of work.orders) {
    const fact = await refundOrder(order);
    if (fact !== null) facts.push(fact);
  }
  return facts;
}

async function refundOrder(work: OrderWork): Promise<Told | null> {
  const { tx, at, order, lines } = work;
  const total_minor = Number(order.total_minor);
  if (total_minor === 0) return null;
  const paid = { ...order, paid_minor: order.total_minor };
  await ordersTables(tx)
    .updateTable('orders')
    .where('vendor_id', '=', order.vendor_id)
    .where('id', '=', order.id)
    .set((eb) => ({
      paid_minor: total_minor,
      payment_status: paymentStatusOf({
        status: order.status === 'expired' ? 'expired' : 'cancelled',
        total_minor,
        paid_minor: total_minor,
        refunded_minor: total_minor,
      }),
      version: eb('version', '+', 1),
      updated_at: at,
    }))
    .execute();
  const pieces = new Map(lines.map((line) => [line.id, line.quantity]));
  const plan = planWithin(worthOf(lines, pieces), shippingLeftOf(paid), total_minor);
  const why = { reason: 'The order could not be placed any more.', cause: `unplaced:${order.group_id}` };
  return requestRefund({ ...work, order: paid }, plan, why);
}
