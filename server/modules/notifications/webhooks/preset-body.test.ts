import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NotificationView } from '../../../../contract/notifications.ts';
import { outgoingMessage } from './outgoing-message.ts';
import { presetRequest } from './preset-body.ts';

const PUBLIC_URL = 'https://stock.example.org';
const notification: NotificationView = {
  id: '0194d1f0-0000-7000-8000-000000000002',
  kind: 'alert_fired',
  title: 'AAPL crossed 200',
  body: 'Apple Inc. stands at 200.12 USD.',
  facts: [{ label: 'Price', value: '200.12 USD' }],
  link: '/alerts?firing=1',
  group: 'alert:1',
  symbol: 'AAPL',
  alert_id: '0194d1f0-0000-7000-8000-000000000003',
  firing_id: '0194d1f0-0000-7000-8000-000000000004',
  simulated: false,
  read_at: null,
  created_at: '2026-11-20T14:18:04.123Z',
};

type Preset = Parameters<typeof presetRequest>[0]['preset'];

function sent(preset: Preset, told: readonly NotificationView[] = [notification]) {
  const urls: Partial<Record<Preset, string>> = { ntfy: 'https://ntfy.example.org/my-topic?auth=abc' };
  const webhook = { url: urls[preset] ?? 'https://hooks.example.org/x', preset };
  const message = outgoingMessage('0194d1f0-0000-7000-8000-000000000005', told, PUBLIC_URL);
  const request = presetRequest({ ...webhook, chat_id: preset === 'telegram' ? '-100123' : null }, message);
  return { url: request.url, body: JSON.parse(request.body) as Record<string, unknown>, text: request.body };
}

const hostile =
  '<!channel> <@U012AB3CD> @everyone @here <@&123> *b* _i_ ~s~ `c` ||x|| [a](https://evil.example) & <b>"</b>';
const hostileNotification = {
  ...notification,
  title: hostile,
  body: `${hostile}\n> quote\n# head`,
  facts: [{ label: hostile, value: hostile }],
};

describe('what a program is sent', () => {
  it('says what happened, when, and where to look', () => {
    const { id, read_at: _, group: __, link: ___, ...rest } = notification;
    expect(sent('standard').body).toEqual({
      type: 'alert.fired',
      timestamp: '2026-11-20T14:18:04.123Z',
      data: { ...rest, notification_id: id, url: 'https://stock.example.org/alerts?firing=1' },
    });
  });

  it('says what several notifications are, in one message', () => {
    const { body } = sent('standard', [notification, { ...notification, kind: 'account', link: null }]);
    expect(body).toMatchObject({
      type: 'notification.digest',
      data: { notifications: [{ type: 'alert.fired' }, { type: 'account.notice', url: null }] },
    });
  });
});

describe('what a chat is sent', () => {
  it('has the form of that chat', () => {
    expect(sent('slack').body).toMatchObject({
      text: 'AAPL crossed 200',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'AAPL crossed 200' } },
        { type: 'section', text: { type: 'plain_text', text: notification.body } },
        { type: 'section', fields: [{ type: 'plain_text', text: 'Price: 200.12 USD' }] },
        { elements: [{ text: '<https://stock.example.org/alerts?firing=1|Open in Omni-Stock>' }] },
      ],
    });
    expect(sent('discord').body).toMatchObject({
      allowed_mentions: { parse: [] },
      embeds: [
        { title: 'AAPL crossed 200', url: 'https://stock.example.org/alerts?firing=1', fields: [{ name: 'Price' }] },
      ],
    });
    expect(sent('telegram').body).toMatchObject({
      chat_id: '-100123',
      parse_mode: 'HTML',
      text: '<b>AAPL crossed 200</b>\nApple Inc. stands at 200.12 USD.\nPrice: 200.12 USD\n<a href="https://stock.example.org/alerts?firing=1">Open in Omni-Stock</a>',
    });
    expect(sent('ntfy')).toMatchObject({
      url: 'https://ntfy.example.org/?auth=abc',
      body: {
        topic: 'my-topic',
        title: 'AAPL crossed 200',
        message: 'Apple Inc. stands at 200.12 USD.\nPrice: 200.12 USD',
        click: 'https://stock.example.org/alerts?firing=1',
        priority: 4,
      },
    });
  });

  it('says that a price is made up', () => {
    for (const preset of ['slack', 'discord', 'telegram', 'ntfy'] as const)
      expect(sent(preset, [{ ...notification, simulated: true }]).text).toContain('made up by the simulator');
  });

  it('mentions nobody and carries no markup, whatever a name or a note is made of', () => {
    const slack = sent('slack', [hostileNotification]).body as {
      blocks: { type: string; text?: { type: string }; fields?: { type: string }[] }[];
      text: string;
    };
    expect(slack).toMatchObject({ parse: 'none', link_names: false, mrkdwn: false });
    expect(slack.text).not.toMatch(/[<>]/);
    const types = slack.blocks.flatMap(({ text, fields = [] }) => [text, ...fields].map((part) => part?.type));
    expect(new Set(types)).toEqual(new Set(['plain_text', undefined])); // the last block is our link

    const discord = sent('discord', [hostileNotification]);
    expect(discord.body).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(discord.text).not.toMatch(/@(everyone|here|&)|(?<!\\)[*_~`|[\]]{2,}(?=\w)/);

    const telegram = String(sent('telegram', [hostileNotification]).body['text']);
    expect(telegram.match(/<[^>]+>/g)).toEqual([
      '<b>',
      '</b>',
      expect.stringMatching(/^<a href="https:\/\/stock/),
      '</a>',
    ]);
    expect(telegram).not.toMatch(/@\w/);
  });

  it('fits the limits of that chat, in whole characters', () => {
    const property = fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3000 }), (long) => {
      const facts = Array.from({ length: 20 }, () => ({ label: long.slice(0, 100), value: long.slice(0, 2000) }));
      const told = [{ ...notification, title: long.slice(0, 200), body: long.slice(0, 2000), facts }];
      const slack = sent('slack', told).body as { blocks: { text?: { text: string }; fields?: { text: string }[] }[] };
      expect(slack.blocks[0]?.text?.text.length).toBeLessThanOrEqual(150);
      for (const { text, fields = [] } of slack.blocks) {
        expect(fields.length).toBeLessThanOrEqual(10);
        for (const part of [text, ...fields]) expect(part?.text.length ?? 0).toBeLessThanOrEqual(3000);
      }
      const { embeds } = sent('discord', told).body as { embeds: { title: string; description: string }[] };
      expect(embeds[0]?.title.length).toBeLessThanOrEqual(256);
      expect(JSON.stringify(embeds).length).toBeLessThanOrEqual(20_000);
      const discordTexts = JSON.stringify(embeds, (key, value: unknown) => (key === 'url' ? '' : value));
      expect(discordTexts.isWellFormed()).toBe(true);
      expect(String(sent('telegram', told).body['text']).replace(/<[^>]+>|&\w+;/g, '_').length).toBeLessThanOrEqual(
        4096,
      );
      expect(Buffer.byteLength(String(sent('ntfy', told).body['message']))).toBeLessThanOrEqual(3500);
      for (const preset of ['slack', 'discord', 'telegram', 'ntfy'] as const)
        expect(sent(preset, told).text.includes('\\ud'), preset).toBe(false);
    });
    fc.assert(property, { numRuns: 60 });
  });
});
