import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { alertOwner, LEVEL, NOON } from '../../../../test/support/alert-owner.ts';
import { freshDatabase } from '../../../../test/support/database.ts';
import type { FreshTarget } from '../alert-market.ts';
import { alerts } from '../tables.ts';
import { keepToPlan } from './keep-to-plan.ts';

const EDGE = { condition_type: 'CROSSES', threshold_value: '5' } as const;
const LATER = { condition_type: 'PRICE_BELOW', threshold_value: '1' } as const;

describe('alerts beyond a plan', () => {
  it('are paused from the newest on after a downgrade, lists by their own limit, and told', async () => {
    await using database = await freshDatabase();
    const { platform, doors, told, setAlert, statusOf, list } = await alertOwner(database);
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
    expect(told.map(({ title, facts }) => [title, facts.length])).toEqual([['3 of your alerts are paused', 3]]);
  });

  it('go on by themselves once there is room, the oldest first, and are told in one notice', async () => {
    await using database = await freshDatabase();
    const { platform, doors, told, setAlert, statusOf } = await alertOwner(database);
    await sql`UPDATE identity.users SET tier = 'standard'`.execute(database.db);
    const active: string[] = [];
    for (let n = 0; n < 20; n += 1) active.push(await setAlert({}, { ...LEVEL, threshold_value: String(100 + n) }));
    const paused = { status: 'paused', pause_reason: 'plan' } as const;
    const same = await setAlert(paused, { ...LEVEL, threshold_value: '119.0' });
    const over = await setAlert({ ...paused, expires_at: new Date(NOON) });
    const [first, second, third] = [
      await setAlert(paused),
      await setAlert(paused, EDGE),
      await setAlert(paused, LATER),
    ];
    const own = await setAlert({ status: 'paused', pause_reason: 'user' }, { ...LEVEL, threshold_value: '7' });
    await keepToPlan(platform, doors);
    expect(told).toEqual([]);

    await alerts(database.db)
      .updateTable('alerts')
      .where('id', '=', active[0] ?? '')
      .set({ status: 'triggered' })
      .execute();
    await alerts(database.db)
      .deleteFrom('alerts')
      .where('id', '=', active[1] ?? '')
      .execute();
    await keepToPlan(platform, doors);
    await keepToPlan(platform, doors);
    expect(await Promise.all([same, over, first, second, third, own].map(statusOf))).toEqual([
      ['paused', 'plan'],
      ['paused', 'plan'],
      ['active', null],
      ['active', null],
      ['paused', 'plan'],
      ['paused', 'user'],
    ]);
    expect(told.map(({ title, alert_id }) => [title, alert_id])).toEqual([['2 of your alerts are active again', null]]);

    await sql`UPDATE identity.users SET tier = 'premium'`.execute(database.db);
    await keepToPlan(platform, doors);
    expect(await statusOf(third)).toEqual(['active', null]);
    expect(told.slice(1)).toMatchObject([{ title: 'Your alert is active again: AAA', alert_id: third, symbol: 'AAA' }]);
  });

  it('never fire by surprise when they go on: a level waits for the other side, what has fired stays done', async () => {
    await using database = await freshDatabase();
    const { platform, doors, setAlert, list, idOf } = await alertOwner(database);
    const paused = { status: 'paused', pause_reason: 'plan' } as const;
    const armed = (symbol: string): FreshTarget => ({
      instrument_id: idOf(symbol),
      state: 'armed',
      waits_for: null,
      price_at_creation: '4',
    });
    const targets = ['AAA', 'BBB'].map(armed);
    const level = await setAlert({ ...paused, instrument_id: null, watchlist_id: list.watchlist_id, targets });
    await setAlert({ ...paused, targets: targets.slice(0, 1) }, EDGE);
    await sql`UPDATE alerts.targets SET state = 'done' WHERE alert_id = ${level} AND instrument_id = ${idOf('BBB')}`.execute(
      database.db,
    );
    await keepToPlan(platform, doors);
    const rows = await alerts(database.db).selectFrom('targets').orderBy('no').selectAll().execute();
    expect(rows.map((row) => [row.state, row.waits_for, row.arming, row.price_at_creation])).toEqual([
      ['waiting', 'other_side', 2, '4'],
      ['done', null, 1, '4'],
      ['armed', null, 2, '4'],
    ]);
  });
});
