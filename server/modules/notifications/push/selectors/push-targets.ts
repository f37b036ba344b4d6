import type { Tx } from '../../../../platform/db/transaction.ts';
import type { Target } from '../../senders/sender.ts';
import { outlets } from '../../tables-outlets.ts';

/** Browsers of these users. A message lights up a screen, so it waits for the end of quiet hours. */
export async function pushTargets(tx: Tx, user_ids: readonly string[]): Promise<readonly Target[]> {
  const rows = await outlets(tx)
    .selectFrom('push_subscriptions')
    .where('user_id', 'in', user_ids)
    .orderBy('id')
    .select(['id', 'user_id', 'client'])
    .execute();
  return rows.map(({ id, user_id, client }) => ({ id, user_id, name: client, waits_in_quiet_hours: true }));
}
