import { newId } from '../../../platform/ids.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Mail, Mailbox } from '../mail/mail.ts';
import { notifications } from '../tables.ts';

/** The newest this many are kept, of all accounts together. */
export const KEPT_MAILS_MAX = 500;

/**
 * Keeps a mail for the web app to show. The same mail kept twice is kept once.
 * @param user_id null: its reader has no account; administrators see it.
 */
export async function keepMail(platform: Platform, user_id: string | null, mail: Mail): Promise<void> {
  const { message_id, subject, text, html, date } = mail;
  const [to_address, from_address] = [shown(mail.to), shown(mail.from)];
  const headers = [
    { name: 'From', value: from_address },
    { name: 'To', value: to_address },
    { name: 'Subject', value: subject },
    { name: 'Message-ID', value: message_id },
    { name: 'Date', value: date.toUTCString() },
    ...mail.headers,
  ];
  const row = { id: newId(), user_id, message_id, to_address, from_address, subject, text, html, at: date };
  await inTransaction(platform.db, async (tx) => {
    await notifications(tx)
      .insertInto('kept_mails')
      .values({ ...row, headers: JSON.stringify(headers) })
      .onConflict((conflict) => conflict.column('message_id').doNothing())
      .execute();
    await notifications(tx)
      .deleteFrom('kept_mails')
      .where('id', '<=', (eb) =>
        eb.selectFrom('kept_mails').orderBy('id', 'desc').offset(KEPT_MAILS_MAX).limit(1).select('id'),
      )
      .execute();
  });
}

function shown({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`;
}
