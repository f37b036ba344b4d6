/**
 * How the test provider behaves, chosen by the token of a method, or by an exact total alone (minor units of any currency)
 * where the method is none or `test_approve`: so a basket of the right total shows any of them in the browser.
 */
export const TEST_METHODS = [
  { method: 'test_approve', total: null, does: 'Approved at once.' },
  { method: 'test_decline', total: 900_001, does: 'Declined by the bank.' },
  { method: 'test_insufficient_funds', total: 900_002, does: 'Declined: not enough money.' },
  { method: 'test_action', total: 900_003, does: 'The buyer is asked on a page of the bank.' },
  { method: 'test_timeout', total: 900_004, does: 'The answer never comes, but the money is taken.' },
  { method: 'test_lost', total: 900_005, does: 'The answer never comes, and nothing was taken.' },
  { method: 'test_twice', total: 900_006, does: 'Approved; every webhook comes twice.' },
  { method: 'test_late_webhook', total: 900_007, does: 'Approved; webhooks come late, the oldest last.' },
  { method: 'test_refund_refused', total: 900_008, does: 'Approved; refunds are refused.' },
  { method: 'test_refund_pending', total: 900_009, does: 'Approved; refunds are on their way for a while.' },
  {
    method: 'test_refund_timeout',
    total: 900_010,
    does: 'Approved; answers to refunds never come, but they are made.',
  },
] as const;
export type Behaviour = (typeof TEST_METHODS)[number]['method'];

/** @returns null for a method the provider does not know. */
export function behaviourOf(method: string | null, amount_minor: number): Behaviour | null {
  const found =
    method === null || method === 'test_approve'
      ? (TEST_METHODS.find(({ total }) => total === amount_minor) ?? TEST_METHODS[0])
      : TEST_METHODS.find((one) => one.method === method);
  return found?.method ?? null;
}

const messages: Readonly<Record<string, string>> = {
  insufficient_funds: 'The card has insufficient funds. Nothing was charged; pay another way.',
  authentication_failed: 'The payment was not confirmed. Nothing was charged; try again or pay another way.',
};

export function declineMessage(code: string): string {
  return messages[code] ?? 'The card was declined. Nothing was charged; pay another way.';
}

/** Why a payment of this behaviour is refused at once. */
export function declineOf(behaviour: Behaviour): string | null {
  if (behaviour === 'test_decline') return 'card_declined';
  return behaviour === 'test_insufficient_funds' ? 'insufficient_funds' : null;
}

/** When the webhooks of a payment that are late arrive, counted from what happened. */
export const LATE_MS = 20_000;
/** How long money of a refund that is pending is on its way. */
export const REFUND_PENDING_MS = 20_000;
