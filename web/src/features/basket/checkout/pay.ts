import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { queryClient } from '../../../app/query-client.ts';
import { ApiError, call } from '../../../lib/api.ts';
import { basketQuery, type BasketView, payingQuery } from '../../../lib/queries/basket.ts';
import { forgetIntention, keyOf } from '../intention.ts';
import { type Paying, setPaying } from '../paying.ts';

/**
 * Freezes the basket as it was seen, and pays. A lost answer is asked for again with the same key; a refusal is an
 * answer, and what comes after it is another intention.
 *
 * @param method the provider's name of how is paid; null: chosen there.
 * @throws as `call` does.
 */
export async function placeOrder(basket: BasketView, method: string | null): Promise<OrderGroupView> {
  const body = {
    basket_version: basket.version,
    expected_total_minor: basket.total_minor,
    payment_method: method,
  };
  const { data } = await answered(() =>
    call('checkOut', { body, idempotency_key: keyOf({ basket: basket.id, ...body }) }),
  );
  const { order_token: token, ...group } = data;
  setPaying({ group_id: group.id, token });
  queryClient.setQueryData(payingQuery(group.id, token).queryKey, group);
  void queryClient.invalidateQueries({ queryKey: basketQuery.queryKey });
  goToCard(group);
  return group;
}

/** The page with the provider's form for a card, where that is what is asked of the buyer; else null. */
export function cardPage({ id, payment }: Pick<OrderGroupView, 'id' | 'payment'>): string | null {
  return payment?.state === 'needs_action' && payment.client_secret !== null ? `/pay/${payment.provider}/${id}` : null;
}

/** By a full load: the provider's script runs under that page's policy and no other. */
function goToCard(group: OrderGroupView): void {
  const page = cardPage(group);
  if (page !== null) location.assign(page);
}

/** Tries again to pay what is not paid. @throws as `call` does. */
export async function payAgain(
  order: Paying,
  last_payment: string | null,
  method: string | null,
): Promise<OrderGroupView> {
  const { group_id: id, token: guest_token } = order;
  const idempotency_key = keyOf({ order: id, after: last_payment, method });
  const { data } = await answered(() =>
    call('payAgain', { params: { id }, body: { payment_method: method }, guest_token, idempotency_key }),
  );
  queryClient.setQueryData(payingQuery(id, guest_token).queryKey, data);
  goToCard(data);
  return data;
}

/** Asks how the payment stands by now. @throws as `call` does. */
export async function askPayment({ group_id: id, token: guest_token }: Paying): Promise<OrderGroupView> {
  const { data } = await call('confirmPayment', { params: { id }, guest_token });
  queryClient.setQueryData(payingQuery(id, guest_token).queryKey, data);
  return data;
}

/** Gives an unpaid order up: what it holds is let go. One vendor's part stands for all. @throws as `call` does. */
export async function giveUp({ group_id: id, token: guest_token }: Paying, group: OrderGroupView): Promise<void> {
  const order = group.orders.find(({ status }) => status === 'pending_payment');
  if (order !== undefined) {
    const params = { id, order_id: order.id };
    await call('cancelOrder', { params, body: { reason: 'Not paid' }, guest_token });
  }
  setPaying(null);
  await queryClient.invalidateQueries({ queryKey: basketQuery.queryKey });
}

/** Where an order is looked at; a guest's link opens it. */
export function orderAddress({ group_id, token }: Paying): string {
  return `/orders/${group_id}${token === undefined ? '' : `#${token}`}`;
}

async function answered<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await send();
    forgetIntention();
    return answer;
  } catch (error) {
    const is_answer = error instanceof ApiError && error.status < 500 && !error.has('idempotency_key_in_use');
    if (is_answer) forgetIntention();
    throw error;
  }
}
