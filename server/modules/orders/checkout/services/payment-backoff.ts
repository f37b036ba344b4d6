import type { PaymentState } from '../../payments/provider.ts';

const FIRST_MS = 2_000;
/** Of a payment whose outcome nobody knows, the provider is asked at least so often. */
export const PAYMENT_LATER_MS_MAX = 10 * 60_000;
/** A buyer at the bank's page comes back, or a webhook tells; nobody has to hurry. */
const ACTION_MS = 60_000;
const MINUTE_MS = 60_000;
/** A try that has ended is looked at again so long after: banks have been wrong, and notices get lost. */
const LOOKS_BACK_MS = [10 * MINUTE_MS, 120 * MINUTE_MS, 1_440 * MINUTE_MS] as const;

/** When a payment that is not settled is asked about next; each question waits twice as long as the one before. */
export function nextCheck(state: PaymentState, attempts: number, at: Date): Date {
  const first = state === 'needs_action' ? ACTION_MS : FIRST_MS;
  return new Date(at.getTime() + Math.min(PAYMENT_LATER_MS_MAX, first * 2 ** Math.min(attempts, 20)));
}

/** When a try that has ended is looked at next; null: never again. */
export function nextLookBack(ended_at: Date, at: Date): Date | null {
  const after = LOOKS_BACK_MS.find((ms) => ended_at.getTime() + ms > at.getTime());
  return after === undefined ? null : new Date(ended_at.getTime() + after);
}
