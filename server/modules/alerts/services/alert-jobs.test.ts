import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { listed, storeInstruments } from '../../../../test/support/market.ts';
import { manualClock } from '../../../platform/clock.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { AlertDoors } from '../alert-doors.ts';
import { followSplit } from '../engine/services/follow-split.ts';
import type { Notice } from '../notices.ts';
import { type RuleInput, ruleFrom } from '../read-rule.ts';
import { alerts } from '../tables.ts';
import { expireAlerts } from './expire-alerts.ts';
import { followList } from './follow-list.ts';
import { insertAlerts, type NewAlert } from './insert-alerts.ts';
import { keepToPlan } from './keep-to-plan.ts';
import { reconcileLists } from './reconcile-lists.ts';

const NOON = Date.parse('2026-01-05T12:00:00Z');
const LEVEL = { condition_type: 'PRICE_ABOVE', threshold_value: '5' } as const;

/** Somebody with a list of three symbols, in a process that knows no prices, as a worker does. */
async function start(database: TestDatabase) {
  const registry = listed('AAA', 'BBB', 'CCC');
  await storeInstruments(database.db, registry);
  const clock = manualClock(NOON);
  const platform = database.platform({ clock });
  const told: Notice[] = [];
  const doors: AlertDoors = {
    market: {
      find: (symbol) => registry.find(symbol),
      byId: (id) => registry.byId(id),
      view: () => {
        throw new Error('no job shows an instrument');
      },
      quote: () => null,
    },
    notify: async (_tx, notices) => {
      told.push(...notices);
      return notices.map(() => null);
    },
  };
  const [user_id, watchlist_id] = [newId(), newId()];
  await sql`INSERT INTO identity.users (id, email, name, tier, role, is_demo, created_at)
    VALUES (${user_id}, 'a@example.org', 'A', 'premium', 'user', false, now())`.execute(database.db);
  await sql`INSERT INTO watchlists.watchlists (id, user_id, name, position, created_at, updated_at)
    VALUES (${watchlist_id}, ${user_id}, 'Mine', 0, now(), now())`.execute(database.db);
  const idOf = (symbol: string): string => registry.find(symbol)?.id ?? '';
  const setAlert = async (alert: Partial<NewAlert> = {}, rule: RuleInput = LEVEL): Promise<string> => {
    const whole: NewAlert = {
      instrument_id: idOf('AAA'),
      watchlist_id: null,
      rule: ruleFrom(rule),
      expires_at: null,
      note: '',
      message: null,
      channels: ['in_app'],
      status: 'active',
      pause_reason: null,
      origin: 'user',
      targets: [],
      ...alert,
    };
    clock.advance(1);
    const made = await inTransaction(database.db, (tx: Tx) => insertAlerts(tx, { user_id, at: clock.now() }, [whole]));
    return made[0] ?? '';
  };
  return {
    platform,
    registry,
    clock,
    doors,
    told,
    idOf,
    setAlert,
    list: { watchlist_id, user_id },
    add: async (symbol: string, above: string | null = null) =>
      sql`INSERT INTO watchlists.watchlist_items (watchlist_id, instrument_id, position, price_above, added_at)
        VALUES (${watchlist_id}, ${idOf(symbol)}, 0, ${above}, now())`.execute(database.db),
    statusOf: async (id: string) => {
      const row = await alerts(database.db).selectFrom('alerts').where('id', '=', id).selectAll().executeTakeFirst();
      return [row?.status, row?.pause_reason];
    },
  };
}

describe('alerts that run out', () => {
  it('end when their time is over, and owners of those that never fired are told once', async () => {
    await using database = await freshDatabase();
    const { platform, clock, doors, told, setAlert, statusOf } = await start(database);
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

describe('alerts beyond a plan', () => {
  it('are paused from the newest on after a downgrade, lists by their own limit, and told', async () => {
    await using database = await freshDatabase();
    const { platform, doors, told, setAlert, statusOf, list } = await start(database);
    const on = { instrument_id: null, watchlist_id: list.watchlist_id };
    const lists = [await setAlert(on), await setAlert(on), await setAlert(on)];
    const singles: string[] = [];
    for (let n = 0; n < 20; n += 1) singles.push(await setAlert());
    await keepToPlan(platform, doors);
    expect(told).toEqual([]);

    await sql`UPDATE identity.users SET tier = 'standard'`.execute(database.db);
    await keepToPlan(platform, doors);
    await keepToPlan(platform, doors);
    const paused = [...lists, ...singles].map(statusOf);
    const reasons = (await Promise.all(paused)).map(([, reason]) => reason);
    // Of the lists the third; of what is left the twenty-first and later.
    expect(reasons.map((reason) => reason === 'plan')).toEqual([
      false,
      false,
      true,
      ...Array.from({ length: 18 }, () => false),
      true,
      true,
    ]);
    expect(told).toHaveLength(3);
  });
});

describe('a mark', () => {
  it('follows a split with its alert, once, so that the two stay in step', async () => {
    await using database = await freshDatabase();
    const { platform, registry, doors, list, add, told } = await start(database);
    const { market, notify } = doors;
    await add('AAA', '200.00');
    await inTransaction(database.db, (tx) => followList(tx, { platform, market }, list));
    const instrument = registry.at(0);
    const split = { instrument, ratio: 4, day: 20_000, met_at: new Date(NOON + 1000) };
    const parts = { notify, registry, signals: platform.signals };
    const follow = async () => inTransaction(database.db, (tx) => followSplit(tx, parts, split, new Date(NOON + 2000)));
    expect([await follow(), await follow()]).toEqual([true, false]);
    const { rows } = await sql<{ mark: string; threshold: string }>`
      SELECT price_above AS mark, threshold_value AS threshold
      FROM watchlists.watchlist_items JOIN alerts.alerts USING (watchlist_id, instrument_id)`.execute(database.db);
    expect(rows).toEqual([{ mark: '50.00', threshold: '50.00' }]);
    expect(told.map(({ title }) => title)).toEqual(['AAA was split 4 for 1: your alert follows']);
    expect(await reconcileLists(platform, market)).toBe(0);
  });
});

describe('what is out of step with its list', () => {
  it('is found, counted and repaired, and then nothing is found', async () => {
    await using database = await freshDatabase();
    const { platform, doors, setAlert, list, add, idOf } = await start(database);
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
