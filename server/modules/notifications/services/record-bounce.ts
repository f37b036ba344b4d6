import type { Tx } from '../../../platform/db/transaction.ts';
import type { Outcome } from '../senders/sender.ts';
import { notifications } from '../tables.ts';

const REASON_LENGTH_MAX = 500;

/** Counts mails in a row that the address's server refused for good; one that arrives forgets them. */
export async function recordBounce(
  tx: Tx,
  { user_id, outcome, at }: { readonly user_id: string; readonly outcome: Outcome; readonly at: Date },
): Promise<void> {
  const mine = notifications(tx).updateTable('preferences').where('user_id', '=', user_id);
  if (outcome.kind === 'sent')
    await mine
      .where('email_bounces', '>', 0)
      .set({ email_bounces: 0, email_bounced_at: null, email_bounce_reason: null })
      .execute();
  if (outcome.kind === 'failed' && outcome.target_refused === true)
    await mine
      .set((eb) => ({
        email_bounces: eb('email_bounces', '+', 1),
        email_bounced_at: at,
        email_bounce_reason: outcome.error.slice(0, REASON_LENGTH_MAX),
      }))
      .execute();
}
