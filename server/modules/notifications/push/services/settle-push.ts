import type { Tx } from '../../../../platform/db/transaction.ts';
import type { Notice } from '../../notice.ts';
import type { Settlement } from '../../senders/sender.ts';
import { outlets } from '../../tables-outlets.ts';
import { BROWSER_GONE } from './add-push-subscription.ts';

/** Notes when a browser was told last, and forgets one whose subscription has ended. Nobody is told of that. */
export async function settlePush(tx: Tx, { job, outcome, at }: Settlement): Promise<readonly Notice[]> {
  const { target_id } = job;
  if (outcome.kind === 'sent')
    await outlets(tx).updateTable('push_subscriptions').set({ last_used_at: at }).where('id', '=', target_id).execute();
  // What else waits for it is dropped when its time comes.
  if (outcome.kind === 'suppressed' && outcome.reason === BROWSER_GONE)
    await outlets(tx).deleteFrom('push_subscriptions').where('id', '=', target_id).execute();
  return [];
}
