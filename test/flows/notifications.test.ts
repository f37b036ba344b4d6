import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { aNotice, tell } from '../support/notices.ts';
import { waitFor } from '../support/wait-for.ts';

const eventsOf = async ({ world }: Desk, user_id: string, topic: string) => {
  const { rows } = await sql<{ data: Record<string, unknown> }>`SELECT data FROM realtime.user_events
    WHERE user_id = ${user_id} AND topic = ${topic} ORDER BY n`.execute(world.database.db);
  return rows.map(({ data }) => data);
};

describe('a new account', () => {
  it('is greeted in its inbox and by mail, once; the demo account is not', async () => {
    await using desk = await openDesk();
    const { client, id } = await desk.person();
    const { data, meta } = await client.call('listNotifications');
    expect(data).toMatchObject([{ kind: 'account', title: expect.stringMatching(/^Welcome to Omni-Stock/) as string }]);
    expect(meta['unread']).toBe(1);
    const mails = await waitFor('the mail', async () => {
      const kept = await client.do('listKeptMails');
      return kept.length > 0 ? kept : null;
    });
    expect(mails).toHaveLength(1);
    expect(await eventsOf(desk, id, 'notification.created')).toHaveLength(1);
    const demo = desk.world.client();
    await demo.do('signInDemo');
    expect(await demo.do('listNotifications')).toEqual([]);
  });

  it('is not made without its greeting, nor greeted without being made', async () => {
    await using desk = await openDesk();
    const client = await desk.world.register('twice@example.org');
    await desk.world.client().call('register', { body: { email: 'twice@example.org', password: 'another long one' } });
    expect(await client.do('listNotifications')).toHaveLength(1);
    const { rows } = await sql`SELECT FROM notifications.inbox`.execute(desk.world.database.db);
    expect(rows).toHaveLength(1);
  });
});

describe('an address that is somebody else’s', () => {
  const register = async (desk: Desk, email: string) => {
    const client = desk.world.client();
    const body = { email, password: 'correct horse battery staple', name: 'You won! http://evil.example' };
    await client.do('register', { body });
    return client;
  };
  const mailsTo = async ({ world }: Desk) => {
    const { rows } = await sql<{ channel: string; title: string; body: string }>`SELECT channel, title, body
      FROM notifications.deliveries JOIN notifications.inbox ON inbox.id = notification_id`.execute(world.database.db);
    return rows;
  };

  it('is told nothing in the words of who registered it', async () => {
    await using desk = await openDesk();
    await register(desk, 'victim@example.org');
    const [mail, ...more] = await mailsTo(desk);
    expect(more).toEqual([]);
    expect(`${mail?.title} ${mail?.body}`).not.toContain('evil');
  });

  it('is greeted once a day, however often and with whatever tags it is registered', async () => {
    await using desk = await openDesk();
    for (const email of ['victim@example.org', 'victim+1@example.org', 'Victim+2@example.org']) {
      const client = await register(desk, email);
      expect(await client.do('listNotifications')).toHaveLength(1);
    }
    expect(await mailsTo(desk)).toHaveLength(1);
    await sql`DELETE FROM identity.users WHERE email = 'victim@example.org'`.execute(desk.world.database.db);
    await register(desk, 'victim@example.org');
    expect(await mailsTo(desk)).toHaveLength(0);
  });
});

describe('the inbox', () => {
  it('is read page by page, newest first, and by what is unread and of which kind', async () => {
    await using desk = await openDesk();
    const { client, id } = await desk.person();
    await client.do('readAllNotifications', { body: {} });
    const kinds = ['alert_fired', 'alert_changed', 'alert_fired', 'alert_fired'] as const;
    const ids = await tell(
      desk.world.platform,
      desk.told.notify,
      kinds.map((kind) => aNotice(id, { kind })),
    );
    const first = await client.call('listNotifications', { query: { limit: 3 } });
    const cursor = String(first.meta.next_cursor);
    const second = await client.call('listNotifications', { query: { limit: 3, cursor } });
    expect([...first.data, ...second.data].slice(0, 4).map((one) => one.id)).toEqual(ids.toReversed());
    expect(first.meta['unread']).toBe(4);
    expect(await client.do('listNotifications', { query: { kind: 'alert_changed' } })).toHaveLength(1);
    expect(await client.do('listNotifications', { query: { unread: 'false' } })).toHaveLength(1);
    expect(await client.do('getUnreadCount')).toEqual({ unread: 4 });
  });

  it('marks one, those up to one, those of a kind and all as read, and tells the other pages', async () => {
    await using desk = await openDesk();
    const { client, id } = await desk.person();
    await client.do('readAllNotifications', { body: {} });
    const kinds = ['alert_fired', 'alert_changed', 'alert_fired', 'alert_changed'] as const;
    const ids = await tell(
      desk.world.platform,
      desk.told.notify,
      kinds.map((kind) => aNotice(id, { kind })),
    );
    const [oldest = '', second = ''] = ids.map(String);
    const read = await client.do('readNotification', { params: { id: oldest } });
    expect(read.read_at).not.toBeNull();
    expect(await client.do('readNotification', { params: { id: oldest } })).toEqual(read);
    expect((await client.do('unreadNotification', { params: { id: oldest } })).read_at).toBeNull();
    expect(await client.do('readAllNotifications', { body: { up_to: second } })).toEqual({ unread: 2 });
    expect(await client.do('readAllNotifications', { body: { kind: 'alert_changed' } })).toEqual({ unread: 1 });
    expect(await client.do('readAllNotifications', { body: {} })).toEqual({ unread: 0 });
    const events = await eventsOf(desk, id, 'notification.read');
    expect(events.slice(1).map(({ id: one, up_to, kind, unread }) => [one, up_to, kind, unread])).toEqual([
      [oldest, null, null, 3],
      [oldest, null, null, 4],
      [null, second, null, 2],
      [null, null, 'alert_changed', 1],
      [null, null, null, 0],
    ]);
  });
});

