import type { WebhookPreset } from '../tables-outlets.ts';
import type { MessageText, OutgoingMessage } from './outgoing-message.ts';

/**
 * Bodies in the forms that chats take. Texts come from instruments' names and people's notes: each is escaped for its
 * chat and cut to its limits, and none of them mentions or rings anybody.
 */

/** What is sent where; the address differs from the webhook's own for ntfy alone. */
export interface PresetRequest {
  readonly url: string;
  readonly body: string;
}

export function presetRequest(
  { url, preset, chat_id }: { readonly url: string; readonly preset: WebhookPreset; readonly chat_id: string | null },
  message: OutgoingMessage,
): PresetRequest {
  if (preset === 'ntfy') return ntfyRequest(message.text, url);
  return { url, body: JSON.stringify(bodies[preset](message, chat_id)) };
}

type BodyOf = (message: OutgoingMessage, chat_id: string | null) => object;

const bodies: Readonly<Record<Exclude<WebhookPreset, 'ntfy'>, BodyOf>> = {
  standard: ({ type, at, data }) => ({ type, timestamp: at, data }),
  slack: ({ text }) => slackBody(text),
  discord: ({ text, at }) => discordBody(text, at),
  telegram: ({ text }, chat_id) => telegramBody(text, chat_id ?? ''),
};

const FIELDS_MAX = 10;

/** Blocks of plain text, in which Slack reads no markup; the link is ours. */
function slackBody({ title, body, facts, link }: MessageText): object {
  const plain = (text: string, length: number): object => ({
    type: 'plain_text',
    emoji: false,
    text: cut(text, length),
  });
  const fields = facts.slice(0, FIELDS_MAX).map(({ label, value }) => plain(`${label}: ${value}`, 2000));
  return {
    // For notifications on screens and for readers.
    text: escapeSlack(cut(title, 1000)),
    mrkdwn: false,
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(title, 150) },
      ...(body === '' ? [] : [{ type: 'section', text: plain(body, 3000) }]),
      ...(fields.length === 0 ? [] : [{ type: 'section', fields }]),
      { type: 'context', elements: [{ type: 'mrkdwn', text: `<${encodeLink(link)}|Open in Omni-Stock>` }] },
    ],
  };
}

/** `&`, `<` and `>` are all that Slack's own syntax starts with: `<!channel>`, `<@U123>`, `<https://…|text>`. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function discordBody({ title, body, facts, link }: MessageText, at: string): object {
  return {
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: cut(escapeDiscord(title), 256),
        description: cut(escapeDiscord(body), 2000),
        url: encodeLink(link),
        timestamp: at,
        fields: facts.slice(0, FIELDS_MAX).map(({ label, value }) => ({
          name: cut(escapeDiscord(label), 100),
          value: cut(escapeDiscord(value), 250),
          inline: true,
        })),
      },
    ],
  };
}

/** Every character of Discord's markdown behind a backslash; a mention is broken after its `@`, and links after `://`. */
function escapeDiscord(text: string): string {
  return breakMentions(text).replace(/[\\*_~`|>#+<[\]()-]/g, String.raw`\$&`);
}

function telegramBody({ title, body, facts, link }: MessageText, chat_id: string): object {
  const lines = [
    `<b>${escapeHtml(cut(title, 200))}</b>`,
    ...(body === '' ? [] : [escapeHtml(cut(body, 2000))]),
    ...facts
      .slice(0, FIELDS_MAX)
      .map(({ label, value }) => `${escapeHtml(cut(label, 50))}: ${escapeHtml(cut(value, 100))}`),
    `<a href="${escapeHtml(encodeLink(link))}">Open in Omni-Stock</a>`,
  ];
  return {
    chat_id,
    text: lines.join('\n'),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
  };
}

/** Telegram makes links of names after an `@` by itself, and tells those who bear them. */
function escapeHtml(text: string): string {
  return escapeSlack(breakMentions(text)).replaceAll('"', '&quot;');
}

/** ntfy takes JSON at its root, with the topic in it; headers could not carry every text. */
function ntfyRequest({ title, body, facts, link, urgent }: MessageText, url: string): PresetRequest {
  const address = new URL(url);
  const topic = address.pathname.slice(1);
  address.pathname = '/';
  const lines = [body, ...facts.slice(0, FIELDS_MAX).map(({ label, value }) => `${label}: ${value}`)];
  const message = lines.filter((line) => line !== '').join('\n') || title;
  const request = {
    topic,
    title: cut(title, 200),
    message: cutBytes(message, 3500),
    click: encodeLink(link),
    priority: urgent ? 4 : 3,
  };
  return { url: address.href, body: JSON.stringify({ ...request, markdown: false }) };
}

/** An invisible character behind each `@` keeps it from naming anybody. */
function breakMentions(text: string): string {
  return text.replaceAll('@', '@\u2060');
}

/** Our own pages: nothing in their address may end a link early. */
function encodeLink(link: string): string {
  return link.replace(/[<>|"'\s\\]/g, (character) => encodeURIComponent(character).replace("'", '%27'));
}

/** At most so many UTF-16 units, whole characters, and a sign that it was longer. */
function cut(text: string, length_max: number): string {
  return text.length <= length_max
    ? text
    : `${text
        .slice(0, length_max - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}

/** At most so many bytes of UTF-8. */
function cutBytes(text: string, bytes_max: number): string {
  let shown = text;
  while (Buffer.byteLength(shown) > bytes_max) shown = cut(shown, Math.floor(shown.length * 0.9));
  return shown;
}
