import assert from 'node:assert/strict';
import { recordMany, type Told, told } from '../../../../platform/facts/record.ts';
import { crashPoint } from '../../../../platform/crash-point.ts';
import type { OrdersContext } from '../../context.ts';
import { paymentCaptured, paymentCapturedTwice, paymentFailed } from '../../facts.ts';
import type { PaymentAnswer } from '../../payments/provider.ts';
import { inOrders } from '../../services/in-orders.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import { closeGroup } from './close-group.ts';
import { type GroupWork, hasEnded, openGroupWork, type PaymentRow } from './open-group.ts';
import { nextCheck, nextLookBack } from './payment-backoff.ts';
import { placeGroup, StockGone } from './place-group.ts';
import { refundUnplaced } from './refund-unplaced.ts';
import { isPaidElsewhere, requestSurplusRefund } from './request-surplus-refund.ts';

/**
 * Makes of a checkout what its payment is: placed once the money is there, and given back where there is nothing to give
 * for it any more, or where another try to pay has taken it already. Whoever learns the answer may say it, any number of
 * times and in any order: the first that settles it decides, with the checkout locked.
 *
 * @param asked the try as it was when the provider was asked: `attempts` names the question.
 * @param answer null: the provider took nothing and will take nothing; believed only where nobody asked it to pay meanwhile.
 */
export async function settlePayment(
  context: OrdersContext,
  asked: Pick<PaymentRow, 'id' | 'group_id' | 'attempts'>,
  answer: PaymentAnswer | null,
): Promise<void> {
  const settle = (is_gone: boolean): Promise<PaymentRow | null> => {
    const at = context.platform.clock.now();
    return inOrders(context.platform, { user_id: null }, async (tx) => {
      const work = await openGroupWork(tx, asked.group_id, { at, by: { actor: 'system', actor_id: null } });
      const payment = await lockPayment(tx, asked.id);
      if (work === null || payment === null) return null;
      if (answer === null && payment.attempts !== asked.attempts) return null;
      await settleLocked(work, { payment, answer, is_gone });
      crashPoint('checkout.before_finalise_commit');
      return payment;
    });
  };
  let payment: PaymentRow | null;
  try {
    payment = await settle(false);
  } catch (error) {
    if (!(error instanceof StockGone)) throw error;
    context.platform.log.warn(
      { err: error, group_id: asked.group_id },
      'paid for pieces that are gone: the money goes back',
    );
    payment = await settle(true);
  }
  if (payment !== null && answer?.state === 'authorised') await captureAuthorised(context, payment, answer);
}

interface Settling {
  readonly payment: PaymentRow;
  readonly answer: PaymentAnswer | null;
  readonly is_gone: boolean;
}

async function settleLocked(work: GroupWork, settling: Settling): Promise<void> {
  const { payment, answer } = settling;
  if (payment.state === 'captured') return;
  if (answer?.state === 'captured') return capture(work, settling, answer);
  if (hasEnded(payment)) return;
  if (answer === null || answer.state === 'cancelled') return endTry(work, payment, answer);
  if (answer.state === 'declined') return endTry(work, payment, answer);
  await savePayment(work, payment, {
    // An action that the buyer was sent to stands, whatever a later call does not know.
    state: answer.state === 'unknown' && payment.state !== 'started' ? payment.state : answer.state,
    provider_ref: answer.provider_ref ?? payment.provider_ref,
    authorised_minor: answer.authorised_minor,
    action_url: answer.action?.url ?? payment.action_url,
    client_secret: answer.client_secret ?? payment.client_secret,
    next_check_at: nextCheck(answer.state, payment.attempts, work.at),
  });
}

/** The money is there: the checkout is placed, or the money goes back, all of it where another try pays. */
async function capture(work: GroupWork, { payment, is_gone }: Settling, answer: PaymentAnswer): Promise<void> {
  const { group } = work;
  assert(answer.captured_minor === Number(payment.amount_minor), 'what is captured is what was asked for');
  const is_surplus = await isPaidElsewhere(work, payment);
  await savePayment(work, payment, {
    state: 'captured',
    is_surplus,
    provider_ref: answer.provider_ref,
    authorised_minor: answer.captured_minor,
    captured_minor: answer.captured_minor,
    action_url: null,
    client_secret: null,
    message: null,
    next_check_at: null,
  });
  const captured = { ...ofPayment(work, payment), amount_minor: answer.captured_minor, currency: group.currency };
  if (is_surplus) {
    await requestSurplusRefund(work, payment);
    await recordMany(work.tx, [told(paymentCapturedTwice, group.id, captured)]);
    return;
  }
  const facts: Told[] = [told(paymentCaptured, group.id, captured)];
  if (group.status === 'pending_payment' && !is_gone) facts.push(...(await placeGroup(work)));
  else {
    const closing = { status: 'cancelled', reason: 'Somebody else was quicker; what was paid is given back.' } as const;
    if (group.status === 'pending_payment') facts.push(...(await closeGroup(work, closing)));
    facts.push(...(await refundUnplaced(work)));
  }
  await recordMany(work.tx, facts);
}

/** This try is over, and nothing was taken; the buyer may try again until the checkout expires. */
async function endTry(work: GroupWork, payment: PaymentRow, answer: PaymentAnswer | null): Promise<void> {
  const is_declined = answer?.state === 'declined';
  const message = answer?.decline?.message ?? 'The payment was not made. Nothing was charged; try again.';
  await savePayment(work, payment, {
    state: is_declined ? 'declined' : 'cancelled',
    provider_ref: answer?.provider_ref ?? payment.provider_ref,
    authorised_minor: 0,
    action_url: null,
    client_secret: null,
    message,
    next_check_at: nextLookBack(work.at, work.at),
  });
  await recordMany(work.tx, [told(paymentFailed, work.group.id, { ...ofPayment(work, payment), message })]);
}

function ofPayment({ group }: GroupWork, { id }: PaymentRow) {
  return {
    group_id: group.id,
    group_number: group.number,
    payment_id: id,
    buyer_id: group.user_id,
    buyer_email: group.email,
  };
}

async function savePayment({ tx, at }: GroupWork, { id }: PaymentRow, set: Partial<PaymentRow>): Promise<void> {
  await ordersTables(tx)
    .updateTable('payments')
    .where('id', '=', id)
    .set({ ...set, updated_at: at })
    .execute();
}

async function lockPayment(tx: OrdersTx, id: string): Promise<PaymentRow | null> {
  const row = await ordersTables(tx)
    .selectFrom('payments')
    .where('id', '=', id)
    .selectAll()
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** What is authorised is taken where the checkout still waits for it, and let go where it does not. */
async function captureAuthorised(context: OrdersContext, payment: PaymentRow, answer: PaymentAnswer): Promise<void> {
  const { provider_ref } = answer;
  if (provider_ref === null) return;
  const { id: key, currency, group_id } = payment;
  const group = await inOrders(context.platform, { user_id: null }, (tx) =>
    ordersTables(tx).selectFrom('order_groups').where('id', '=', group_id).select('status').executeTakeFirst(),
  );
  const amount_minor = Number(payment.amount_minor);
  const next =
    group?.status === 'pending_payment' && !hasEnded(payment)
      ? await context.payments.capture({ key, provider_ref, amount_minor, currency })
      : await context.payments.cancel({ key, provider_ref, currency });
  if (next.state !== 'authorised') await settlePayment(context, payment, next);
}
