import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { GATHERED_MAX } from '../../server/modules/notifications/services/gather-held.ts';
import { countStranded } from '../../server/modules/notifications/selectors/count-stranded.ts';
import {
  attemptsOf,
  ended,
  MINUTE_MS,
  QUICK_MS,
  rowsOf,
  startWorld,
  statuses,
  type World,
} from '../support/deliverers.ts';
import { aNotice, makeUsers, tell } from '../support/notices.ts';
import { waitFor } from '../support/wait-for.ts';

describe('what is held', () => {
  const hold = (world: World, user: string, columns: string) =>
    sql`INSERT INTO notifications.preferences (user_id) VALUES (${user})`
      .execute(world.database.db)
      .then(() =>
        sql`UPDATE notifications.preferences SET ${sql.raw(columns)} WHERE user_id = ${user}`.execute(
          world.database.db,
        ),
      );

  it('in quiet hours arrives after them, as one message, however many processes gather it', async () => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    await hold(world, user, `quiet_enabled = true, quiet_from = '12:00', quiet_to = '14:00'`);
    for (let run = 0; run < 3; run++) await world.deliver();
    for (let count = 0; count < 5; count++) await tell(world.platform, world.notify, [aNotice(user)]);
    world.clock.set(Date.UTC(2026, 0, 5, 13, 59, 59));
    await new Promise((resolve) => setTimeout(resolve, 6 * QUICK_MS));
    expect(world.outlet.jobs).toEqual([]);
    world.clock.set(Date.UTC(2026, 0, 5, 14));
    await ended(world.database);
    expect(world.outlet.jobs).toHaveLength(1);
    expect(world.outlet.jobs[0]).toMatchObject({ held_for: 'quiet_hours' });
    expect(world.outlet.jobs[0]?.notifications).toHaveLength(5);
    const rows = await rowsOf(world.database);
    expect(rows.map(({ status, reason }) => [status, reason])).toEqual(
      Array.from({ length: 5 }, () => ['sent', 'One message tells 5 notifications']),
    );
  });

  it('stays the same message on every try, and leaves out what was unsubscribed meanwhile', async () => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    await hold(world, user, `digest = 'hourly'`);
    world.outlet.answer = ({ attempt }) => (attempt === 1 ? { kind: 'retry', error: 'busy' } : { kind: 'sent' });
    await world.deliver();
    const kinds = ['alert_fired', 'alert_changed', 'alert_fired'] as const;
    await tell(
      world.platform,
      world.notify,
      kinds.map((kind) => aNotice(user, { kind })),
    );
    world.clock.set(Date.UTC(2026, 0, 5, 13));
    await waitFor('the first try', async () => (await attemptsOf(world.database)).length === 1);
    expect(await statuses(world.database)).toEqual(['pending', 'pending', 'pending']);
    await tell(world.platform, world.notify, [aNotice(user)]);
    await sql`UPDATE notifications.preferences SET unsubscribed = '{alert_fired}'`.execute(world.database.db);
    world.clock.advance(2 * MINUTE_MS);
    await waitFor('the second', () => world.outlet.jobs.length === 2);
    await waitFor(
      'its end',
      async () => (await statuses(world.database)).filter((one) => one === 'pending').length === 1,
    );
    const [first, second] = world.outlet.jobs;
    expect(first?.notifications.map(({ kind }) => kind)).toEqual(kinds);
    expect(second?.id).toBe(first?.id);
    expect(second?.notifications.map(({ kind }) => kind)).toEqual(['alert_changed']);
    const rows = await rowsOf(world.database);
    expect(rows.map(({ status }) => status)).toEqual(['suppressed', 'sent', 'suppressed', 'pending']);
    expect(await countStranded(world.platform)).toEqual({ claims: 0, untaken: 0, held: 0, carried: 0 });
  });

  it('past the hourly limit comes as one message with the next full hour', async () => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    await world.deliver();
    await tell(
      world.platform,
      world.notify,
      Array.from({ length: 25 }, () => aNotice(user)),
    );
    await waitFor(
      'the first ten',
      async () => (await statuses(world.database)).filter((one) => one === 'sent').length === 10,
    );
    world.clock.set(Date.UTC(2026, 0, 5, 13));
    await ended(world.database);
    expect(world.outlet.jobs).toHaveLength(11);
    expect(world.outlet.jobs[10]).toMatchObject({ held_for: 'limit' });
    expect(world.outlet.jobs[10]?.notifications).toHaveLength(15);
  });

  it('in a heap of one user stops nobody else, and only its newest are told', async () => {
    await using world = await startWorld();
    const [heaper = '', other = ''] = await makeUsers(world.database, 2);
    for (const user of [heaper, other]) await hold(world, user, `digest = 'hourly'`);
    for (const user of [heaper, other]) await tell(world.platform, world.notify, [aNotice(user)]);
    // More than a statement has parameters for: a plan's alerts, firing each minute of a night.
    await sql`WITH told AS (
        INSERT INTO notifications.inbox (id, user_id, kind, dedupe_key, group_key, title, body, facts, simulated, in_app, created_at)
        SELECT gen_random_uuid(), user_id, kind, 'heap ' || number, group_key, title, body, facts, simulated, in_app, created_at
        FROM notifications.inbox, generate_series(1, 70000) AS number WHERE user_id = ${heaper} RETURNING id)
      INSERT INTO notifications.deliveries (id, user_id, notification_id, channel, target_id, target, status, reason, hold, attempts_max, next_try_at, created_at)
      SELECT gen_random_uuid(), user_id, told.id, channel, target_id, target, status, reason, hold, attempts_max, next_try_at, created_at
      FROM told, notifications.deliveries WHERE user_id = ${heaper}`.execute(world.database.db);
    world.clock.set(Date.UTC(2026, 0, 5, 13));
    await world.deliver();
    await waitFor('both messages', () => world.outlet.jobs.length === 2);
    const told = new Map(world.outlet.jobs.map((job) => [job.user_id, job.notifications.length]));
    expect(told).toEqual(
      new Map([
        [heaper, GATHERED_MAX],
        [other, 1],
      ]),
    );
    await waitFor('what is left to end', async () => {
      const { rows } = await sql<{ count: string }>`SELECT count(*) FROM notifications.deliveries
        WHERE status = 'pending'`.execute(world.database.db);
      return rows[0]?.count === '0';
    });
  });
});
