import { AppError } from '../../../../contract/errors.ts';
import type { OrderGroupView } from '../../../../contract/orders.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import { recordMany } from '../../../platform/facts/record.ts';
import { askedPieces, openPieces } from '../asked-pieces.ts';
import { closeGroup } from '../checkout/services/close-group.ts';
import { lastPayment, openGroupWork } from '../checkout/services/open-group.ts';
import type { OrdersTx } from '../tables.ts';
import { type BuyerOrderCall, changePart, inCheckout, releasePieces } from './as-buyer.ts';
import { assertCancellable, cancelPieces } from './cancel-pieces.ts';
import type { By } from './open-order.ts';

/**
 * Cancels what was not sent, all of an order or what is named; what was paid for it is given back. While a checkout waits
 * for its payment, which is for all of it, all of it is cancelled.
 *
 * @throws AppError `illegal_transition`, also while a payment is under way; `line_unknown`, `quantity_refused`, those of
 *   `inCheckout`.
 */
export function cancelOrder(call: BuyerOrderCall, { lines, reason }: BodyOf<'cancelOrder'>): Promise<OrderGroupView> {
  return inCheckout(call, async (tx, group, by) => {
    if (group.status === 'pending_payment')
      return cancelWaiting(tx, call, { ...by, in_part: lines !== undefined, reason });
    return changePart(tx, { group, order_id: call.order_id, by }, async (work) => {
      assertCancellable(work);
      const pieces = askedPieces(work.lines, lines, openPieces);
      const { freed, facts } = await cancelPieces(work, { pieces, reason, cause: 'cancellation' });
      await releasePieces(tx, freed, by.at);
      return facts;
    });
  });
}

async function cancelWaiting(
  tx: OrdersTx,
  { group_id, order_id }: BuyerOrderCall,
  {
    at,
    by,
    in_part,
    reason,
  }: { readonly at: Date; readonly by: By; readonly in_part: boolean; readonly reason: string },
): Promise<void> {
  const work = await openGroupWork(tx, group_id, { at, by });
  if (work === null || !work.orders.some(({ order }) => order.id === order_id)) throw new AppError('order_unknown');
  const payment = await lastPayment(tx, group_id);
  const isPaying = payment !== null && payment.state !== 'declined' && payment.state !== 'cancelled';
  if (isPaying || in_part)
    throw new AppError('illegal_transition', { from: 'pending_payment', to: 'cancelled', allowed: ['placed'] });
  await recordMany(tx, await closeGroup(work, { status: 'cancelled', reason: reason || 'By the buyer.' }));
}
