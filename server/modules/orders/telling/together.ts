import type { TakenMail } from './services/send-guest-mails.ts';
import type { Words } from './words.ts';

/** What is spelt out of one mail that tells many; the pages of the orders have it all. */
const SHOWN_MAX = 9;

/**
 * One mail of those that came above what a mailbox gets one by one. What was for another spelling of the address is counted
 * and not told: who reads here may be somebody else after all.
 *
 * @param urlOf opens a checkout.
 */
export function togetherOf(
  { group_id, recipient, words, carried }: Pick<TakenMail, 'group_id' | 'recipient' | 'words' | 'carried'>,
  urlOf: (group_id: string) => string,
): Words {
  const own = [{ group_id, title: words.title }, ...carried.filter((one) => one.recipient === recipient)];
  const shown = own.slice(0, SHOWN_MAX).map(({ title }, place) => ({ label: `${place + 1}`, value: title }));
  const others = [...new Set(own.map((one) => one.group_id))].filter((id) => id !== group_id).slice(0, SHOWN_MAX);
  const links = others.map((id, place) => ({ label: `Another order, ${place + 1}`, value: urlOf(id) }));
  const left = carried.length + 1 - shown.length;
  return {
    title: `${carried.length + 1} messages about orders with your address`,
    body: 'Many mails went to this address within a short time. What came after them is told here at once.',
    facts: [...shown, ...(left > 0 ? [{ label: 'And more', value: `${left} more messages` }] : []), ...links],
  };
}
