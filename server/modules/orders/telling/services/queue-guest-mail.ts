import { sql } from 'kysely';
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

export const HOUR_MS = 3_600_000;
/** Mails that one mailbox gets one by one within an hour and a day; what comes then waits for the full hour, and is one. */
const MAILS_PER_HOUR_MAX = 20;
const MAILS_PER_DAY_MAX = 60;

/**
 * Queues a mail in the transaction of a consumer; the same one twice is there once. Its Message-ID follows from the fact, so
 * that a mailbox knows a repeated one. Whoever types somebody else's address into checkouts has them written to no more often
 * than the bounds say; nobody is kept from buying by that, and nothing is lost.
 */
export async function queueGuestMail(platform: Platform, whole: Tx, mail: GuestMail): Promise<void> {
  const { event_id, group_id, template, recipient, words, once_a_group, at } = mail;
  const { hostname } = new URL(platform.config.public_url);
  await asOrders(whole, async (tx) => {
    if (once_a_group && (await wasWritten(tx, mail))) return;
    const now = platform.clock.now();
    const held_until = (await isEnough(tx, recipient, now)) ? nextFullHour(now) : null;
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
        held_until,
        next_attempt_at: now,
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

/** Whether a mailbox has got enough mails one by one. Consumers at the same moment may each let one more through. */
async function isEnough(tx: Tx, recipient: string, now: Date): Promise<boolean> {
  const since = (hours: number): Date => new Date(now.getTime() - hours * HOUR_MS);
  const { rows } = await sql<{ hour: number; day: number }>`
    SELECT count(*) FILTER (WHERE created_at > ${since(1)})::integer AS hour, count(*)::integer AS day
    FROM orders.guest_mails WHERE orders.mailbox_of(recipient) = orders.mailbox_of(${recipient})
      AND created_at > ${since(24)} AND held_until IS NULL AND carried_by IS NULL`.execute(tx);
  const [mails = { hour: 0, day: 0 }] = rows;
  return mails.hour >= MAILS_PER_HOUR_MAX || mails.day >= MAILS_PER_DAY_MAX;
}

function nextFullHour(at: Date): Date {
  return new Date((Math.floor(at.getTime() / HOUR_MS) + 1) * HOUR_MS);
}
