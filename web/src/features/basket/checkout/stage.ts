import type { OrderGroupView } from '../../../../../contract/orders.ts';

/** What is to be done about an order: nothing, wait for an answer, go on at a bank, or pay another way. */
export type Stage = 'paid' | 'asked' | 'action' | 'declined' | 'over';

/** Where an order stands on its way to being paid. */
export function stageOf({ status, payment }: Pick<OrderGroupView, 'status' | 'payment'>): Stage {
  if (status === 'placed' || status === 'completed') return 'paid';
  if (status === 'cancelled' || status === 'expired') return 'over';
  if (payment?.state === 'needs_action') return 'action';
  if (payment?.state === 'declined' || payment?.state === 'cancelled') return 'declined';
  // Taken, and the order is not settled yet; or nobody knows yet.
  return 'asked';
}
