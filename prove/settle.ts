import { setTimeout as pause } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../server/platform/db/transaction.ts';

const LOOK_MS = 250;
/** Time is moved on this often: leases, backoffs and holds end. */
const HASTEN_MS = 2_000;
const SETTLE_MS_MAX = 300_000;

/** What is still under way, each as a count. */
const open: Readonly<Record<string, RawBuilder<{ count: number }>>> = {
  'checkouts that wait for their payment': sql`SELECT count(*)::int AS count FROM orders.order_groups
    WHERE status = 'pending_payment'`,
  'active holds': sql`SELECT count(*)::int AS count FROM orders.holds WHERE status = 'active'`,
  'payments nobody knows the end of': sql`SELECT count(*)::int AS count FROM orders.payments
    WHERE state NOT IN ('captured', 'declined', 'cancelled')`,
  'refunds under way': sql`SELECT count(*)::int AS count FROM orders.refunds WHERE state IN ('requested', 'unknown')`,
  'notices of the provider': sql`SELECT count(*)::int AS count FROM payments_test.webhooks
    WHERE delivered_at IS NULL AND attempts < 20`,
  'facts nobody was given': sql`SELECT count(*)::int AS count FROM facts.outbox WHERE published_at IS NULL`,
  'facts to be handled': sql`SELECT count(*)::int AS count FROM facts.deliveries WHERE state = 'pending'`,
  'messages to programs': sql`SELECT count(*)::int AS count FROM orders.subscription_deliveries AS message
    JOIN orders.subscriptions AS subscription ON subscription.id = message.subscription_id AND subscription.enabled
    WHERE message.state = 'waiting'`,
  'mails to guests': sql`SELECT count(*)::int AS count FROM orders.guest_mails WHERE status = 'waiting'`,
};

/** What time does, at once: whatever waits for a moment that lies ahead is due. */
const hasten = [
  sql`UPDATE orders.baskets SET hold_expires_at = now() WHERE hold_expires_at > now()`,
  sql`UPDATE orders.holds SET expires_at = now() WHERE status = 'active' AND group_id IS NULL AND expires_at > now()`,
  sql`UPDATE orders.order_groups SET pay_until = now() WHERE status = 'pending_payment' AND pay_until > now()`,
  sql`UPDATE orders.payments SET next_check_at = now(), created_at = least(created_at, now() - interval '1 minute')
    WHERE next_check_at > now()`,
  sql`UPDATE orders.refunds SET next_attempt_at = now() WHERE next_attempt_at > now()`,
  sql`UPDATE payments_test.webhooks SET due_at = now() WHERE delivered_at IS NULL AND due_at > now()`,
  sql`UPDATE payments_test.refunds SET settles_at = now() WHERE settles_at > now()`,
  sql`UPDATE facts.deliveries SET due_at = now() WHERE state = 'pending' AND due_at > now()`,
  sql`UPDATE orders.guest_mails SET next_attempt_at = now(), claimed_until = CASE WHEN claim IS NULL THEN NULL ELSE now() END
    WHERE status = 'waiting' AND (next_attempt_at > now() OR claimed_until > now())`,
  sql`UPDATE orders.subscription_deliveries SET next_attempt_at = now(),
      claimed_until = CASE WHEN claim IS NULL THEN NULL ELSE now() END
    WHERE state = 'waiting' AND (next_attempt_at > now() OR claimed_until > now())`,
];

/**
 * Lets everything come to its end: what waits is made due again and again, and the workers do the rest.
 * @returns what has not ended in time: nothing may be left.
 */
export async function settle(db: Db, limit_ms = SETTLE_MS_MAX): Promise<string[]> {
  const end = performance.now() + limit_ms;
  let hasten_at = 0;
  for (;;) {
    const left = await stillOpen(db);
    if (left.length === 0 || performance.now() > end) return left;
    if (performance.now() >= hasten_at) {
      for (const step of hasten) await step.execute(db);
      hasten_at = performance.now() + HASTEN_MS;
    }
    await pause(LOOK_MS);
  }
}

async function stillOpen(db: Db): Promise<string[]> {
  const left: string[] = [];
  for (const [what, count] of Object.entries(open)) {
    const { rows } = await count.execute(db);
    if ((rows[0]?.count ?? 0) > 0) left.push(`not settled: ${rows[0]?.count} ${what}`);
  }
  return left;
}
