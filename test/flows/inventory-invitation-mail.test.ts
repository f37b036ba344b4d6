import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { type SmtpServer, startSmtp } from '../support/smtp.ts';
import { openVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

let smtp: SmtpServer;
let app: TestApp;
beforeAll(async () => {
  smtp = await startSmtp();
  app = await startApp({
    args: ['--run=api,worker'],
    env: { SMTP_URL: smtp.url },
    requests_per_minute: 1_000_000,
  });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();
});

/** Quoted-printable read back. */
function plain(raw: string): string {
  return raw
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

const mailsTo = (email: string) =>
  smtp.accepted.filter(({ to, raw }) => to === email && /invited/.test(plain(raw))).map(({ raw }) => plain(raw));

describe('an invitation by mail', () => {
  it('reaches an address that has an account, in text and HTML, and its link lets that one in', async () => {
    const [owner, clerk] = [await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner, 'Corner & Sons');
    const params = { vendor_id };
    const { token } = await owner.do('inviteStaff', { params, body: { email: clerk.email, role: 'clerk' } });
    const mail = await waitFor('the mail', async () => mailsTo(clerk.email)[0] ?? null);
    const [text = '', html = ''] = mail.split(/Content-Type: text\/html/);
    for (const form of [text, html]) {
      expect(form).toContain(`/invitations/${token}`);
      expect(form).toContain('clerk');
      expect(form).toContain('Open the invitation');
      expect(form).toContain(owner.email.split('@')[0]);
    }
    expect(text).toContain('Corner & Sons');
    expect(html).toContain('Corner &amp; Sons');
    const inbox = await clerk.do('listNotifications');
    expect(JSON.stringify(inbox)).not.toContain('invitation');
    const deliveries = await clerk.do('listDeliveries');
    expect(JSON.stringify(deliveries)).not.toContain(token);
    expect(await clerk.do('acceptInvitation', { body: { token } })).toMatchObject({ role: 'clerk' });
  });

  it('is not sent where there is no account, and the answer is the same', async () => {
    const [owner, clerk] = [await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner);
    const invite = (email: string) =>
      owner.call('inviteStaff', { params: { vendor_id }, body: { email, role: 'viewer' } });
    const nobody = `nobody-${vendor_id}@example.org`;
    const [stranger, known] = [await invite(nobody), await invite(clerk.email)];
    expect(Object.keys(stranger.data ?? {})).toEqual(Object.keys(known.data ?? {}));
    await waitFor('the mail to the other', async () => mailsTo(clerk.email)[0] ?? null);
    expect(mailsTo(nobody)).toEqual([]);
  });

  it('is sent three times a day by one shop at most', async () => {
    const [owner, clerk, last] = [await app.register(), await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner);
    const invite = (email: string) =>
      owner.do('inviteStaff', { params: { vendor_id }, body: { email, role: 'viewer' } });
    for (let time = 0; time < 5; time += 1) await invite(clerk.email);
    await invite(last.email);
    await waitFor('the mail to the last', async () => mailsTo(last.email)[0] ?? null);
    await waitFor('three mails', async () => (mailsTo(clerk.email).length >= 3 ? true : null));
    const { length } = await clerk
      .do('listDeliveries', { query: { channel: 'email', limit: 50 } })
      .then((all) => all.filter(({ title }) => title.startsWith('You are invited')));
    expect(length).toBe(3);
  });
});
