import type { NotificationView } from '../../../../contract/notifications.ts';
import { actionOf, type MailWords, SIMULATED } from './mail-words.ts';
import { bodyStyle, headStyle, styles } from './html-styles.ts';

/**
 * The mail as HTML. Tables and inline styles, since programs that read mail know little else; what they know of media
 * queries makes it dark and fits it to a telephone. Nothing is fetched: no image, no font, no counter of readers.
 */
export function htmlForm(words: MailWords): string {
  const { subject, heading, shown, more } = words;
  const cards =
    heading === null
      ? shown.map((notification) => single(notification, words))
      : shown.map((notification, place) => oneOfMany(notification, words, place === shown.length - 1 && more === 0));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escape(subject)}</title>
<style>${headStyle}</style>
</head>
<body class="page" style="${bodyStyle}">
<div style="${styles.preview}">${escape(previewOf(words))}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="${styles.page}">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td style="padding:0 4px 14px"><span class="ink" style="${styles.brand}">Omni-Stock</span></td></tr>
<tr><td class="card" style="${styles.card}">
${heading === null ? '' : `<h1 class="ink" style="${styles.title}">${escape(heading)}</h1>`}
${cards.join('\n')}
${more === 0 ? '' : `<p class="muted line" style="${styles.more}">And ${more} more in <a class="link" style="${styles.link}" href="${escape(words.inbox_url)}">your inbox</a>.</p>`}
</td></tr>
<tr><td style="padding:16px 4px 0">${footer(words)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function single(notification: NotificationView, words: MailWords): string {
  const { title, body, facts, simulated } = notification;
  return `<h1 class="ink" style="${styles.title}">${escape(title)}</h1>
${simulated ? badge() : ''}
${paragraphs(body)}
${factTable(facts)}
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin-top:24px"><tr><td class="button" style="${styles.button}"><a class="button" style="${styles.buttonLink}" href="${escape(words.urlOf(notification))}">${escape(actionOf(notification))}</a></td></tr></table>`;
}

function oneOfMany(notification: NotificationView, words: MailWords, is_last: boolean): string {
  const { title, body, simulated, created_at } = notification;
  return `<div class="line" style="${styles.item};${is_last ? '' : `padding-bottom:16px;${styles.line}`}">
<p style="margin:0"><a class="link" style="${styles.itemTitle}" href="${escape(words.urlOf(notification))}">${escape(title)}</a></p>
<p class="muted" style="${styles.itemBody}">${escape(body).replaceAll('\n', '<br>')}</p>
<p class="muted" style="${styles.itemTime}">${simulated ? '<span class="warn" style="color:#8a5300">Simulated price</span> &middot; ' : ''}${escape(words.timeOf(created_at))}</p>
</div>`;
}

function badge(): string {
  return `<p class="warn" style="${styles.warn}">${escape(SIMULATED)}</p>`;
}

function paragraphs(body: string): string {
  return body
    .split(/\n{2,}/)
    .filter((text) => text.trim() !== '')
    .map((text) => `<p class="ink" style="${styles.text}">${escape(text).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

function factTable(facts: NotificationView['facts']): string {
  if (facts.length === 0) return '';
  const rows = facts.map(({ label, value }, place) => {
    const line = place === facts.length - 1 ? '' : styles.line;
    const weight = label === 'Price' ? 'font-weight:650' : '';
    return `<tr><th class="muted line" align="left" scope="row" style="${styles.label};${line}">${escape(label)}</th><td class="ink line" align="right" style="${styles.value};${line};${weight}">${escape(value)}</td></tr>`;
  });
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:20px">${rows.join('')}</table>`;
}

function footer(words: MailWords): string {
  const link = (url: string, text: string): string =>
    `<a class="muted" style="${styles.footLink}" href="${escape(url)}">${text}</a>`;
  const links = [
    words.unsubscribe_url === null ? '' : link(words.unsubscribe_url, 'No more of these mails'),
    words.preferences_url === null ? '' : link(words.preferences_url, 'Choose how you are told'),
  ].filter((one) => one !== '');
  return `<p class="muted" style="${styles.foot}">${[escape(words.why), links.join(' &middot; ')].filter((part) => part !== '').join('<br>')}</p>`;
}

/** What a list of mails shows beside the subject. */
function previewOf({ heading, shown }: MailWords): string {
  if (heading !== null) return shown.map(({ title }) => title).join(' · ');
  const [only] = shown;
  return only === undefined ? '' : `${only.simulated ? 'Simulated. ' : ''}${only.body}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
