import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const read = (env: Readonly<Record<string, string>>) => readConfig([], env).mail;

describe('the configuration of mail', () => {
  it('keeps mails where no server is named, from the host people know', () => {
    expect(read({ PUBLIC_URL: 'https://stock.example.org' })).toEqual({
      smtp: null,
      from: { name: 'Omni-Stock', address: 'no-reply@stock.example.org' },
    });
  });

  it.each([
    ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, secure: false, auth: null }],
    ['smtps://mail.example.org', { host: 'mail.example.org', port: 465, secure: true, auth: null }],
    ['smtp://[::1]:25', { host: '::1', port: 25, secure: false, auth: null }],
    [
      'smtp://me%40example.org:p%2Fss@mail.example.org:2525',
      { host: 'mail.example.org', port: 2525, secure: false, auth: { user: 'me@example.org', pass: 'p/ss' } },
    ],
  ])('reads %s', (SMTP_URL, smtp) => {
    expect(read({ SMTP_URL }).smtp).toEqual(smtp);
  });

  it.each([
    ['alerts@example.org', { name: 'Omni-Stock', address: 'alerts@example.org' }],
    ['Our Alerts <alerts@example.org>', { name: 'Our Alerts', address: 'alerts@example.org' }],
  ])('sends from %s', (MAIL_FROM, from) => {
    expect(read({ MAIL_FROM }).from).toEqual(from);
  });

  it.each([
    [{ SMTP_URL: 'mail.example.org:587' }, /^SMTP_URL starts with smtp:\/\//],
    [{ SMTP_URL: 'http://mail.example.org' }, /^SMTP_URL starts with/],
    [{ SMTP_URL: 'smtp://user@mail.example.org' }, /^SMTP_URL has both/],
    [{ SMTP_URL: 'smtp://mail.example.org/path?x=1' }, /^SMTP_URL names a host/],
    [{ MAIL_FROM: 'nobody' }, /^MAIL_FROM cannot be "nobody"/],
    [{ MAIL_FROM: 'A <a@example.org>\r\nBcc: all@example.org' }, /^MAIL_FROM cannot be/],
  ])('refuses %o', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });

  it('never repeats the password, not even of an address it refuses', () => {
    const message = (SMTP_URL: string): string => {
      try {
        read({ SMTP_URL });
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    for (const text of ['ftp://me:hunter22@mail', 'smtp://me:hunter22@mail/path', 'smtp://me:hunter22@ma il'])
      expect(message(text)).toMatch(/^SMTP_URL (?!.*hunter22)/);
  });
});
