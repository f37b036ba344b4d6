import { randomBytes } from 'node:crypto';
import { inTransaction } from '../../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import type { RefundAnswer, RefundInput } from '../../provider.ts';
import { REFUND_PENDING_MS } from '../behaviours.ts';
import { testBooks, type TestPaymentRow } from '../tables.ts';
import { refundAnswer } from '../selectors/find-refund.ts';
import { writeWebhook } from './write-webhook.ts';

/** Books one refund, or finds the one that its key booked before. Above what was captured nothing is booked. */
export async function giveBack(
  platform: Platform,
  { key, provider_ref, amount_minor, currency }: RefundInput,
): Promise<{ readonly answer: RefundAnswer; readonly behaviour: TestPaymentRow['behaviour'] | null }> {
  const now = platform.clock.now();
  return inTransaction(platform.db, async (tx) => {
    const payment = await testBooks(tx)
      .selectFrom('payments')
      .where('ref', '=', provider_ref)
      .selectAll()
      .forUpdate()
      .executeTakeFirst();
    if (payment === undefined) return { answer: refused('The provider does not know this payment.'), behaviour: null };
    const { behaviour } = payment;
    const before = await testBooks(tx).selectFrom('refunds').where('key', '=', key).selectAll().executeTakeFirst();
    if (before !== undefined) return { answer: refundAnswer(before, now), behaviour };
    if (behaviour === 'test_refund_refused')
      return { answer: refused('The bank of the buyer takes no refunds on this card.'), behaviour };
    if (payment.currency !== currency) return { answer: refused('The payment is in another currency.'), behaviour };
    const refunded = Number(payment.refunded_minor) + amount_minor;
    if (amount_minor < 1 || refunded > Number(payment.captured_minor))
      return { answer: refused('More than what is left of the payment.'), behaviour };
    await testBooks(tx)
      .updateTable('payments')
      .where('ref', '=', provider_ref)
      .set({ refunded_minor: String(refunded) })
      .execute();
    const pending_ms = behaviour === 'test_refund_pending' ? REFUND_PENDING_MS : 0;
    const refund = await testBooks(tx)
      .insertInto('refunds')
      .values({
        ref: `tr_${randomBytes(16).toString('hex')}`,
        key,
        payment_ref: provider_ref,
        amount_minor: String(amount_minor),
        settles_at: new Date(now.getTime() + pending_ms),
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await writeWebhook(platform, tx, { payment, event: 'refunded', refund_key: key });
    return { answer: refundAnswer(refund, now), behaviour };
  });
}

function refused(reason: string): RefundAnswer {
  return { state: 'refused', refund_ref: null, amount_minor: 0, reason };
}