describe('what belongs to somebody else', () => {
  it('does not exist: notifications, deliveries and kept mails answer 404', async () => {
    await using desk = await openDesk();
    const [owner, other] = [await desk.person(), await desk.person()];
    const [id = ''] = (await tell(desk.world.platform, desk.told.notify, [aNotice(owner.id)])).map(String);
    const [delivery] = await owner.client.do('listNotificationDeliveries', { params: { id } });
    const mail = await waitFor('the mail', async () => (await owner.client.do('listKeptMails'))[0]);
    const params = { id };
    const answers = [
      await other.client.call('readNotification', { params }),
      await other.client.call('unreadNotification', { params }),
      await other.client.call('listNotificationDeliveries', { params }),
      await other.client.call('getDelivery', { params: { id: delivery?.id ?? '' } }),
      await other.client.call('retryDelivery', { params: { id: delivery?.id ?? '' } }),
      await other.client.call('getKeptMail', { params: { id: mail.id } }),
    ];
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      [404, 'notification_unknown'],
      [404, 'notification_unknown'],
      [404, 'notification_unknown'],
      [404, 'delivery_unknown'],
      [404, 'delivery_unknown'],
      [404, 'mail_unknown'],
    ]);
    expect(await other.client.do('readAllNotifications', { body: { up_to: newId() } })).toEqual({ unread: 0 });
    expect(await owner.client.do('getUnreadCount')).toEqual({ unread: 2 });
    expect((await other.client.do('listDeliveries')).map(({ target }) => target)).not.toContain(delivery?.target);
    expect((await other.client.call('listDeadDeliveries')).status).toBe(403);
    expect((await desk.world.client().call('listNotifications')).status).toBe(401);
  });
});

describe('a delivery', () => {
  it('is listed with its attempts, and not sent again once it has arrived', async () => {
    await using desk = await openDesk();
    const { client, id } = await desk.person();
    const [told = ''] = (await tell(desk.world.platform, desk.told.notify, [aNotice(id)])).map(String);
    const sent = await waitFor('the mail', async () =>
      (await client.do('listNotificationDeliveries', { params: { id: told } })).find(({ status }) => status === 'sent'),
    );
    const detail = await client.do('getDelivery', { params: { id: sent.id } });
    expect(detail).toMatchObject({ channel: 'email', attempts: 1, attempts_log: [{ attempt: 1, error: null }] });
    expect((await client.call('retryDelivery', { params: { id: sent.id } })).code).toBe('delivery_not_retryable');
    expect(await client.do('listDeliveries', { query: { status: 'sent', channel: 'email' } })).toHaveLength(2);
    expect(await client.do('listDeliveries', { query: { channel: 'in_app' } })).toEqual([]);
  });

  it('that failed, or waits, is sent again at once when its owner asks', async () => {
    await using desk = await openDesk();
    const { client, id } = await desk.person();
    await client.do('updatePreferences', { body: { digest: 'daily' } });
    const [told = ''] = (await tell(desk.world.platform, desk.told.notify, [aNotice(id)])).map(String);
    const [waiting] = await client.do('listNotificationDeliveries', { params: { id: told } });
    expect(waiting).toMatchObject({ status: 'pending', reason: 'Waits for your digest', attempts: 0 });
    const again = await client.do('retryDelivery', { params: { id: waiting?.id ?? '' } });
    expect(again).toMatchObject({ status: 'pending', reason: null });
    await waitFor('the mail', async () => {
      const [one] = await client.do('listNotificationDeliveries', { params: { id: told } });
      return one?.status === 'sent';
    });
  });

  it('that waits does not become one of a flood: ten mails an hour are sent at once by hand', async () => {
    await using desk = await openDesk();
    const { client, id } = await desk.person();
    await client.do('updatePreferences', { body: { digest: 'daily' } });
    await tell(
      desk.world.platform,
      desk.told.notify,
      Array.from({ length: 12 }, () => aNotice(id)),
    );
    const waiting = await client.do('listDeliveries', { query: { status: 'pending', channel: 'email' } });
    expect(waiting).toHaveLength(12);
    const codes: unknown[] = [];
    for (const one of waiting) codes.push((await client.call('retryDelivery', { params: { id: one.id } })).code);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(2);
  });
});
