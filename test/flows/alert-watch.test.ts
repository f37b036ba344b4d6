import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { expireAlerts } from '../../server/modules/alerts/services/expire-alerts.ts';
import { followList } from '../../server/modules/alerts/services/follow-list.ts';
import { createNotifications } from '../../server/modules/notifications/index.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';
import { alertWorld, type AlertWorld } from '../support/alert-world.ts';
import { insertListAlert } from '../support/alert-rows.ts';
import { waitFor } from '../support/wait-for.ts';

/** What jobs and lists know of the market: no price. */
function marketOf({ registry }: AlertWorld) {
  return {
    find: (symbol: string) => registry.find(symbol),
    byId: (id: string) => registry.byId(id),
    view: () => {
      throw new Error('no job shows an instrument');
    },
    quote: () => null,
  };
}

/** A list whose alerts follow its members. */
async function givenList(world: AlertWorld, ...symbols: readonly string[]) {
  const { user_id, registry, database } = world;
  const platform = database.platform();
  const watchlist_id = newId();
  const idOf = (symbol: string): string => registry.find(symbol)?.id ?? '';
  await sql`INSERT INTO watchlists.watchlists (id, user_id, name, position, created_at, updated_at)
    VALUES (${watchlist_id}, ${user_id}, 'Mine', 0, now(), now())`.execute(database.db);
  const add = (symbol: string) => sql`
    INSERT INTO watchlists.watchlist_items (watchlist_id, instrument_id, position, added_at)
    VALUES (${watchlist_id}, ${idOf(symbol)}, 0, now())`;
  const remove = (symbol: string) => sql`
    DELETE FROM watchlists.watchlist_items WHERE watchlist_id = ${watchlist_id} AND instrument_id = ${idOf(symbol)}`;
  const change = (statement: ReturnType<typeof add>) =>
    inTransaction(database.db, async (tx) => {
      await statement.execute(tx);
      await followList(tx, { platform, market: marketOf(world) }, { watchlist_id, user_id });
    });
  for (const symbol of symbols) await add(symbol).execute(database.db);
  return {
    watchlist_id,
    join: (symbol: string) => change(add(symbol)),
    leave: (symbol: string) => change(remove(symbol)),
  };
}

/** The system's time, and more. */
function laterClock(): Clock & { later(ms: number): void } {
  let ahead_ms = 0;
  return {
    ms: () => Date.now() + ahead_ms,
    now: () => new Date(Date.now() + ahead_ms),
    later: (ms) => {
      ahead_ms += ms;
    },
  };
}

describe('an alert on a list', () => {
  it('fires for each member on its own, follows the list while it runs, and is done when all have fired', async () => {
    await using world = await alertWorld('AAA', 'BBB', 'CCC', 'DDD');
    const list = await givenList(world, 'AAA', 'BBB', 'DDD');
    const { watchlist_id } = list;
    const id = await insertListAlert(world, watchlist_id, { condition_type: 'PRICE_ABOVE', threshold_value: '100' });
    const feed = await world.lead();
    const count = async (): Promise<number> => (await world.firings()).length;
    feed.print(['AAA', 90_00], ['BBB', 90_00], ['CCC', 90_00], ['DDD', 90_00]);
    feed.print(['AAA', 101_00]);
    await waitFor('the first firing', async () => (await count()) === 1);
    expect(await world.alertRow(id)).toMatchObject({ status: 'active', fired_count: 1 });

    await list.leave('DDD');
    await list.join('CCC');
    feed.print(['DDD', 101_00], ['AAA', 99_00], ['AAA', 102_00]);
    await waitFor('the second firing', async () => {
      feed.print(['CCC', 95_00], ['CCC', 103_00]); // who joins waits for the other side first
      return (await count()) === 2;
    });
    expect(await world.alertRow(id)).toMatchObject({ status: 'active', fired_count: 2 });

    feed.print(['BBB', 104_00]);
    await waitFor('the last firing', async () => (await count()) === 3);
    await feed.stop();
    expect(await world.alertRow(id)).toMatchObject({ status: 'triggered', fired_count: 3 });
    expect((await world.firings()).map(({ price }) => price)).toEqual(['101.00', '103.00', '104.00']);
  });
});

describe('an alert while the engine runs', () => {
  it('that memory does not know is found, counted and watched again', async () => {
    const clock = laterClock();
    await using world = await alertWorld('AAA');
    const feed = await world.lead({ platform: { clock } });
    feed.print(['AAA', 90_00]);
    const id = await world.alert('AAA', { condition_type: 'PRICE_ABOVE', threshold_value: '100', unheard: true });
    const counted = async (): Promise<boolean> =>
      (await feed.platform.metrics.registry.metrics()).includes(
        'alert_invariant_violations_total{kind="not_watched"} 1',
      );
    await waitFor('the repair', async () => {
      clock.later(10_000);
      return counted();
    });
    feed.print(['AAA', 101_00]);
    await waitFor('a firing', async () => (await world.firings()).length > 0);
    await feed.stop();
    expect(await world.alertRow(id)).toMatchObject({ status: 'triggered', fired_count: 1 });
  });

  it('fires no more from the moment it ends, whether or not a job has said so', async () => {
    const clock = laterClock();
    await using world = await alertWorld('AAA', 'BBB');
    const expires_at = new Date(Date.now() + 60_000);
    const level = { condition_type: 'PRICE_ABOVE', threshold_value: '100' } as const;
    const ended = await world.alert('AAA', { ...level, expires_at });
    await world.alert('BBB', level);
    const feed = await world.lead({ platform: { clock } });
    feed.print(['AAA', 90_00], ['BBB', 90_00]);
    clock.later(61_000);
    feed.print(['AAA', 101_00], ['BBB', 101_00]);
    await waitFor('the other firing', async () => (await world.firings()).length > 0);
    const { notify } = createNotifications(feed.platform);
    await expireAlerts(feed.platform, { market: marketOf(world), notify });
    feed.print(['AAA', 99_00], ['AAA', 102_00]);
    await feed.stop();
    expect((await world.firings()).map(({ alert_id }) => alert_id)).not.toContain(ended);
    expect(await world.alertRow(ended)).toMatchObject({ status: 'expired', fired_count: 0 });
    expect((await world.notices()).map(({ kind }) => kind)).toEqual(['alert_fired', 'alert_changed']);
  });
});
