import { randomBytes } from 'node:crypto';
import type { Platform } from '../../../../../platform/platform.ts';
import type { FindInput } from '../../provider.ts';
import { findPayment } from '../selectors/find-payment.ts';
import { testBooks, type TestPaymentRow } from '../tables.ts';

/**
 * Takes the place of a payment that never came, so that it can come no more.
 * @returns the payment where it came after all; else null.
 */
export async function giveUp(platform: Platform, input: FindInput): Promise<TestPaymentRow | null> {
  const { key, amount_minor, currency, capture, group_id, description } = input;
  await testBooks(platform.db)
    .insertInto('payments')
    .values({
      ref: `tp_${randomBytes(16).toString('hex')}`,
      key,
      currency,
      capture,
      group_id,
      description,
      amount_minor: String(amount_minor),
      behaviour: 'given_up',
      return_url: '',
      state: 'cancelled',
      authorised_minor: '0',
      captured_minor: '0',
      refunded_minor: '0',
      decline_code: null,
      created_at: platform.clock.now(),
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const payment = await findPayment(platform, key);
  return payment?.behaviour === 'given_up' ? null : payment;
}
