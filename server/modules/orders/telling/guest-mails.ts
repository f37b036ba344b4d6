import { type Consumer, consumer } from '../../../platform/facts/consumer.ts';
import type { Platform } from '../../../platform/platform.ts';
import { buyerTold } from './buyer-words.ts';
import { isTestMoney } from './selectors/is-test-money.ts';
import { queueGuestMail } from './services/queue-guest-mail.ts';
import { withTestMoney } from './words.ts';

/** Told where somebody looks, not by mail: whoever let an order expire knows it. */
const UNWRITTEN: ReadonlySet<string> = new Set(['order_expired']);
/** One for a checkout, however often it fails: whoever types another's address cannot have them written to at will. */
const ONCE_A_GROUP: ReadonlySet<string> = new Set(['payment_failed']);

/** Writes to buyers who have no account, at the address of the order: one mail of each fact. */
export function guestMails(platform: Platform): Consumer {
  return consumer(
    'guest-mails',
    buyerTold
      .filter(({ template }) => !UNWRITTEN.has(template))
      .map(({ template, hear }) =>
        hear(async (tx, { event_id, payload, occurred_at }, words) => {
          const { buyer_id, buyer_email: recipient, group_id } = payload;
          if (buyer_id !== null) return;
          const said = (await isTestMoney(tx, group_id)) ? withTestMoney(words) : words;
          await queueGuestMail(platform, tx, {
            event_id,
            group_id,
            template,
            recipient,
            words: said,
            once_a_group: ONCE_A_GROUP.has(template),
            at: occurred_at,
          });
        }),
      ),
  );
}
