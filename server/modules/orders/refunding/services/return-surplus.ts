import type { Selectable } from 'kysely';
import { crashPoint } from '../../../../platform/crash-point.ts';
import { record } from '../../../../platform/facts/record.ts';
import type { OrdersContext } from '../../context.ts';
import { surplusRefunded } from '../../facts.ts';
import type { RefundAnswer } from '../../payments/provider.ts';
import { inOrders } from '../../services/in-orders.ts';
import { type OrdersTx, type OrderTables, ordersTables } from '../../tables.ts';
import { ATTEMPTS_MAX, nextAttempt } from '../refund-backoff.ts';
import { askBack } from './ask-back.ts';
import { LEASE_MS } from './claim-refund.ts';

interface ClaimedSurplus extends Selectable<OrderTables['surplus_refunds']> {
  /** Null where the provider that took it is not the one that is set. */
  readonly payment: { readonly provider_ref: string } | null;
}

/**
 * Gives back one payment that was taken twice: claimed, asked for under its own id with no transaction open, and settled
 * once, as every refund is.
 *
 * @returns whether there was one.
 */
export async function returnSurplusNext(context: OrdersContext): Promise<boolean> {
  const refund = await claim(context);
  if (refund === null) return false;
  crashPoint('refund.before_call');
  const answer = await askBack(context, refund);
  crashPoint('refund.called');
  await settle(context, refund, answer);
  return true;
}

function claim({ platform, payments }: OrdersContext): Promise<ClaimedSurplus | null> {
  const at = platform.clock.now();
  return inOrders(platform, { user_id: null }, async (tx) => {
    const refund = await ordersTables(tx)
      .selectFrom('surplus_refunds')
      .where('next_attempt_at', '<=', at)
      .orderBy('next_attempt_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .selectAll()
      .executeTakeFirst();
    if (refund === undefined) return null;
    const attempts = refund.attempts + 1;
    await ordersTables(tx)
      .updateTable('surplus_refunds')
      .where('id', '=', refund.id)
      .set({ attempts, next_attempt_at: new Date(at.getTime() + LEASE_MS) })
      .execute();
    const payment = await ordersTables(tx)
      .selectFrom('payments')
      .where('id', '=', refund.payment_id)
      .where('provider', '=', payments.name)
      .select('provider_ref')
      .executeTakeFirst();
    const provider_ref = payment?.provider_ref ?? null;
    return { ...refund, attempts, payment: provider_ref === null ? null : { provider_ref } };
  });
}

async function settle({ platform }: OrdersContext, refund: ClaimedSurplus, answer: RefundAnswer): Promise<void> {
  const at = platform.clock.now();
  const is_stuck = await inOrders(platform, { user_id: null }, async (tx) => {
    if (!(await isOpen(tx, refund.id))) return false;
    if (answer.state === 'refunded') {
      await done(tx, { refund, provider_ref: answer.refund_ref, at });
      return false;
    }
    const next_attempt_at =
      answer.state === 'refused' || refund.attempts >= ATTEMPTS_MAX
        ? null
        : nextAttempt(answer.state, refund.attempts, at);
    await ordersTables(tx)
      .updateTable('surplus_refunds')
      .where('id', '=', refund.id)
      .set({
        state: answer.state === 'refused' ? 'failed' : 'unknown',
        provider_ref: answer.refund_ref ?? refund.provider_ref,
        last_error: answer.reason ?? (refund.payment === null ? 'There is no payment to give it back of.' : null),
        next_attempt_at,
        done_at: answer.state === 'refused' ? at : null,
      })
      .execute();
    return next_attempt_at === null;
  });
  if (is_stuck)
    platform.log.error(
      { refund_id: refund.id, payment_id: refund.payment_id, answer: answer.state },
      'what was paid twice could not be given back; somebody has to look at the page of the provider',
    );
}

async function isOpen(tx: OrdersTx, id: string): Promise<boolean> {
  const row = await ordersTables(tx)
    .selectFrom('surplus_refunds')
    .where('id', '=', id)
    .forUpdate()
    .select('state')
    .executeTakeFirst();
  return row?.state === 'requested' || row?.state === 'unknown';
}

async function done(
  tx: OrdersTx,
  of: { readonly refund: ClaimedSurplus; readonly provider_ref: string | null; readonly at: Date },
): Promise<void> {
  const { refund, provider_ref, at } = of;
  const { id: refund_id, payment_id, group_id, currency } = refund;
  const amount_minor = Number(refund.amount_minor);
  const orders = ordersTables(tx);
  await orders
    .updateTable('surplus_refunds')
    .where('id', '=', refund_id)
    .set({ state: 'done', provider_ref, next_attempt_at: null, last_error: null, done_at: at })
    .execute();
  await orders
    .updateTable('payments')
    .where('id', '=', payment_id)
    .set({ refunded_minor: amount_minor, updated_at: at })
    .execute();
  const group = await orders
    .selectFrom('order_groups')
    .where('id', '=', group_id)
    .select(['number', 'user_id', 'email'])
    .executeTakeFirstOrThrow();
  await record(tx, surplusRefunded, group_id, {
    group_id,
    payment_id,
    refund_id,
    amount_minor,
    currency,
    group_number: group.number,
    buyer_id: group.user_id,
    buyer_email: group.email,
  });
  crashPoint('refund.before_commit');
}
