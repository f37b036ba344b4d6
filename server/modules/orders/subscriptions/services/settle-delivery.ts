import { crashPoint } from '../../../../platform/crash-point.ts';
import { inTransaction, type Tx } from '../../../../platform/db/transaction.ts';
import type { OutboundOutcome } from '../../../../platform/outbound/outbound-client.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { staffOf } from '../../../inventory/index.ts';
import { failureOf, hasArrived, type Notify, WEBHOOK_RETRY_MS } from '../../../notifications/index.ts';
import { cut, nextTryMs } from '../../retry-after.ts';
import { asOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';
import { FAILING_MS_MAX, FAILURES_MIN, type SubscriptionRow } from '../subscription.ts';
import { switchedOffNotices } from '../switched-off.ts';
import type { TakenDelivery } from './take-deliveries.ts';

const ERROR_LENGTH_MAX = 500;
/** The endpoint says that it is gone for good (RFC 9110, 15.5.11). */
const GONE = 410;

/**
 * Writes down how a try went, and switches a program off that is gone or failed for days; its owners are told of that in the
 * same transaction. A process whose lease ended meanwhile writes nothing.
 */
export async function settleDelivery(
  { platform, notify }: { readonly platform: Platform; readonly notify: Notify },
  delivery: TakenDelivery,
  outcome: OutboundOutcome,
): Promise<void> {
  const at = platform.clock.now();
  await inTransaction(platform.db, async (tx) => {
    const off = await asOrders(tx, async (orders) => {
      // Before the delivery, as whoever deletes it does.
      const subscription = await lockSubscription(orders, delivery.subscription_id);
      if (subscription === undefined || !(await writeOutcome(orders, delivery, { outcome, at }))) return null;
      return countOutcome(orders, subscription, { outcome, at });
    });
    if (off !== null) {
      const owners = await staffOf(tx, delivery.vendor_id, 'owner');
      await notify(tx, switchedOffNotices({ ...off, owners, at }));
    }
    crashPoint('subscription.before_commit');
  });
}

interface Tried {
  readonly outcome: OutboundOutcome;
  readonly at: Date;
}

function lockSubscription(tx: Tx, id: string): Promise<SubscriptionRow | undefined> {
  return ordersTables(tx)
    .selectFrom('subscriptions')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .selectAll()
    .executeTakeFirst();
}

/** @returns whether this process still had it. */
async function writeOutcome(tx: Tx, delivery: TakenDelivery, { outcome, at }: Tried): Promise<boolean> {
  const sent = hasArrived(outcome);
  // What we refuse by its address alone, and what says that it is gone, is the same the next time.
  const final = outcome.kind === 'refused' || (outcome.kind === 'answered' && outcome.code === GONE);
  const asked_ms = outcome.kind === 'answered' ? (outcome.retry_after_ms ?? 0) : 0;
  const wait_ms = sent || final ? null : nextTryMs(WEBHOOK_RETRY_MS, delivery.attempts, asked_ms);
  const { numUpdatedRows } = await ordersTables(tx)
    .updateTable('subscription_deliveries')
    .where('id', '=', delivery.id)
    .where('claim', '=', delivery.claim)
    .set({
      state: sent ? 'sent' : wait_ms === null ? 'failed' : 'waiting',
      last_status: outcome.kind === 'answered' ? outcome.code : null,
      last_error: sent ? null : cut(failureOf(outcome), ERROR_LENGTH_MAX),
      next_attempt_at: wait_ms === null ? null : new Date(at.getTime() + wait_ms),
      claim: null,
      claimed_until: null,
      sent_at: sent ? at : null,
    })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns the program and why, where it is switched off now. */
async function countOutcome(
  tx: Tx,
  subscription: SubscriptionRow,
  { outcome, at }: Tried,
): Promise<{ readonly subscription: SubscriptionRow; readonly reason: string } | null> {
  const change = ordersTables(tx).updateTable('subscriptions').where('id', '=', subscription.id);
  if (hasArrived(outcome)) {
    await change.set({ failures: 0, failing_since: null, last_delivery_at: at }).execute();
    return null;
  }
  const failures = subscription.failures + 1;
  const failing_since = subscription.failing_since ?? at;
  const reason = subscription.enabled ? reasonToSwitchOff({ failures, failing_since }, { outcome, at }) : null;
  const off = reason === null ? {} : { enabled: false, disabled_reason: reason };
  await change.set({ failures, failing_since, ...off }).execute();
  return reason === null ? null : { subscription, reason };
}

function reasonToSwitchOff(
  { failures, failing_since }: { readonly failures: number; readonly failing_since: Date },
  { outcome, at }: Tried,
): string | null {
  if (outcome.kind === 'answered' && outcome.code === GONE) return 'Its endpoint answered that it is gone (410).';
  const failing_ms = at.getTime() - failing_since.getTime();
  if (failures < FAILURES_MIN || failing_ms < FAILING_MS_MAX) return null;
  return `It has failed ${failures} times in a row, for ${Math.floor(failing_ms / 86_400_000)} days.`;
}
