import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { NotificationView } from '../../contract/notifications.ts';
import { createNotify } from '../../server/modules/notifications/services/notify.ts';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { aNotice, fakeOutlet, makeUsers, tell } from '../support/notices.ts';

interface Created {
  readonly notification: NotificationView;
  readonly unread: number;
}

async function eventsOf({ db }: TestDatabase, user_id: string): Promise<{ n: number; data: Created }[]> {
  const { rows } = await sql<{ n: string; data: Created }>`
    SELECT n, data FROM realtime.user_events WHERE user_id = ${user_id} AND topic = 'notification.created'
    ORDER BY n`.execute(db);
  return rows.map(({ n, data }) => ({ n: Number(n), data }));
}

async function countOf({ db }: TestDatabase, table: 'inbox' | 'deliveries'): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    SELECT count(*) FROM ${sql.table(`notifications.${table}`)}`.execute(db);
  return Number(rows[0]?.count);
}

async function deliveriesOf({ db }: TestDatabase): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT channel, target, status, reason, hold, attempts_max FROM notifications.deliveries ORDER BY id`.execute(db);
  return rows;
}

function prefer(platform: Platform, user_id: string, columns: string): Promise<unknown> {
  return sql`INSERT INTO notifications.preferences (user_id) VALUES (${user_id}) ON CONFLICT DO NOTHING`
    .execute(platform.db)
    .then(() =>
      sql`UPDATE notifications.preferences SET ${sql.raw(columns)} WHERE user_id = ${user_id}`.execute(platform.db),
    );
}

describe('a notice', () => {
  it('is an inbox row, an event with the unread count, and a delivery for each channel and target', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, [fakeOutlet('email'), fakeOutlet('webhook')]);
    const [user = ''] = await makeUsers(database, 1, 'premium');
    const notice = aNotice(user, { channels: ['in_app', 'email', 'webhook'] });
    const [id] = await tell(platform, notify, [notice]);

    const [event] = await eventsOf(database, user);
    expect(event).toMatchObject({
      n: 1,
      data: {
        unread: 1,
        notification: { id, title: notice.title, facts: notice.facts, simulated: true, read_at: null },
      },
    });
    expect(await deliveriesOf(database)).toMatchObject([
      { channel: 'email', target: `email of ${user}`, status: 'pending', hold: null, attempts_max: 4 },
      { channel: 'webhook', target: `webhook of ${user}`, status: 'pending' },
    ]);
  });

  it('is told once for its key, however often it comes, and keeps its first id', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, [fakeOutlet('email')]);
    const [one = '', other = ''] = await makeUsers(database, 2);
    const first = aNotice(one, { dedupe_key: 'same' });
    const [id] = await tell(platform, notify, [first]);
    const again = [aNotice(one, { dedupe_key: 'same' }), aNotice(other, { dedupe_key: 'same' })];
    const [repeated, theirs] = await tell(platform, notify, [...again, ...again]);

    expect(repeated).toBe(id);
    expect(theirs).not.toBe(id);
    expect([await countOf(database, 'inbox'), await countOf(database, 'deliveries')]).toEqual([2, 2]);
    expect((await eventsOf(database, one)).map(({ data }) => data.unread)).toEqual([1]);
  });

  it('leaves nothing behind when its transaction does not commit', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, [fakeOutlet('email')]);
    const [user = ''] = await makeUsers(database, 1);
    const failed = inTransaction(database.db, async (tx) => {
      await notify(tx, [aNotice(user)]);
      throw new Error('changed its mind');
    });
    await expect(failed).rejects.toThrow('changed its mind');
    expect([await countOf(database, 'inbox'), await countOf(database, 'deliveries')]).toEqual([0, 0]);
    expect(await eventsOf(database, user)).toEqual([]);
  });

  it('of an account that is gone, or that wants it nowhere, is null among the others', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, [fakeOutlet('email')]);
    const [one = '', silent = ''] = await makeUsers(database, 2);
    await prefer(platform, silent, `kinds = '{"alert_fired": {"in_app": false, "email": false}}'`);
    const ids = await tell(platform, notify, [aNotice(newId()), aNotice(one), aNotice(silent), aNotice(one)]);
    expect(ids.map((id) => id === null)).toEqual([true, false, true, false]);
    expect(await countOf(database, 'inbox')).toBe(2);
  });

  it('that is wanted by mail alone is not in the inbox and makes no event', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, [fakeOutlet('email')]);
    const [user = ''] = await makeUsers(database, 1);
    await tell(platform, notify, [aNotice(user, { channels: ['email'] })]);
    const { rows } = await sql`SELECT in_app FROM notifications.inbox`.execute(database.db);
    expect(rows).toEqual([{ in_app: false }]);
    expect(await eventsOf(database, user)).toEqual([]);
    expect(await deliveriesOf(database)).toMatchObject([{ status: 'pending' }]);
  });

  it.each([
    [`kinds = '{"alert_fired": {"email": false}}'`, 'Switched off in your preferences'],
    [`unsubscribed = '{alert_fired}'`, 'You unsubscribed by a link in a mail'],
    [`email_bounces = 2, email_bounced_at = now(), email_bounce_reason = 'gone'`, 'Mail to this address came back'],
  ])('says why it is not sent: %s', async (columns, reason) => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, [fakeOutlet('email')]);
    const [user = ''] = await makeUsers(database, 1);
    await prefer(platform, user, columns);
    await tell(platform, notify, [aNotice(user)]);
    expect(await deliveriesOf(database)).toMatchObject([{ status: 'suppressed', reason }]);
  });

  it('is not sent over a channel that the plan lacks, though a webhook is left from before', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, [fakeOutlet('webhook')]);
    const [user = ''] = await makeUsers(database, 1, 'standard');
    await tell(platform, notify, [aNotice(user, { channels: ['in_app', 'webhook'] })]);
    const reason = 'Your plan does not have this channel';
    expect(await deliveriesOf(database)).toMatchObject([{ status: 'suppressed', reason }]);
  });

  it('goes out by mail ten times an hour, and then waits for the next full hour', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, [fakeOutlet('email')]);
    const [user = ''] = await makeUsers(database, 1);
    await tell(platform, notify, [aNotice(user), aNotice(user)]);
    await tell(
      platform,
      notify,
      Array.from({ length: 10 }, () => aNotice(user)),
    );
    const holds = (await deliveriesOf(database)).map(({ hold }) => hold);
    expect(holds.filter((hold) => hold === null)).toHaveLength(10);
    expect(holds.filter((hold) => hold === 'limit')).toHaveLength(2);
  });
});

