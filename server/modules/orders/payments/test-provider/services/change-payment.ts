import { inTransaction } from '../../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import { testBooks, type TestPaymentRow } from '../tables.ts';
import { writeWebhook } from './write-webhook.ts';

export interface PaymentChange {
  readonly state: TestPaymentRow['state'];
  readonly authorised_minor?: string;
  readonly captured_minor?: string;
  readonly decline_code?: string;
}

/**
 * Changes one payment under its lock, and tells it by webhook.
 * @param decide what becomes of the payment as it is now; null leaves it.
 * @returns the payment as it is then; null for an unknown one.
 */
export async function changePayment(
  platform: Platform,
  ref: string,
  decide: (payment: TestPaymentRow) => PaymentChange | null,
): Promise<TestPaymentRow | null> {
  return inTransaction(platform.db, async (tx) => {
    const found = await testBooks(tx)
      .selectFrom('payments')
      .where('ref', '=', ref)
      .selectAll()
      .forUpdate()
      .executeTakeFirst();
    const change = found === undefined ? null : decide(found);
    if (found === undefined || change === null) return found ?? null;
    const payment = await testBooks(tx)
      .updateTable('payments')
      .where('ref', '=', ref)
      .set(change)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (found.state === 'needs_action' && payment.state === 'captured')
      await writeWebhook(platform, tx, { payment, event: 'authorised' });
    await writeWebhook(platform, tx, { payment, event: payment.state });
    return payment;
  });
}
