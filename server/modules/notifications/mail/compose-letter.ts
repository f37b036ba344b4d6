import { createHash } from 'node:crypto';
import type { NotificationKind, NotificationView } from '../../../../contract/notifications.ts';
import type { Platform } from '../../../platform/platform.ts';
import { cleanNotice } from '../clean-notice.ts';
import type { Fact } from '../notice.ts';
import { htmlForm } from './html-form.ts';
import { type Mail, oneLine } from './mail.ts';
import type { MailWords } from './mail-words.ts';
import { textForm } from './text-form.ts';

/** What is told to an address that has no account: once, about something its owner did, and nothing to sign off from. */
export interface Letter {
  /** Of the row it is kept under. */
  readonly id: string;
  /** With angle brackets; the same for every try. */
  readonly message_id: string;
  readonly to: string;
  readonly kind: NotificationKind;
  readonly title: string;
  readonly body: string;
  readonly facts: readonly Fact[];
  /** Path in the web app, which may open something: it is never logged. */
  readonly link: string;
  /** "You get this mail since …" */
  readonly why: string;
  /** Letters of one subject stand in one thread. */
  readonly thread: string;
  readonly at: Date;
}

/** Writes the mail of a letter in the look of all others. It is the same for every try. */
export function composeLetter({ config }: Pick<Platform, 'config'>, letter: Letter): Mail {
  const { public_url, mail } = config;
  const { hostname } = new URL(public_url);
  const words = wordsOf(letter, public_url);
  const thread = createHash('sha256').update(letter.thread).digest('hex').slice(0, 32);
  return {
    message_id: letter.message_id,
    from: mail.from,
    to: { name: '', address: oneLine(letter.to) },
    subject: oneLine(words.subject),
    date: letter.at,
    headers: [
      // RFC 3834: nobody's "I am on holiday" comes back.
      { name: 'Auto-Submitted', value: 'auto-generated' },
      { name: 'References', value: `<thread.${thread}@${hostname}>` },
    ],
    text: textForm(words),
    html: htmlForm(words),
  };
}

function wordsOf(letter: Letter, public_url: string): MailWords {
  const shown = viewOf(letter);
  return {
    subject: shown.title,
    heading: null,
    shown: [shown],
    more: 0,
    unsubscribe_url: null,
    preferences_url: null,
    inbox_url: `${public_url}/notifications`,
    why: letter.why,
    urlOf: () => public_url + letter.link,
    timeOf: (time) => time,
  };
}

function viewOf(letter: Letter): NotificationView {
  const { id, kind, link, thread, at } = letter;
  const nobody = { symbol: null, alert_id: null, firing_id: null, simulated: false } as const;
  const { title, body, facts } = cleanNotice({
    ...nobody,
    user_id: id,
    kind,
    dedupe_key: id,
    group: thread,
    title: letter.title,
    body: letter.body,
    facts: letter.facts,
    link,
    channels: ['email'],
    at,
  });
  const times = { read_at: null, created_at: at.toISOString() };
  return { ...nobody, id, kind, title, body, facts: [...facts], link, group: thread, ...times };
}
