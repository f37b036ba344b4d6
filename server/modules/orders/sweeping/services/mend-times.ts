import { type RawBuilder, sql } from 'kysely';
import { HOLD_MINUTES, PAYMENT_MINUTES } from '../../../../../contract/orders-terms.ts';
import { LEASE_MS } from '../../../../platform/errand-runner.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { PAYMENT_LATER_MS_MAX } from '../../checkout/services/payment-backoff.ts';
import { REFUND_LATER_MS_MAX } from '../../refunding/refund-backoff.ts';
import { AFTER_MS_MAX } from '../../retry-after.ts';
import { inOrders } from '../../services/in-orders.ts';

const MINUTE_MS = 60_000;
const HOLD_MS = HOLD_MINUTES * MINUTE_MS;
const PAY_MS = PAYMENT_MINUTES * MINUTE_MS;
/** What others write while this is at work is ahead of its time by less, and so are clocks of other machines. */
const SLACK_MS = 30_000;
/** Rows of one kind that one transaction puts right. */
const BATCH_MAX = 500;
const BATCHES_MAX = 100;

/**
 * Puts right what waits for a time further ahead than anything is ever put: a clock that was wrong has put it there, and
 * without this it would wait for as long as that clock was ahead. What is to be asked or sent again is due now; what is
 * held, or waits for its payment, has its whole time again, and no more. Rows that somebody works at are left alone.
 *
 * @returns how many rows were put right.
 */
export async function mendTimes(platform: Platform): Promise<number> {
  let mended = 0;
  for (const mend of mends) {
    for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
      const at = platform.clock.now();
      const done = await inOrders(platform, { user_id: null }, (tx) => mend(at).execute(tx));
      const rows = Number(done.numAffectedRows ?? 0);
      mended += rows;
      if (rows < BATCH_MAX) break;
    }
  }
  return mended;
}

type Mend = (at: Date) => RawBuilder<unknown>;

const mends: readonly Mend[] = [
  // How old a try is says whether it may still be on its way: one of tomorrow would be for a day.
  (at) =>
    sql`UPDATE orders.payments SET next_check_at = ${at}, created_at = least(created_at, ${at}) WHERE id IN (${some(
      'payments',
      sql`state NOT IN ('captured', 'declined', 'cancelled') AND next_check_at > ${beyond(at, PAYMENT_LATER_MS_MAX)}`,
    )})`,
  (at) =>
    sql`UPDATE orders.order_groups SET pay_until = ${after(at, PAY_MS)} WHERE id IN (${some(
      'order_groups',
      sql`status = 'pending_payment' AND pay_until > ${beyond(at, PAY_MS)}`,
    )})`,
  (at) =>
    sql`UPDATE orders.baskets SET hold_expires_at = ${after(at, HOLD_MS)} WHERE id IN (${some(
      'baskets',
      sql`held_from IS NOT NULL AND hold_expires_at > ${beyond(at, HOLD_MS)}`,
    )})`,
  (at) =>
    sql`UPDATE orders.holds SET expires_at = ${after(at, HOLD_MS)} WHERE id IN (${some(
      'holds',
      sql`status = 'active' AND group_id IS NULL AND expires_at > ${beyond(at, HOLD_MS)}`,
    )})`,
  (at) =>
    sql`UPDATE orders.refunds SET next_attempt_at = ${at} WHERE id IN (${some(
      'refunds',
      sql`next_attempt_at > ${beyond(at, REFUND_LATER_MS_MAX)}`,
    )})`,
  (at) => sent('guest_mails', sql`status`, at),
  (at) => sent('subscription_deliveries', sql`state`, at),
];

function some(table: string, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT id FROM ${sql.table(`orders.${table}`)} WHERE ${condition} LIMIT ${BATCH_MAX} FOR UPDATE SKIP LOCKED`;
}

/** What was never tried is due at once; a receiver may ask for a day; and nobody says for longer than a lease that they live. */
function sent(table: string, state: RawBuilder<unknown>, at: Date): RawBuilder<unknown> {
  const wrong = sql`${state} = 'waiting' AND (claimed_until > ${beyond(at, LEASE_MS)} OR next_attempt_at > ${beyond(at, AFTER_MS_MAX)}
    OR (attempts = 0 AND next_attempt_at > ${beyond(at, 0)}))`;
  return sql`UPDATE ${sql.table(`orders.${table}`)} SET next_attempt_at = least(next_attempt_at, ${at}),
    claimed_until = least(claimed_until, ${at}) WHERE id IN (${some(table, wrong)})`;
}

function after(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

/** Further ahead than anything is put that is put ahead by so much. */
function beyond(at: Date, ms: number): Date {
  return after(at, ms + SLACK_MS);
}
