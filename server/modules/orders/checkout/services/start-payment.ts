import { newId } from '../../../../platform/ids.ts';
import type { OrdersContext } from '../../context.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';

/** A call to pay answers within this, or its process died: from then on others ask the provider what became of it. */
export const PAY_CALL_MS_MAX = 60_000;

/** Begins a try to pay; the provider is asked once this is committed. @returns its id, which is the provider's key. */
export async function startPayment(
  tx: OrdersTx,
  { payments }: OrdersContext,
  {
    group,
    method,
    at,
  }: {
    readonly group: { readonly id: string; readonly currency: string; readonly total_minor: number };
    readonly method: string | null;
    readonly at: Date;
  },
): Promise<string> {
  const id = newId();
  await ordersTables(tx)
    .insertInto('payments')
    .values({
      id,
      group_id: group.id,
      provider: payments.name,
      provider_ref: null,
      state: 'started',
      method,
      currency: group.currency,
      amount_minor: group.total_minor,
      authorised_minor: 0,
      captured_minor: 0,
      refunded_minor: 0,
      action_url: null,
      client_secret: null,
      message: null,
      attempts: 0,
      next_check_at: new Date(at.getTime() + PAY_CALL_MS_MAX),
      created_at: at,
      updated_at: at,
    })
    .execute();
  return id;
}
