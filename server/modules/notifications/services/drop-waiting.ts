import type { Tx } from '../../../platform/db/transaction.ts';
import { notifications } from '../tables.ts';

/** Ends what still waits for a target that is gone. A try that is under way keeps its claim in vain. */
export async function dropWaiting(
  tx: Tx,
  { target_id, reason }: { readonly target_id: string; readonly reason: string },
): Promise<void> {
  await notifications(tx)
    .updateTable('deliveries')
    .set({ status: 'suppressed', reason, next_try_at: null, claim: null, claimed_until: null })
    .where('target_id', '=', target_id)
    .where('status', '=', 'pending')
    .execute();
}
