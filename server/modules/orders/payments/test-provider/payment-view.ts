import type { PaymentAnswer } from '../provider.ts';
import { declineMessage } from './behaviours.ts';
import type { TestPaymentRow } from './tables.ts';

/** Where the buyer answers for a payment that needs it, in the web app. */
export function actionUrl(public_url: string, ref: string): string {
  return `${public_url}/pay/test/${ref}`;
}

export function answerOf(row: TestPaymentRow, public_url: string): PaymentAnswer {
  const { state, ref, decline_code } = row;
  return {
    state,
    provider_ref: ref,
    authorised_minor: Number(row.authorised_minor),
    captured_minor: Number(row.captured_minor),
    refunded_minor: Number(row.refunded_minor),
    ...(state === 'needs_action' && { action: { url: actionUrl(public_url, ref) } }),
    ...(decline_code !== null && { decline: { code: decline_code, message: declineMessage(decline_code) } }),
  };
}
