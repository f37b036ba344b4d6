import { createHash } from 'node:crypto';
import type { Platform } from '../../../platform/platform.ts';
import type { DeliveryJob } from '../senders/sender.ts';
import { unsubscribeToken } from '../unsubscribe-token.ts';
import { htmlForm } from './html-form.ts';
import { type Mail, oneLine } from './mail.ts';
import { kindOf, mailWords } from './mail-words.ts';
import { textForm } from './text-form.ts';

/** Writes the mail of a delivery. Apart from its date it is the same for every try. */
export function composeMail({ config, secrets, clock }: Platform, job: DeliveryJob): Mail {
  const { public_url, mail } = config;
  const { hostname } = new URL(public_url);
  const unsubscribe_token = unsubscribeToken(secrets, { user_id: job.user_id, kind: kindOf(job) });
  const words = mailWords(job, { public_url, unsubscribe_token });
  return {
    message_id: `<${job.id}@${hostname}>`,
    from: mail.from,
    to: { name: oneLine(job.account.name), address: oneLine(job.account.email) },
    subject: oneLine(words.subject),
    date: clock.now(),
    headers: [
      // RFC 8058: one click in the reader's own button, without opening a page.
      { name: 'List-Unsubscribe', value: `<${public_url}/api/v1/notifications/unsubscribe/${unsubscribe_token}>` },
      { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      // RFC 3834: nobody's "I am on holiday" comes back.
      { name: 'Auto-Submitted', value: 'auto-generated' },
      // Mails about one alert stand in one thread, though the first of them may never have been sent.
      { name: 'References', value: `<${threadOf(job)}@${hostname}>` },
    ],
    text: textForm(words),
    html: htmlForm(words),
  };
}

function threadOf({ user_id, notifications, id }: DeliveryJob): string {
  const [only, ...more] = notifications;
  const about = only === undefined || more.length > 0 ? id : only.group;
  return `thread.${createHash('sha256').update(`${user_id} ${about}`).digest('hex').slice(0, 32)}`;
}
