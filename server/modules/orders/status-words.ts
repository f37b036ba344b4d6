import type { OrderGroupView } from '../../../contract/orders.ts';

/** How a checkout stands, as a sentence for whoever just paid or tried to. */
export function statusWords({ status, payment, number }: OrderGroupView): string {
  if (status === 'placed' || status === 'completed') return `Thank you: order ${number} is placed.`;
  if (status !== 'pending_payment') return 'This order is over; what was paid for it is given back.';
  if (payment?.state === 'needs_action') return 'Your bank wants to hear from you: go on at action_url.';
  if (payment?.state === 'declined' || payment?.state === 'cancelled')
    return payment.message ?? 'The payment was not made. Nothing was charged; try again.';
  return 'The payment is under way; the order says how it ended.';
}
