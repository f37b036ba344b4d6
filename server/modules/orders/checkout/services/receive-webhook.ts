import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../../../../contract/errors.ts';
import type { OrdersContext } from '../../context.ts';
import type { PaymentWebhook } from '../../payments/provider.ts';
import { inOrders } from '../../services/in-orders.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import { checkPayment } from './check-payment.ts';

/**
 * Takes one notice of the provider. It says only what to look at: what is true is asked for, so that notices may come
 * twice, late and in any order. One that was seen to is noted last: it comes again if this process dies before.
 *
 * @throws AppError `webhook_refused`; `unavailable` where the provider does not say yet: then it is to come again.
 */
export async function receiveWebhook(
  context: OrdersContext,
  notice: { readonly provider: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer },
): Promise<void> {
  const { payments, platform } = context;
  if (notice.provider !== payments.name) throw new AppError('webhook_refused');
  const webhook = payments.readWebhook(notice.headers, notice.body);
  if (webhook === 'refused') throw new AppError('webhook_refused');
  if (webhook === 'ignored') return;
  const known = await inOrders(platform, { user_id: null }, async (tx) =>
    (await isSeen(tx, payments.name, webhook)) ? null : { payment_id: await paymentOf(tx, payments.name, webhook) },
  );
  if (known === null) return;
  if (known.payment_id !== null) {
    const answer = await checkPayment(context, known.payment_id, { ended_too: true });
    if (answer?.state === 'unknown') throw new AppError('unavailable');
  }
  await inOrders(platform, { user_id: null }, async (tx) => {
    if (webhook.refund_key !== null) await wakeRefund(tx, webhook.refund_key, platform.clock.now());
    await ordersTables(tx)
      .insertInto('payment_notices')
      .values({ provider: payments.name, event_id: webhook.event_id, received_at: platform.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

async function isSeen(tx: OrdersTx, provider: string, { event_id }: PaymentWebhook): Promise<boolean> {
  const seen = await ordersTables(tx)
    .selectFrom('payment_notices')
    .where('provider', '=', provider)
    .where('event_id', '=', event_id)
    .select('event_id')
    .executeTakeFirst();
  return seen !== undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function paymentOf(
  tx: OrdersTx,
  provider: 'test' | 'stripe',
  { key, provider_ref }: PaymentWebhook,
): Promise<string | null> {
  if (key === null && provider_ref === null) return null;
  const row = await ordersTables(tx)
    .selectFrom('payments')
    .where('provider', '=', provider)
    .where((eb) => (key !== null && UUID.test(key) ? eb('id', '=', key) : eb('provider_ref', '=', provider_ref)))
    .select('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Whoever works refunds off looks at this one next. */
async function wakeRefund(tx: OrdersTx, refund_id: string, at: Date): Promise<void> {
  if (!UUID.test(refund_id)) return;
  for (const table of ['refunds', 'surplus_refunds'] as const)
    await ordersTables(tx)
      .updateTable(table)
      .where('id', '=', refund_id)
      .where('state', 'in', ['requested', 'unknown'])
      .set({ next_attempt_at: at })
      .execute();
}
