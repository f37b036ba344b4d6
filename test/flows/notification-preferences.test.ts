import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { unsubscribeToken } from '../../server/modules/notifications/unsubscribe-token.ts';
import { newId } from '../../server/platform/ids.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { aNotice, tell } from '../support/notices.ts';
import { waitFor } from '../support/wait-for.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** What the button of a mail program does: a form, no cookie, no origin. */
async function press(desk: Desk, path: string, content_type = FORM['content-type']): Promise<Response> {
  const body = 'List-Unsubscribe=One-Click';
  return fetch(desk.world.url + path, { method: 'POST', headers: { 'content-type': content_type }, body });
}

describe('preferences', () => {
  it('start with what most people want, and change only where asked', async () => {
    await using desk = await openDesk();
    const { client } = await desk.person();
    const untouched = desk.world.client();
    await untouched.do('signInDemo');
    const before = await client.do('getPreferences');
    expect(await untouched.do('getPreferences')).toEqual(before);
    expect(before).toMatchObject({
      kinds: { alert_fired: { in_app: true, email: true, webhook: true, push: true }, account: { webhook: false } },
      quiet_hours: { enabled: false, from: '22:00', to: '07:00' },
      digest: 'off',
      digest_at: '08:00',
      time_zone: 'UTC',
      email_bounced: null,
    });
    await client.do('updatePreferences', { body: { kinds: { alert_fired: { push: false } }, digest: 'daily' } });
    const quiet_hours = { enabled: true, from: '23:30', to: '06:15' };
    const after = await client.do('updatePreferences', { body: { quiet_hours, time_zone: 'Australia/Lord_Howe' } });
    expect(after).toEqual({
      ...before,
      kinds: { ...before.kinds, alert_fired: { ...before.kinds.alert_fired, push: false } },
      quiet_hours,
      digest: 'daily',
      time_zone: 'Australia/Lord_Howe',
    });
    expect(await client.do('getPreferences')).toEqual(after);
  });

  it('refuse a time zone that does not exist, and change nothing then', async () => {
    await using desk = await openDesk();
    const { client } = await desk.person();
    const refused = await client.call('updatePreferences', { body: { time_zone: 'Mars/Base', digest: 'daily' } });
    expect([refused.status, refused.code]).toEqual([422, 'time_zone_unknown']);
    expect(await client.do('getPreferences')).toMatchObject({ time_zone: 'UTC', digest: 'off' });
  });

  it('that change move what waits: without a digest it goes at once', async () => {
    await using desk = await openDesk();
    const { client, id } = await desk.person();
    await client.do('updatePreferences', { body: { digest: 'daily', digest_at: '18:00' } });
    await tell(desk.world.platform, desk.told.notify, [aNotice(id), aNotice(id)]);
    const waiting = await client.do('listDeliveries', { query: { status: 'pending' } });
    expect(waiting.map(({ next_try_at }) => next_try_at)).toEqual([
      '2026-01-05T18:00:00.000Z',
      '2026-01-05T18:00:00.000Z',
    ]);
    await client.do('updatePreferences', { body: { digest_at: '06:30', time_zone: 'Asia/Kolkata' } });
    const [moved] = await client.do('listDeliveries', { query: { status: 'pending' } });
    expect(moved?.next_try_at).toBe('2026-01-05T01:00:00.000Z');
    await client.do('updatePreferences', { body: { digest: 'off' } });
    const mails = await waitFor('the digest', async () => {
      const kept = await client.do('listKeptMails');
      return kept.find(({ subject }) => subject === 'Your digest: 2 notifications');
    });
    expect(mails.to).toMatch(/@example\.org>$/);
  });

  it('try an address again that mail came back from, when its owner asks', async () => {
    await using desk = await openDesk();
    const { client, id } = await desk.person();
    await sql`UPDATE notifications.preferences SET email_bounces = 2, email_bounced_at = '2026-01-04T00:00:00Z',
      email_bounce_reason = '550 gone' WHERE user_id = ${id}`.execute(desk.world.database.db);
    expect((await client.do('getPreferences')).email_bounced).toEqual({
      at: '2026-01-04T00:00:00.000Z',
      reason: '550 gone',
    });
    await tell(desk.world.platform, desk.told.notify, [aNotice(id)]);
    expect(await client.do('listDeliveries', { query: { status: 'suppressed' } })).toMatchObject([
      { reason: 'Mail to this address came back' },
    ]);
    expect((await client.do('updatePreferences', { body: { retry_email: true } })).email_bounced).toBeNull();
    await tell(desk.world.platform, desk.told.notify, [aNotice(id)]);
    await waitFor('the mail', async () => (await client.do('listKeptMails')).length === 2);
  });
});