describe('a burst of notices', () => {
  it('of thousands is told in one transaction, each with its own count', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, [fakeOutlet('email')]);
    const users = await makeUsers(database, 1_000);
    const notices = users.flatMap((user) => [aNotice(user), aNotice(user), aNotice(user)]);
    const ids = await tell(platform, notify, notices);
    expect(new Set(ids).size).toBe(3_000);
    for (const user of users.slice(0, 20)) {
      const events = await eventsOf(database, user);
      expect(events.map(({ n, data }) => [n, data.unread])).toEqual([
        [1, 1],
        [2, 2],
        [3, 3],
      ]);
    }
  });

  it('queues behind others of the same users in any order: no deadlock, and every count is right', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, [fakeOutlet('email')]);
    const users = await makeUsers(database, 40);
    const bursts = Array.from({ length: 16 }, (_, burst) => (burst % 2 === 0 ? users : users.toReversed()));
    await Promise.all(
      bursts.map((order) =>
        tell(
          platform,
          notify,
          order.map((user) => aNotice(user)),
        ),
      ),
    );
    const upTo16 = Array.from({ length: 16 }, (_, index) => [index + 1, index + 1]);
    for (const user of users) {
      const events = await eventsOf(database, user);
      expect(events.map(({ n, data }) => [n, data.unread])).toEqual(upTo16);
    }
  });
});

describe('the words of a notice', () => {
  it('are cut to what a row and a frame hold, and never undo what they tell of', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const notify = createNotify(platform, []);
    const [user = ''] = await makeUsers(database, 1);
    const emoji = '\u{1f4c8}'.repeat(3_000);
    const facts = Array.from({ length: 60 }, () => ({ label: emoji, value: `"\\${emoji}` }));
    const [id] = await tell(platform, notify, [
      aNotice(user, { title: `A\r\nBcc: x\u0000${emoji}`, body: `${emoji}\ud800`, facts }),
      aNotice(user, { title: ' \n ', body: '' }),
    ]);
    const [event, blank] = await eventsOf(database, user);
    expect(event?.data.notification.id).toBe(id);
    expect(event?.data.notification.title).toMatch(/^A {1,2}Bcc: x .*…$/u);
    expect(event?.data.notification.facts.length).toBeGreaterThan(2);
    expect(blank?.data.notification.title).toBe('Notification');
  });
});
