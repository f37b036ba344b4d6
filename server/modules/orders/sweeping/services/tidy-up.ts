import { sql } from 'kysely';
import { inTransaction } from '../../../../platform/db/transaction.ts';
import { forgetKeys } from '../../../../platform/once.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { BASKET_DAYS } from '../../basket/limits.ts';
import { inOrders } from '../../services/in-orders.ts';

const DAY_MS = 86_400_000;
/** Providers repeat a notice for days, and not longer. */
const NOTICE_DAYS = 30;
/** Holds that ended are kept for whoever asks why stock was held; the ledger keeps them for ever. */
const HOLD_DAYS = 30;
const BATCH_MAX = 1_000;
/** Batches of one run; the next hour goes on. */
const BATCHES_MAX = 100;

/** Purges what nobody needs any more: keys of a day ago, notices, ended holds, and guests' baskets that were left. */
export async function tidyUp(platform: Platform, signal: AbortSignal): Promise<void> {
  const at = platform.clock.now();
  await inTransaction(platform.db, (tx) => forgetKeys(tx, at));
  const before = (days: number): Date => new Date(at.getTime() - days * DAY_MS);
  const purges = [
    sql`DELETE FROM orders.payment_notices WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM orders.payment_notices WHERE received_at < ${before(NOTICE_DAYS)} LIMIT ${BATCH_MAX}))`,
    sql`DELETE FROM orders.holds WHERE id = ANY (ARRAY(
      SELECT id FROM orders.holds WHERE status <> 'active' AND created_at < ${before(HOLD_DAYS)} LIMIT ${BATCH_MAX}))`,
    // What is held, or waits for its payment, is not left.
    sql`DELETE FROM orders.baskets WHERE id = ANY (ARRAY(
      SELECT basket.id FROM orders.baskets AS basket
      WHERE basket.user_id IS NULL AND basket.updated_at < ${before(BASKET_DAYS)} AND basket.hold_expires_at IS NULL
        AND NOT EXISTS (SELECT FROM orders.holds AS hold WHERE hold.basket_id = basket.id AND hold.status = 'active')
      LIMIT ${BATCH_MAX} FOR UPDATE SKIP LOCKED))`,
  ];
  for (const purge of purges) {
    for (let batch = 0; batch < BATCHES_MAX && !signal.aborted; batch += 1) {
      const done = await inOrders(platform, { user_id: null }, (tx) => purge.execute(tx));
      if (Number(done.numAffectedRows ?? 0) < BATCH_MAX) break;
    }
  }
}
