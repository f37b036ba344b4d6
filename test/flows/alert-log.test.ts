import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** What fired, as the engine leaves it: an alert on a symbol, and so many firings of it. */
async function firedAlert(person: Client & { readonly user_id: string }, symbol: string, count: number) {
  const alert = await person.do('createAlert', {
    body: { stock_symbol: symbol, condition_type: 'PRICE_ABOVE', threshold_value: '100000', repeat: 'EVERY_CROSS' },
  });
  const firings: string[] = [];
  for (let arming = 1; arming <= count; arming += 1) {
    const id = newId();
    firings.push(id);
    await sql`
      INSERT INTO alerts.firings (id, user_id, alert_id, target_no, arming, instrument_id, condition_type,
        threshold_value, sentence, price, size, previous_price, previous_at, source, simulated, crossings, print_at,
        received_at, matched_at, recorded_at)
      SELECT ${id}, ${person.user_id}, ${alert.id}, target.no, ${arming}, target.instrument_id, 'PRICE_ABOVE', 100000,
        ${alert.sentence}, 100000.50, 10, 99999.50, now(), 'simulator', true, 1, now(), now(), now(), now()
      FROM alerts.targets target WHERE target.alert_id = ${alert.id}`.execute(app.program.platform.db);
    await waitFor('the next millisecond', () => newId().slice(0, 13) > id.slice(0, 13));
  }
  return { alert, firings };
}

describe('the log of firings', () => {
  it('explains each: the print, the one before, the rule as it was, and when each step was taken', async () => {
    const person = await app.register();
    const { alert, firings } = await firedAlert(person, 'AAPL', 1);
    const firing = await person.do('getAlertFiring', { params: { id: firings[0] ?? '' } });
    expect(firing).toMatchObject({
      alert_id: alert.id,
      stock_symbol: 'AAPL',
      name: expect.stringContaining('Apple'),
      currency: 'USD',
      arming: 1,
      threshold_value: '100000',
      sentence: 'AAPL rises to 100000 or above',
      price: '100000.50',
      previous_price: '99999.50',
      reference_price: null,
      source: 'simulator',
      simulated: true,
      crossings: 1,
    });
  });

  it('is read in pages, the newest first, of one alert or one symbol', async () => {
    const person = await app.register();
    const { alert, firings } = await firedAlert(person, 'MSFT', 3);
    const other = await firedAlert(person, 'NVDA', 1);
    const first = await person.call('listAlertFirings', { query: { limit: 3 } });
    expect(first.data.map(({ id }) => id)).toEqual([...other.firings, firings[2], firings[1]]);
    const cursor = first.meta.next_cursor ?? '';
    const second = await person.do('listAlertFirings', { query: { limit: 3, cursor } });
    expect(second.map(({ id }) => id)).toEqual([firings[0]]);
    expect(await person.do('listAlertFirings', { query: { symbol: 'nvda' } })).toHaveLength(1);
    expect(await person.do('listAlertFirings', { query: { alert_id: alert.id } })).toHaveLength(3);
    expect((await person.call('listAlertFirings', { query: { symbol: 'NOSUCH' } })).code).toBe('instrument_unknown');
  });

  it('stays when the alert is deleted, and nobody else sees it', async () => {
    const [person, other] = [await app.register(), await app.register()];
    const { alert, firings } = await firedAlert(person, 'AAPL', 1);
    await person.do('deleteAlert', { params: { id: alert.id } });
    const params = { id: firings[0] ?? '' };
    expect(await person.do('getAlertFiring', { params })).toMatchObject({ alert_id: alert.id });
    expect((await other.call('getAlertFiring', { params })).code).toBe('firing_unknown');
    expect(await other.do('listAlertFirings', { query: { alert_id: alert.id } })).toEqual([]);
  });
});
