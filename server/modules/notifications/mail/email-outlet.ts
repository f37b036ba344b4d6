import type { Platform } from '../../../platform/platform.ts';
import { accountsByIds } from '../../identity/index.ts';
import type { DeliveryJob, Outcome, Outlet } from '../senders/sender.ts';
import { keepMail } from '../services/keep-mail.ts';
import { recordBounce } from '../services/record-bounce.ts';
import { composeMail } from './compose-mail.ts';
import { createSmtpMailer, type Mailer, type MailerLimits } from './smtp-mailer.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A server that is down for most of a day loses no mail; the last try is about 21 hours after the first. */
export const MAIL_RETRY_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
] as const;

export const MAIL_LIMITS: MailerLimits = {
  connections_max: 4,
  connect_ms: 10_000,
  silence_ms: 30_000,
  send_ms: 60_000,
};

/**
 * Mail: sent through SMTP_URL, or kept for the web app to show where there is none. The demo account's is always kept:
 * everybody can act as it.
 */
export function emailOutlet(platform: Platform, limits: MailerLimits = MAIL_LIMITS): Outlet {
  const { smtp } = platform.config.mail;
  const name = new URL(platform.config.public_url).hostname;
  let mailer: Mailer | null = null;
  const results = platform.metrics.counter('mail_attempts_total', 'Mails tried, by what came of it', ['result']);
  const send = async (job: DeliveryJob): Promise<Outcome> => {
    const mail = composeMail(platform, job);
    if (smtp === null || job.account.is_demo) {
      await keepMail(platform, job.user_id, mail);
      return { kind: 'sent', answer: 'Kept here: see the mailbox under /dev/mail' };
    }
    mailer ??= createSmtpMailer(smtp, { name, limits });
    return mailer.send(mail);
  };
  return {
    concurrency: limits.connections_max,
    sender: {
      channel: 'email',
      retry_ms: MAIL_RETRY_MS,
      async send(job) {
        const outcome = await send(job);
        results.inc({ result: outcome.kind });
        return outcome;
      },
    },
    async targets(tx, user_ids) {
      const accounts = await accountsByIds(tx, user_ids);
      return accounts.map(({ id, email }) => ({ user_id: id, id, name: email, waits_in_quiet_hours: true }));
    },
    async settled(tx, { job, outcome, at }) {
      await recordBounce(tx, { user_id: job.user_id, outcome, at });
      return [];
    },
    close: () => mailer?.close(),
  };
}
