import type { Tx } from '../../../../platform/db/transaction.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';
import { guestMailsDue } from '../signals.ts';
import type { Words } from '../words.ts';

export interface GuestMail {
  readonly event_id: string;
  readonly group_id: string;
  readonly template: string;
  readonly recipient: string;
  readonly words: Words;
  /** One of its template for the whole checkout. */
  readonly once_a_group: boolean;
  readonly at: Date;
}

/**
 * Queues a mail in the transaction of a consumer; the same one twice is there once. Its Message-ID follows from the fact, so
 * that a mailbox knows a repeated one.
 */
export async function queueGuestMail(platform: Platform, whole: Tx, mail: GuestMail): Promise<void> {
  const { event_id, group_id, template, recipient, words, once_a_group, at } = mail;
  const { hostname } = new URL(platform.config.public_url);
  await asOrders(whole, async (tx) => {
    if (once_a_group && (await wasWritten(tx, mail))) return;
    await ordersTables(tx)
      .insertInto('guest_mails')
      .values({
        id: newId(),
        event_id,
        group_id,
        template,
        recipient,
        message_id: `<${template}.${event_id}@${hostname}>`,
        words: JSON.stringify(words),
        status: 'waiting',
        next_attempt_at: platform.clock.now(),
        created_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  await platform.signals.send(whole, guestMailsDue, null);
}

async function wasWritten(tx: Tx, { group_id, template }: GuestMail): Promise<boolean> {
  const row = await ordersTables(tx)
    .selectFrom('guest_mails')
    .where('group_id', '=', group_id)
    .where('template', '=', template)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}
