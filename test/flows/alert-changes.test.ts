import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tiers } from '../../contract/tiers.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Far above any price of it, unless it says otherwise. */
async function setAlert(person: Client, symbol: string, threshold_value = '100000.00') {
  return person.do('createAlert', { body: { stock_symbol: symbol, condition_type: 'PRICE_ABOVE', threshold_value } });
}

/** What an alert watches, as the tables hold it. */
async function targetsOf(alert_id: string) {
  const { rows } = await sql<{ state: string; arming: number; waits_for: string | null }>`
    SELECT state, arming, waits_for FROM alerts.targets WHERE alert_id = ${alert_id}`.execute(app.program.platform.db);
  return rows;
}

/** As a firing leaves an alert that is told once. */
async function fire(alert_id: string): Promise<void> {
  const { db } = app.program.platform;
  await sql`UPDATE alerts.targets SET state = 'done', waits_for = NULL WHERE alert_id = ${alert_id}`.execute(db);
  await sql`UPDATE alerts.alerts SET status = 'triggered', fired_count = 1 WHERE id = ${alert_id}`.execute(db);
}

describe('changing an alert', () => {
  it('arms it anew where that changes when it fires, also one that has fired', async () => {
    const person = await app.register();
    const { id } = await setAlert(person, 'AAPL');
    const params = { id };
    await person.do('updateAlert', { params, body: { note: 'for later', threshold_value: 100_000 } });
    expect(await targetsOf(id)).toEqual([{ state: 'armed', arming: 1, waits_for: null }]);
    const changed = await person.do('updateAlert', { params, body: { threshold_value: '90000' } });
    expect(changed).toMatchObject({ note: 'for later', threshold_value: '90000', status: 'active' });
    expect(await targetsOf(id)).toEqual([{ state: 'armed', arming: 2, waits_for: null }]);

    await fire(id);
    expect(await person.do('updateAlert', { params, body: { note: 'it fired' } })).toMatchObject({
      status: 'triggered',
    });
    const again = await person.do('updateAlert', { params, body: { condition_type: 'CROSSES_UP' } });
    expect(again).toMatchObject({ status: 'active', condition_type: 'CROSSES_UP', threshold_value: '90000' });
    expect(await targetsOf(id)).toEqual([{ state: 'armed', arming: 3, waits_for: null }]);
  });

  it('leaves it armed as it is where only a cooldown, a channel or a word changes', async () => {
    const person = await app.register();
    const { id } = await setAlert(person, 'AAPL');
    await person.do('updateAlert', { params: { id }, body: { repeat: 'COOLDOWN', cooldown_s: 60 } });
    const before = await targetsOf(id);
    const body = { cooldown_s: 600, note: 'x', message: '{{price}}' };
    const changed = await person.do('updateAlert', { params: { id }, body: { ...body, channels: ['email'] } });
    expect(changed).toMatchObject(body);
    expect(await targetsOf(id)).toEqual(before);
  });

  it('leaves a paused one paused, and asks about a level that is reached', async () => {
    const person = await app.register();
    const { id } = await setAlert(person, 'AAPL');
    const params = { id };
    expect((await person.call('updateAlert', { params, body: { threshold_value: '0.01' } })).code).toBe('already_true');
    await person.do('pauseAlert', { params });
    const paused = await person.do('updateAlert', { params, body: { threshold_value: '0.01' } });
    expect(paused).toMatchObject({ status: 'paused', threshold_value: '0.01' });
    expect(await targetsOf(id)).toEqual([{ state: 'waiting', arming: 2, waits_for: 'other_side' }]);
  });

  it('cannot make it the same as another, or tell it where the plan does not', async () => {
    const person = await app.register();
    const { id: first } = await setAlert(person, 'AAPL', '90000');
    const { id } = await setAlert(person, 'AAPL', '90001');
    const same = await person.call('updateAlert', { params: { id }, body: { threshold_value: '90000.0' } });
    expect(same.errors[0]).toMatchObject({ code: 'alert_exists', id: first });
    const told = await person.call('updateAlert', { params: { id }, body: { channels: ['in_app', 'webhook'] } });
    expect(told.errors[0]).toMatchObject({ code: 'channel_unavailable', channels: ['webhook'] });
    const premium = await app.register({ tier: 'premium' });
    const own = await setAlert(premium, 'AAPL');
    await premium.do('updateAlert', { params: { id: own.id }, body: { channels: ['webhook', 'push'] } });
  });

  it('lets one that has run out run again with a later end', async () => {
    const person = await app.register();
    const { id } = await setAlert(person, 'AAPL');
    const params = { id };
    const past = await person.call('updateAlert', { params, body: { expires_at: '2020-01-01T00:00:00Z' } });
    expect(past.errors[0]).toMatchObject({ code: 'alert_condition_invalid', pointer: '/expires_at' });
    await sql`UPDATE alerts.alerts SET status = 'expired', expires_at = now() WHERE id = ${id}`.execute(
      app.program.platform.db,
    );
    expect((await person.call('resumeAlert', { params, body: {} })).code).toBe('alert_expired');
    expect(await person.do('updateAlert', { params, body: { expires_at: null } })).toMatchObject({ status: 'active' });
  });
});

describe('resuming an alert', () => {
  it('arms one that has fired, and asks where its level is still reached', async () => {
    const person = await app.register();
    const body = { stock_symbol: 'AAPL', condition_type: 'PRICE_ABOVE', threshold_value: '0.01' } as const;
    const { id } = await person.do('createAlert', { body: { ...body, if_already_true: 'wait' } });
    await fire(id);
    expect((await person.call('resumeAlert', { params: { id }, body: {} })).code).toBe('already_true');
    const resumed = await person.do('resumeAlert', { params: { id }, body: { if_already_true: 'wait' } });
    expect(resumed).toMatchObject({ status: 'active' });
    expect(await targetsOf(id)).toEqual([{ state: 'waiting', arming: 2, waits_for: 'other_side' }]);
  });

  it('never takes an account past its plan, however many are resumed at once', async () => {
    const person = await app.register();
    const ids: string[] = [];
    for (let n = 0; n < 24; n += 1) {
      const { id } = await setAlert(person, 'AAPL', String(90_000 + n));
      await person.do('pauseAlert', { params: { id } });
      ids.push(id);
    }
    const answers = await Promise.all(ids.map((id) => person.call('resumeAlert', { params: { id }, body: {} })));
    const max = tiers.standard.active_alerts_max;
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(max);
    expect(answers.filter((answer) => answer.code === 'alert_limit')).toHaveLength(24 - max);
  });
});
