import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inTransaction, type Tx } from '../../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import type { PayInput } from '../../provider.ts';
import { type Behaviour, declineOf } from '../behaviours.ts';
import { testBooks, type TestPaymentRow } from '../tables.ts';
import { writeWebhook } from './write-webhook.ts';

/**
 * Books one payment, or finds the one that its key booked before: of many at once one books, and the others wait for it.
 * @throws AssertionError where the key stands for another payment: a fault of the shop.
 */
export async function takePayment(
  platform: Platform,
  input: PayInput,
  behaviour: Behaviour,
): Promise<{ readonly payment: TestPaymentRow; readonly booked: boolean }> {
  return inTransaction(platform.db, async (tx) => {
    const payment = await book(platform, tx, { input, behaviour });
    if (payment !== undefined) {
      // Both events of a payment that is captured at once, as banks tell them.
      if (payment.state === 'captured') await writeWebhook(platform, tx, { payment, event: 'authorised' });
      await writeWebhook(platform, tx, { payment, event: payment.state });
      return { payment, booked: true };
    }
    const before = await testBooks(tx)
      .selectFrom('payments')
      .where('key', '=', input.key)
      .selectAll()
      .executeTakeFirstOrThrow();
    assert(
      Number(before.amount_minor) === input.amount_minor &&
        before.currency === input.currency &&
        before.capture === input.capture,
      `payment key ${input.key} was used for another payment`,
    );
    return { payment: before, booked: false };
  });
}

async function book(
  platform: Platform,
  tx: Tx,
  { input, behaviour }: { input: PayInput; behaviour: Behaviour },
): Promise<TestPaymentRow | undefined> {
  const decline_code = declineOf(behaviour);
  const state = stateOf(decline_code, behaviour, input.capture);
  const agreed = state === 'authorised' || state === 'captured';
  return testBooks(tx)
    .insertInto('payments')
    .values({
      ref: `tp_${randomBytes(16).toString('hex')}`,
      key: input.key,
      amount_minor: String(input.amount_minor),
      currency: input.currency,
      capture: input.capture,
      behaviour,
      group_id: input.group_id,
      description: input.description,
      return_url: input.return_url,
      state,
      authorised_minor: String(agreed ? input.amount_minor : 0),
      captured_minor: String(state === 'captured' ? input.amount_minor : 0),
      refunded_minor: '0',
      decline_code,
      created_at: platform.clock.now(),
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returningAll()
    .executeTakeFirst();
}

function stateOf(decline_code: string | null, behaviour: Behaviour, capture: boolean): TestPaymentRow['state'] {
  if (decline_code !== null) return 'declined';
  if (behaviour === 'test_action') return 'needs_action';
  return capture ? 'captured' : 'authorised';
}
