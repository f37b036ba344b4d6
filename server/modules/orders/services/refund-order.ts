import { AppError } from '../../../../contract/errors.ts';
import type { VendorOrderView } from '../../../../contract/orders.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import { newId } from '../../../platform/ids.ts';
import { leftOf, type RefundPlan, shippingLeftOf, worthOf } from '../plan-refund.ts';
import { atDesk, type DeskCall, type DeskWork } from './at-desk.ts';
import { requestRefund } from './request-refund.ts';

type Body = BodyOf<'refundOrder'>;

/**
 * Gives money back by hand: for pieces what was paid for them, for sending what was paid for it, or any amount.
 * @throws AppError `order_unpaid`, `line_unknown`, `refund_too_high`, those of `atDesk`.
 */
export function refundOrder(call: Omit<DeskCall, 'route'>, body: Body): Promise<VendorOrderView> {
  return atDesk({ ...call, route: 'refundOrder' }, async (work) => {
    // What came too late to be placed is the buyer's: where the provider refused to give it back, it is tried again by hand.
    if (work.order.placed_at === null && Number(work.order.paid_minor) === 0) throw new AppError('order_unpaid');
    const plan = planOf(work, body);
    const left_minor = leftOf(work.order);
    if (plan.amount_minor === 0 || plan.amount_minor > left_minor)
      throw tooHigh(Math.min(plan.amount_minor, left_minor));
    const fact = await requestRefund(work, plan, { reason: body.reason, cause: `by hand:${newId()}` });
    return fact === null ? null : [fact];
  });
}

function planOf({ order, lines }: DeskWork, body: Body): RefundPlan {
  if (body.amount_minor !== undefined) return { lines: [], shipping_minor: 0, amount_minor: body.amount_minor };
  const pieces = new Map<string, number>();
  for (const { line_id, quantity } of body.lines ?? []) {
    const line = lines.find((one) => one.id === line_id);
    if (line === undefined) throw new AppError('line_unknown');
    if (quantity > line.quantity - line.quantity_refunded)
      throw tooHigh(Math.min(leftOf(order), Number(line.total_minor) - Number(line.refunded_minor)));
    pieces.set(line_id, quantity);
  }
  const worth = worthOf(lines, pieces);
  const shipping_minor = body.shipping ? shippingLeftOf(order) : 0;
  return {
    lines: worth,
    shipping_minor,
    amount_minor: worth.reduce((sum, line) => sum + line.amount_minor, shipping_minor),
  };
}

function tooHigh(allowed_minor: number): AppError {
  return new AppError('refund_too_high', { allowed_minor });
}
