import { sql } from 'kysely';
import type { Platform } from '../../../../platform/platform.ts';
import { inOrders } from '../../services/in-orders.ts';
import { KEPT_MS } from '../../subscriptions/subscription.ts';

const DAY_MS = 24 * 3_600_000;
/** Mails that ended are kept this long, to be asked about. */
const MAILS_KEPT_MS = 90 * DAY_MS;
const BATCH = 2_000;
/** Of each kind in one run; the next goes on. */
const BATCHES_MAX = 200;

/** Deletes mails and logs past their time, in small transactions. Safe to cut short, and to run anywhere. */
export async function purgeTold(platform: Platform, signal: AbortSignal): Promise<void> {
  const now_ms = platform.clock.ms();
  const mails = sql`DELETE FROM orders.guest_mails WHERE id IN (
    SELECT id FROM orders.guest_mails WHERE status <> 'waiting' AND created_at < ${new Date(now_ms - MAILS_KEPT_MS)}
    LIMIT ${BATCH})`;
  const deliveries = sql`DELETE FROM orders.subscription_deliveries WHERE id IN (
    SELECT id FROM orders.subscription_deliveries WHERE created_at < ${new Date(now_ms - KEPT_MS)} LIMIT ${BATCH})`;
  for (const statement of [mails, deliveries]) {
    for (let batch = 0; batch < BATCHES_MAX && !signal.aborted; batch += 1) {
      const { numAffectedRows } = await inOrders(platform, { user_id: null }, (tx) => statement.execute(tx));
      if ((numAffectedRows ?? 0n) < BATCH) break;
    }
  }
}
