import type { Tx } from '../../../platform/db/transaction.ts';
import { notifications } from '../tables.ts';

/**
 * Ends what waits for a target that is about to go; a try that is under way is not written down any more. Call it before
 * the target itself is removed: who writes down a try holds the delivery first and its target second, and carriers come
 * before what they carry, so that neither waits for the other.
 */
export async function dropWaiting(
  tx: Tx,
  { target_id, reason }: { readonly target_id: string; readonly reason: string },
): Promise<void> {
  await notifications(tx)
    .selectFrom('deliveries')
    .where('target_id', '=', target_id)
    .where('status', '=', 'pending')
    .where('carried_by', 'is', null)
    .orderBy('id')
    .forUpdate()
    .select('id')
    .execute();
  await notifications(tx)
    .updateTable('deliveries')
    .set({ status: 'suppressed', reason, next_try_at: null, claim: null, claimed_until: null })
    .where('target_id', '=', target_id)
    .where('status', '=', 'pending')
    .execute();
}
