import type { Platform } from '../../../../../platform/platform.ts';
import { type TestPaymentView, testPaymentView } from '../selectors/read-test-payment.ts';
import { changePayment } from './change-payment.ts';

/**
 * The buyer's answer at the test provider's page.
 * @returns `answered` false where the payment waited for none, and is as it was; null for an unknown payment.
 */
export async function answerTestPayment(
  platform: Platform,
  ref: string,
  answer: 'approve' | 'decline',
): Promise<{ readonly answered: boolean; readonly payment: TestPaymentView } | null> {
  let answered = false;
  const payment = await changePayment(platform, ref, ({ state, capture, amount_minor }) => {
    answered = state === 'needs_action';
    if (!answered) return null;
    if (answer === 'decline') return { state: 'declined', decline_code: 'authentication_failed' };
    return capture
      ? { state: 'captured', authorised_minor: amount_minor, captured_minor: amount_minor }
      : { state: 'authorised', authorised_minor: amount_minor };
  });
  return payment && { answered, payment: testPaymentView(payment) };
}
