import type { Tx } from '../../../../platform/db/transaction.ts';
import type { Target } from '../../senders/sender.ts';
import { outlets } from '../../tables-outlets.ts';

/** Webhooks of these users that are on. What people read in a chat waits for the morning; programs are told at once. */
export async function webhookTargets(tx: Tx, user_ids: readonly string[]): Promise<readonly Target[]> {
  const rows = await outlets(tx)
    .selectFrom('webhooks')
    .where('user_id', 'in', user_ids)
    .where('enabled', '=', true)
    .orderBy('id')
    .select(['id', 'user_id', 'name', 'preset'])
    .execute();
  return rows.map(({ id, user_id, name, preset }) => ({
    id,
    user_id,
    name,
    waits_in_quiet_hours: preset !== 'standard',
  }));
}
