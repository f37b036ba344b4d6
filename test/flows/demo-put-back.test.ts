import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { seedDemoAlert } from '../../server/modules/alerts/services/seed-demo-alert.ts';
import { putBackDemo } from '../../server/modules/notifications/services/put-back-demo.ts';
import { manualClock } from '../../server/platform/clock.ts';
import { alertWorld } from '../support/alert-world.ts';
import { freshDatabase } from '../support/database.ts';
import { makeUsers } from '../support/notices.ts';

const NOON_MS = Date.UTC(2026, 0, 5, 12);
const MINUTE_MS = 60_000;
/** A market in which nothing is traded: nothing is set anew. */
const NOTHING = { find: () => undefined } as never;

describe('the demo account', () => {
  it('gives back the room for alerts that a visitor took, after half an hour', async () => {
    await using world = await alertWorld('AAPL');
    const { database } = world;
    const clock = manualClock(NOON_MS);
    const platform = database.platform({ clock });
    const [demo = '', other = ''] = await makeUsers(database, 2);
    for (const [user, minutes] of [
      [demo, 31],
      [demo, 29],
      [other, 31],
    ] as const)
      await sql`INSERT INTO alerts.alerts (id, user_id, instrument_id, condition_type, threshold_value, repeat, regular_session_only, note, message, channels, status, origin, created_at, updated_at, revision)
        SELECT gen_random_uuid(), ${user}, id, 'PRICE_ABOVE', 1, 'ONCE', true, 'rude', 'rude', '{in_app}', 'active', 'user', ${new Date(NOON_MS - minutes * MINUTE_MS)}, now(), 1
        FROM market.instruments LIMIT 1`.execute(database.db);
    const owners = async () => {
      const { rows } = await sql<{ user_id: string }>`SELECT user_id FROM alerts.alerts`.execute(database.db);
      return rows.map(({ user_id }) => user_id).sort();
    };
    expect(await owners()).toHaveLength(3);
    await seedDemoAlert(platform, NOTHING, demo);
    expect(await owners()).toEqual([demo, other].sort());
  });

  it('is not silenced by a visitor for those who come after, and forgets what it was told a day ago', async () => {
    await using database = await freshDatabase();
    const platform = database.platform({ clock: manualClock(NOON_MS) });
    const [demo = '', other = ''] = await makeUsers(database, 2);
    for (const user of [demo, other]) {
      await sql`INSERT INTO notifications.preferences (user_id, kinds, unsubscribed, digest)
        VALUES (${user}, '{"alert_fired": {"in_app": false}}', '{account}', 'daily')`.execute(database.db);
      for (const hours of [23, 25])
        await sql`INSERT INTO notifications.inbox (id, user_id, kind, dedupe_key, group_key, title, body, facts, simulated, in_app, created_at)
          VALUES (gen_random_uuid(), ${user}, 'account', ${`of ${hours}`}, 'g', 'rude', '', '[]', false, true, ${new Date(NOON_MS - hours * 60 * MINUTE_MS)})`.execute(
          database.db,
        );
    }
    await putBackDemo(platform, demo);
    const { rows } = await sql`SELECT p.user_id, kinds, unsubscribed, digest, count(i.id)::int AS kept
      FROM notifications.preferences p JOIN notifications.inbox i USING (user_id) GROUP BY p.user_id`.execute(
      database.db,
    );
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ user_id: demo, kinds: {}, unsubscribed: [], digest: 'off', kept: 1 });
    expect(rows).toContainEqual(expect.objectContaining({ user_id: other, digest: 'daily', kept: 2 }));
  });
});
