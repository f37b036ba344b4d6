import { AppError } from '../../../../../contract/errors.ts';
import type { ReplyOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { outlets } from '../../tables-outlets.ts';
import { OLD_SECRET_MS, secretText } from '../webhook-secret.ts';
import { webhookView } from '../webhook.ts';

/** Makes a new secret; the one before signs beside it for OLD_SECRET_MS. @throws AppError `webhook_unknown` */
export async function renewSecret(
  platform: Platform,
  { user_id }: Member,
  id: string,
): Promise<ReplyOf<'renewWebhookSecret'>> {
  const row = await outlets(platform.db)
    .updateTable('webhooks')
    .set((eb) => ({
      secret_number: eb('secret_number', '+', 1),
      old_secret_until: new Date(platform.clock.ms() + OLD_SECRET_MS),
    }))
    .where('id', '=', id)
    .where('user_id', '=', user_id)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new AppError('webhook_unknown');
  return { ...webhookView(row), secret: secretText(platform.secrets, row) };
}
