import type { Tx } from '../../../../../platform/db/transaction.ts';
import { newId } from '../../../../../platform/ids.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import { LATE_MS } from '../behaviours.ts';
import { testWebhooksWaiting } from '../signals.ts';
import { testBooks, type TestPaymentRow } from '../tables.ts';

/** What happened; the same words as the states of a payment. */
export type TestEvent = TestPaymentRow['state'] | 'refunded';

/** Body of a webhook: what to look at, and nothing to believe. */
export interface TestWebhookBody {
  readonly event_id: string;
  readonly type: string;
  readonly provider_ref: string;
  readonly key: string;
  readonly refund_key: string | null;
}

/**
 * Puts what happened to a payment among the webhooks: at once, twice, or late and behind younger ones, as the payment's
 * behaviour asks.
 */
export async function writeWebhook(
  platform: Platform,
  tx: Tx,
  { payment, event, refund_key = null }: { payment: TestPaymentRow; event: TestEvent; refund_key?: string | null },
): Promise<void> {
  const now = platform.clock.ms();
  const event_id = `te_${newId()}`;
  const body: TestWebhookBody = {
    event_id,
    type: `payment.${event}`,
    provider_ref: payment.ref,
    key: payment.key,
    refund_key,
  };
  const row = {
    event_id,
    payment_ref: payment.ref,
    body: JSON.stringify(body),
    due_at: new Date(now + delayOf(payment, event)),
  };
  const times = payment.behaviour === 'test_twice' ? 2 : 1;
  await testBooks(tx)
    .insertInto('webhooks')
    .values(Array.from({ length: times }, () => ({ id: newId(), ...row })))
    .execute();
  await platform.signals.send(tx, testWebhooksWaiting, null);
}

/** Of a late payment the authorisation is told last, behind the capture that came after it. */
function delayOf({ behaviour }: TestPaymentRow, event: TestEvent): number {
  if (behaviour !== 'test_late_webhook') return 0;
  return event === 'authorised' ? 2 * LATE_MS : LATE_MS;
}
