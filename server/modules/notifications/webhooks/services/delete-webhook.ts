import { AppError } from '../../../../../contract/errors.ts';
import type { Member } from '../../../../platform/actor.ts';
import { inTransaction } from '../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { dropWaiting } from '../../services/drop-waiting.ts';
import { outlets } from '../../tables-outlets.ts';
import { findWebhook } from '../selectors/find-webhook.ts';

export const WEBHOOK_REMOVED = 'The webhook was removed';

/** Removes a webhook and drops what waits for it. @returns its name. @throws AppError `webhook_unknown` */
export async function deleteWebhook(platform: Platform, { user_id }: Member, id: string): Promise<string> {
  return inTransaction(platform.db, async (tx) => {
    const webhook = await findWebhook(tx, { id, user_id });
    if (webhook === undefined) throw new AppError('webhook_unknown');
    await dropWaiting(tx, { target_id: id, reason: WEBHOOK_REMOVED });
    await outlets(tx).deleteFrom('webhooks').where('id', '=', id).execute();
    return webhook.name;
  });
}
