import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NotificationView } from '../../../../contract/notifications.ts';
import { PUSH_TEXT_BYTES_MAX } from './encrypt-push.ts';
import { type PushText, pushText } from './push-text.ts';

const notification: NotificationView = {
  id: '0194d1f0-0000-7000-8000-000000000002',
  kind: 'alert_fired',
  title: 'AAPL crossed 200',
  body: 'Apple Inc. stands at 200.12 USD.',
  facts: [],
  link: '/alerts?firing=1',
  group: 'alert:1',
  symbol: 'AAPL',
  alert_id: null,
  firing_id: null,
  simulated: false,
  read_at: null,
  created_at: '2026-11-20T14:18:04.123Z',
};

describe('the text of a push message', () => {
  it('says what happened and where a click leads', () => {
    expect(JSON.parse(pushText([notification]))).toEqual({
      title: 'AAPL crossed 200',
      body: 'Apple Inc. stands at 200.12 USD.',
      link: '/alerts?firing=1',
      tag: notification.id,
      at: '2026-11-20T14:18:04.123Z',
      notification_id: notification.id,
    });
    expect(JSON.parse(pushText([notification, { ...notification, title: 'MSFT fell' }]))).toMatchObject({
      title: '2 notifications',
      body: 'AAPL crossed 200\nMSFT fell',
      link: '/notifications',
      notification_id: null,
    });
  });

  it('fits one push message, whatever the body is made of', () => {
    const unit = fc.constantFrom('a', '"', '\u0001', 'é', '価', '🚀');
    const property = fc.property(
      fc.string({ unit, minLength: 900, maxLength: 2000 }),
      fc.string({ unit, maxLength: 60 }),
      (body, title) => {
        const text = pushText([{ ...notification, body, title }]);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(PUSH_TEXT_BYTES_MAX);
        const read = JSON.parse(text) as PushText;
        expect(read.title).toBe(title);
        expect(read.body === body || (read.body.endsWith('…') && body.startsWith(read.body.slice(0, -1)))).toBe(true);
      },
    );
    fc.assert(property, { numRuns: 100 });
  });
});
