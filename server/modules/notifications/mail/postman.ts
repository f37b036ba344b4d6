import type { Platform } from '../../../platform/platform.ts';
import type { Outcome } from '../senders/sender.ts';
import { keepMail } from '../services/keep-mail.ts';
import { composeLetter, type Letter } from './compose-letter.ts';
import { MAIL_LIMITS } from './email-outlet.ts';
import { createSmtpMailer, type Mailer } from './smtp-mailer.ts';

/** Sends letters: to addresses, not to accounts. When, and how often, is for whoever keeps them. */
export interface Postman {
  /** Letters that are under way at once. */
  readonly concurrency: number;
  /** Tries once, within a minute. Through SMTP_URL, or kept for administrators to look at where there is none. */
  send(letter: Letter): Promise<Outcome>;
  close(): void;
}

export function createPostman(platform: Platform): Postman {
  const { config } = platform;
  const { smtp } = config.mail;
  const name = new URL(config.public_url).hostname;
  let mailer: Mailer | null = null;
  return {
    concurrency: MAIL_LIMITS.connections_max,
    async send(letter) {
      const mail = composeLetter(platform, letter);
      if (smtp === null) {
        await keepMail(platform, null, mail);
        return { kind: 'sent', answer: 'Kept here: administrators see it under /dev/mail' };
      }
      mailer ??= createSmtpMailer(smtp, { name, limits: MAIL_LIMITS });
      return mailer.send(mail);
    },
    close: () => mailer?.close(),
  };
}
