import type { Platform } from '../../../../../platform/platform.ts';
import type { PaymentState } from '../../provider.ts';
import { testBooks, type TestPaymentRow } from '../tables.ts';

/** What the test provider's page shows to the buyer it asks. */
export interface TestPaymentView {
  readonly ref: string;
  readonly state: PaymentState;
  readonly amount_minor: number;
  readonly currency: string;
  readonly description: string;
  /** Where the buyer goes afterwards. */
  readonly return_url: string;
}

/** Whoever has the ref may see it: it cannot be guessed. @returns null for an unknown one. */
export async function readTestPayment(platform: Platform, ref: string): Promise<TestPaymentView | null> {
  const found = await testBooks(platform.db)
    .selectFrom('payments')
    .where('ref', '=', ref)
    .selectAll()
    .executeTakeFirst();
  return found === undefined ? null : testPaymentView(found);
}

export function testPaymentView({
  ref,
  state,
  currency,
  description,
  return_url,
  ...row
}: TestPaymentRow): TestPaymentView {
  return { ref, state, amount_minor: Number(row.amount_minor), currency, description, return_url };
}
