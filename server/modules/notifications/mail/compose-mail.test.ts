import { describe, expect, it } from 'vitest';
import type { NotificationView } from '../../../../contract/notifications.ts';
import { freshDatabase } from '../../../../test/support/database.ts';
import { startSmtp } from '../../../../test/support/smtp.ts';
import { readConfig } from '../../../config.ts';
import { newId } from '../../../platform/ids.ts';
import type { DeliveryJob } from '../senders/sender.ts';
import { composeMail } from './compose-mail.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

function fired(changes: Partial<NotificationView> = {}): NotificationView {
  return {
    id: newId(),
    kind: 'alert_fired',
    title: 'AAPL crossed 200.00 upwards, now at 200.05 USD',
    body: 'AAPL crossed 200.00 upwards.',
    facts: [
      { label: 'Instrument', value: 'Apple Inc. (AAPL)' },
      { label: 'Price', value: '200.05 USD' },
    ],
    link: '/alerts?firing=1&x=2',
    group: 'alert:one',
    symbol: 'AAPL',
    alert_id: newId(),
    firing_id: newId(),
    simulated: false,
    read_at: null,
    created_at: '2026-01-05T15:00:00.000Z',
    ...changes,
  };
}

function jobOf(notifications: readonly NotificationView[], changes: Partial<DeliveryJob> = {}): DeliveryJob {
  const user_id = newId();
  return {
    id: newId(),
    user_id,
    channel: 'email',
    target_id: user_id,
    attempt: 1,
    attempts_max: 7,
    created_at: new Date('2026-01-05T15:00:00.000Z'),
    notifications,
    held_for: notifications.length > 1 ? 'digest' : null,
    account: { id: user_id, email: 'a@example.org', name: 'Ann', tier: 'standard', is_demo: false, time_zone: 'UTC' },
    ...changes,
  };
}

const NASTY = 'x\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script>\u2028"\'&';

describe('a mail', () => {
  it('says the same as text and as HTML, with the price, the print it links to, and the way out', async () => {
    await using database = await freshDatabase();
    const config = readConfig([], { DATABASE_URL: database.url, PUBLIC_URL: 'https://stock.example.org' });
    const { text, html, subject } = composeMail(database.platform({ config }), jobOf([fired()]));
    expect(subject).toBe('AAPL crossed 200.00 upwards, now at 200.05 USD');
    for (const said of ['200.05 USD', 'Apple Inc. (AAPL)', 'AAPL crossed 200.00 upwards.']) {
      expect(text).toContain(said);
      expect(html).toContain(said);
    }
    expect(text).toContain('https://stock.example.org/alerts?firing=1&x=2');
    expect(html).toContain('href="https://stock.example.org/alerts?firing=1&amp;x=2"');
    expect(text).toMatch(/https:\/\/stock\.example\.org\/unsubscribe\/[\w-]{44}/);
    expect(html).toMatch(/https:\/\/stock\.example\.org\/unsubscribe\/[\w-]{44}/);
    expect(html).not.toMatch(/<img|<link|<script|@import|url\(/);
  });

  it('says of a made-up price that it is, in both forms, and not of others', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const made_up = composeMail(platform, jobOf([fired({ simulated: true })]));
    const real = composeMail(platform, jobOf([fired()]));
    for (const form of [made_up.text, made_up.html]) expect(form).toContain('Simulated price');
    for (const form of [real.text, real.html]) expect(form).not.toContain('imulated');
    const digest = composeMail(platform, jobOf([fired(), fired({ simulated: true })]));
    for (const form of [digest.text, digest.html]) expect(form).toContain('Simulated price');
  });

  it('that tells many has one line for each, and names how many more there are', async () => {
    await using database = await freshDatabase();
    const many = Array.from({ length: 45 }, (_, index) => fired({ title: `Number ${index + 1}` }));
    const { subject, text, html } = composeMail(database.platform(), jobOf(many));
    expect(subject).toBe('Your digest: 45 notifications');
    for (const form of [text, html]) {
      expect(form).toContain('Number 40');
      expect(form).not.toContain('Number 41');
      expect(form).toContain('And 5 more in');
    }
  });

  it('keeps its id, thread and links on every try', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const job = jobOf([fired()]);
    const { date: _, ...first } = composeMail(platform, job);
    const { date: __, ...second } = composeMail(platform, { ...job, attempt: 2 });
    expect(second).toEqual(first);
  });

  it('takes no header and no markup from what people typed, wherever they typed it', async () => {
    await using database = await freshDatabase();
    await using smtp = await startSmtp();
    const config = readConfig([], { DATABASE_URL: database.url, SMTP_URL: smtp.url });
    const platform = database.platform({ config });
    const nasty = fired({
      title: NASTY,
      body: NASTY,
      facts: [
        { label: NASTY, value: NASTY },
        { label: 'Price', value: NASTY },
      ],
      link: `/${NASTY}`,
      group: NASTY,
      symbol: NASTY,
    });
    const account = { ...jobOf([]).account, name: NASTY };
    const limits = { connections_max: 1, connect_ms: 5_000, silence_ms: 5_000, send_ms: 10_000 };
    if (config.mail.smtp === null) throw new Error('an SMTP server is set');
    const mailer = createSmtpMailer(config.mail.smtp, { name: 'localhost', limits });
    for (const job of [jobOf([nasty], { account }), jobOf([nasty, nasty], { account })]) {
      const mail = composeMail(platform, job);
      expect(mail.html).not.toContain('<script');
      expect(await mailer.send(mail)).toMatchObject({ kind: 'sent' });
    }
    mailer.close();
    expect(smtp.accepted).toHaveLength(2);
    for (const { raw, to } of smtp.accepted) {
      expect(to).toBe('a@example.org');
      const head = (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
      const names = head.split('\r\n').map((line) => line.split(':')[0]);
      expect(names).toHaveLength(11);
      expect(new Set(names)).toEqual(
        new Set([
          'Auto-Submitted',
          'Content-Type',
          'Date',
          'From',
          'List-Unsubscribe',
          'List-Unsubscribe-Post',
          'MIME-Version',
          'Message-ID',
          'References',
          'Subject',
          'To',
        ]),
      );
    }
  });
});
