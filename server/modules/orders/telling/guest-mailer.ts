import { crashPoint } from '../../../platform/crash-point.ts';
import { createErrandRunner, type Errands } from '../../../platform/errand-runner.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Service } from '../../../platform/service.ts';
import { type Letter, MAIL_RETRY_MS, type Postman } from '../../notifications/index.ts';
import { orderToken } from '../buyer.ts';
import { renewGuestMails, settleGuestMail, type TakenMail, takeGuestMails } from './services/send-guest-mails.ts';
import { guestMailsDue } from './signals.ts';
import { togetherOf } from './together.ts';

/**
 * Sends the mails that wait for guests, in any number of workers. At least once: a process that dies between the answer of
 * the mail server and the note of it leaves a lease that ends, and the next one sends the same mail with the same Message-ID.
 */
export function createGuestMailer(platform: Platform, postman: Postman): Service {
  const results = platform.metrics.counter('guest_mail_attempts_total', 'Mails to guests tried, by what came of it', [
    'result',
  ]);
  const errands: Errands<TakenMail> = {
    name: 'mail to guests',
    concurrency: postman.concurrency,
    due: guestMailsDue,
    take: (limit) => takeGuestMails(platform, limit, MAIL_RETRY_MS.length + 1),
    async run(mail) {
      crashPoint('guest_mail.before_send');
      const outcome = await postman.send(letterOf(platform, mail));
      crashPoint('guest_mail.sent');
      results.inc({ result: outcome.kind });
      await settleGuestMail(platform, mail, outcome);
    },
    renew: (mails) => renewGuestMails(platform, mails),
    close: () => postman.close(),
  };
  return createErrandRunner(platform, errands);
}

/** The token that opens the order is made here: it stands in no table, and in no log. */
function letterOf(platform: Platform, mail: TakenMail): Letter {
  const { id, message_id, recipient, group_id, words, created_at, carried } = mail;
  const linkOf = (of_group: string): string => `/orders/${of_group}#${orderToken(platform, of_group)}`;
  const urlOf = (of_group: string): string => platform.config.public_url + linkOf(of_group);
  return {
    ...(carried.length === 0 ? words : togetherOf(mail, urlOf)),
    id,
    message_id,
    to: recipient,
    kind: 'purchase',
    link: linkOf(group_id),
    why: 'You get this mail since this address was given for an order. Whoever has the link above can see the order.',
    thread: `order ${group_id}`,
    at: created_at,
  };
}
