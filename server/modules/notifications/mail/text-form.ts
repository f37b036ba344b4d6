import type { NotificationView } from '../../../../contract/notifications.ts';
import { actionOf, type MailWords, SIMULATED } from './mail-words.ts';

/** The mail as plain text: everything its HTML says, to be read as it is. */
export function textForm(words: MailWords): string {
  const { heading, shown, more } = words;
  return [
    ...(heading === null ? [] : [heading, '']),
    heading === null
      ? shown.map((notification) => textOf(notification, words)).join('\n')
      : shown.map((notification) => oneOfMany(notification, words)).join('\n\n'),
    ...(more === 0 ? [] : ['', `And ${more} more in your inbox: ${words.inbox_url}`]),
    '',
    '-- ',
    `Omni-Stock. ${words.why}`,
    ...(words.unsubscribe_url === null ? [] : [`No more of these mails: ${words.unsubscribe_url}`]),
    ...(words.preferences_url === null ? [] : [`Choose how you are told: ${words.preferences_url}`]),
    '',
  ].join('\n');
}

function textOf(notification: NotificationView, words: MailWords): string {
  const { title, body, facts, simulated } = notification;
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 2;
  return [
    title,
    ...(simulated ? [SIMULATED] : []),
    ...(body === '' ? [] : ['', body]),
    ...(facts.length === 0 ? [] : ['', ...facts.map(({ label, value }) => `${`${label}:`.padEnd(width)}${value}`)]),
    '',
    `${actionOf(notification)}:`,
    words.urlOf(notification),
  ].join('\n');
}

function oneOfMany(notification: NotificationView, words: MailWords): string {
  const { title, body, simulated, created_at } = notification;
  const lines = [
    `* ${title}`,
    ...body.split('\n').filter((line) => line !== ''),
    `${simulated ? 'Simulated price. ' : ''}${words.timeOf(created_at)}`,
    words.urlOf(notification),
  ];
  return lines.join('\n  ');
}