describe('the link in a mail', () => {
  it('stops mails of that kind with one press, without signing in, until they are wanted again', async () => {
    await using desk = await openDesk();
    const { client, id } = await desk.person();
    await tell(desk.world.platform, desk.told.notify, [aNotice(id)]);
    const kept = await waitFor('the mail', async () =>
      (await client.do('listKeptMails')).find(({ subject }) => subject.startsWith('AAPL')),
    );
    const { headers, text, html } = await client.do('getKeptMail', { params: { id: kept.id } });
    const header = headers.find(({ name }) => name === 'List-Unsubscribe')?.value ?? '';
    const path = header.replace(/^<http:\/\/stock\.example\.org(.*)>$/, '$1');
    const token = path.split('/').at(-1) ?? '';
    expect(text).toContain(`http://stock.example.org/unsubscribe/${token}`);
    expect(html).toContain(`http://stock.example.org/unsubscribe/${token}`);

    for (const content_type of [FORM['content-type'], 'multipart/form-data; boundary=x']) {
      const answer = await press(desk, path, content_type);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ data: { kind: 'alert_fired' } });
    }
    expect((await client.do('getPreferences')).kinds).toMatchObject({
      alert_fired: { email: false, in_app: true },
      account: { email: true },
    });
    await tell(desk.world.platform, desk.told.notify, [aNotice(id)]);
    const reason = 'You unsubscribed by a link in a mail';
    expect(await client.do('listDeliveries', { query: { status: 'suppressed' } })).toMatchObject([{ reason }]);
    await client.do('updatePreferences', { body: { kinds: { alert_fired: { email: true } } } });
    await tell(desk.world.platform, desk.told.notify, [aNotice(id)]);
    await waitFor('the mail', async () => (await client.do('listKeptMails')).length === 3);
  });

  it('that nobody was sent, or of an account that is gone, stops nothing', async () => {
    await using desk = await openDesk();
    const { secrets } = desk.world.platform;
    const { client, id } = await desk.person();
    const good = unsubscribeToken(secrets, { user_id: id, kind: 'account' });
    const gone = unsubscribeToken(secrets, { user_id: newId(), kind: 'account' });
    const flipped = `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`;
    const bytes = Buffer.from(good, 'base64url');
    bytes[16] = 0;
    const other_kind = bytes.toString('base64url');
    for (const token of [
      gone,
      flipped,
      other_kind,
      `${good}A`,
      'A'.repeat(44),
      '%00'.repeat(20),
      '../../session'.repeat(2),
    ])
      expect((await press(desk, `/api/v1/notifications/unsubscribe/${encodeURIComponent(token)}`)).status).toBe(404);
    expect((await client.do('getPreferences')).kinds).toMatchObject({ account: { email: true } });
  });

  it('is the only address that takes a form', async () => {
    await using desk = await openDesk();
    for (const path of ['/api/v1/session', '/api/v1/notifications/read', '/api/v1/users'])
      expect((await press(desk, path)).status, path).not.toBe(200);
    const { client } = await desk.person();
    const answer = await client.fetch('/api/v1/notifications/read', {
      method: 'POST',
      headers: FORM,
      body: 'kind=account',
    });
    expect(answer.status).toBe(415);
  });
});
