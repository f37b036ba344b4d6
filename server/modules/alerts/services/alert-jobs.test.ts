import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { alertOwner, NOON } from '../../../../test/support/alert-owner.ts';
import { freshDatabase } from '../../../../test/support/database.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import { followSplit } from '../engine/services/follow-split.ts';
import { alerts } from '../tables.ts';
import { expireAlerts } from './expire-alerts.ts';
import { followList } from './follow-list.ts';
import { reconcileLists } from './reconcile-lists.ts';

describe('alerts that run out', () => {
  it('end when their time is over, and owners of those that never fired are told once', async () => {
    await using database = await freshDatabase();
    const { platform, clock, doors, told, setAlert, statusOf } = await alertOwner(database);
    const expires_at = new Date(NOON + 60_000);
    const due = await setAlert({ expires_at });
    const fired = await setAlert({ expires_at });
    const later = await setAlert({ expires_at: new Date(NOON + 120_000) });
    await alerts(database.db).updateTable('alerts').where('id', '=', fired).set({ fired_count: 1 }).execute();

    await expireAlerts(platform, doors);
    expect(await statusOf(due)).toEqual(['active', null]);
    clock.advance(60_000);
    await expireAlerts(platform, doors);
    await expireAlerts(platform, doors);
    expect(await Promise.all([due, fired, later].map(statusOf))).toEqual([
      ['expired', null],
      ['expired', null],
      ['active', null],
    ]);
    expect(told.map(({ alert_id, title }) => [alert_id, title])).toEqual([[due, 'Your alert has run out: AAA']]);
  });
});

describe('a mark', () => {
  it('follows a split with its alert, once, so that the two stay in step', async () => {
    await using database = await freshDatabase();
    const { platform, registry, doors, list, add, told } = await alertOwner(database);
    const { market, notify } = doors;
    await add('AAA', '200.00');
    await sql`UPDATE watchlists.watchlist_items SET price_at_add = 180`.execute(database.db);
    await inTransaction(database.db, (tx) => followList(tx, { platform, market }, list));
    const instrument = registry.at(0);
    const split = { instrument, ratio: 4, day: 20_000, met_at: new Date(NOON + 1000) };
    const parts = { notify, registry, signals: platform.signals };
    const follow = async () => inTransaction(database.db, (tx) => followSplit(tx, parts, split, new Date(NOON + 2000)));
    expect([await follow(), await follow()]).toEqual([true, false]);
    const { rows } = await sql<{ mark: string; threshold: string; price_at_add: string }>`
      SELECT price_above AS mark, threshold_value AS threshold, price_at_add
      FROM watchlists.watchlist_items JOIN alerts.alerts USING (watchlist_id, instrument_id)`.execute(database.db);
    // What was noted stays as it was: who reads it counts it through the splits since, of which there may be unmet ones.
    expect(rows).toEqual([{ mark: '50.00', threshold: '50.00', price_at_add: '180' }]);
    expect(told.map(({ title }) => title)).toEqual(['AAA was split 4 for 1: your alert follows']);
    expect(await reconcileLists(platform, market)).toBe(0);
  });
});

describe('what is out of step with its list', () => {
  it('is found, counted and repaired, and then nothing is found', async () => {
    await using database = await freshDatabase();
    const { platform, doors, setAlert, list, add, idOf } = await alertOwner(database);
    const { market } = doors;
    await add('AAA');
    const alert_id = await setAlert({ instrument_id: null, watchlist_id: list.watchlist_id });
    await inTransaction(database.db, (tx) => followList(tx, { platform, market }, list));
    expect(await reconcileLists(platform, market)).toBe(0);

    await add('BBB', '7'); // behind everybody's back: a member and a mark
    await sql`INSERT INTO alerts.targets (alert_id, instrument_id, state, arming, armed_at)
      VALUES (${alert_id}, ${idOf('CCC')}, 'armed', 1, now())`.execute(database.db);
    expect(await reconcileLists(platform, market)).toBe(3);
    expect(await reconcileLists(platform, market)).toBe(0);
    const counted = await platform.metrics.registry.getSingleMetricAsString('alert_invariant_violations_total');
    expect(counted).toContain('alert_invariant_violations_total{kind="list"} 3');
    const marks = await alerts(database.db).selectFrom('alerts').where('origin', '=', 'mark').selectAll().execute();
    expect(marks).toMatchObject([{ instrument_id: idOf('BBB'), threshold_value: '7', status: 'active' }]);
    await sql`UPDATE watchlists.watchlists SET deleted_at = now()`.execute(database.db);
    expect(await reconcileLists(platform, market)).toBe(3);
  });
});
