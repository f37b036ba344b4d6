import type { RefundState } from '../payments/provider.ts';

const FIRST_MS = 2_000;
/** Nothing is put off for longer. */
export const REFUND_LATER_MS_MAX = 6 * 3_600_000;
/** Money that is on its way takes its time, and webhooks tell. */
const PENDING_MS = 15_000;
/** About nine days; then somebody has to look at the provider's own page. */
export const ATTEMPTS_MAX = 48;

/** When a refund that is not settled is asked about next; each question waits twice as long as the one before. */
export function nextAttempt(state: RefundState, attempts: number, at: Date): Date {
  const first = state === 'pending' ? PENDING_MS : FIRST_MS;
  return new Date(at.getTime() + Math.min(REFUND_LATER_MS_MAX, first * 2 ** Math.min(attempts - 1, 20)));
}
