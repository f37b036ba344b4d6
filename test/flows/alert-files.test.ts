import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyOf } from '../../contract/schemas.ts';
import { tiers } from '../../contract/tiers.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { makeList } from '../support/lists.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

async function alertsOf(person: Client) {
  const all = await person.do('listAlerts', { query: { limit: 100 } });
  return all.map(withoutOwner).toSorted((left, right) => (left.condition_type < right.condition_type ? -1 : 1));
}

/** Without what differs between two accounts. */
function withoutOwner(alert: ReplyOf<'getAlert'>) {
  const { id: _id, watchlist_id: _list, created_at: _created, updated_at: _updated, quote: _quote, ...rest } = alert;
  return { ...rest, watchlist_name: rest.watchlist_name?.toLowerCase(), sentence: rest.sentence.toLowerCase() };
}

/** One alert of many forms, as a person might have them. */
async function setMany(person: Client): Promise<void> {
  const list = await makeList(person, 'Tech, and "more"', ['AAPL', 'MSFT']);
  const far = { stock_symbol: 'AAPL', condition_type: 'PRICE_ABOVE', threshold_value: '100000.00' } as const;
  await person.do('createAlert', { body: { ...far, note: '=HYPERLINK("http://x")', message: '+{{symbol}}' } });
  await person.do('createAlert', {
    body: { watchlist_id: list.id, condition_type: 'PERCENT_CHANGE', threshold_value: '-50', basis: 'CREATION' },
  });
  await person.do('createAlert', {
    body: {
      stock_symbol: 'BTC-USD',
      condition_type: 'RANGE_ENTER',
      threshold_value: '0.01',
      threshold_upper: '0.02',
      and: { condition_type: 'VOLUME_ABOVE', threshold_value: '1000000000000' },
      repeat: 'COOLDOWN',
      cooldown_s: 600,
      regular_session_only: false,
      channels: ['email'],
    },
  });
  const { id } = await person.do('createAlert', {
    body: { stock_symbol: 'MSFT', condition_type: 'NEW_HIGH', window_days: 20 },
  });
  await person.do('pauseAlert', { params: { id } });
}

describe('alerts as a file', () => {
  it('come back as they were, and a second time change nothing', async () => {
    const [person, other] = [await app.register(), await app.register()];
    await setMany(person);
    const csv = (await person.call('exportAlerts')).data as unknown as string;
    expect(csv.split('\r\n')).toHaveLength(6);
    expect(csv).toContain(`'=HYPERLINK`);
    expect(csv).toContain(`'+{{symbol}}`);
    expect(await person.do('importAlerts', { body: { csv } })).toEqual({ added: 0, unchanged: 4 });

    await makeList(other, 'tech, AND "more"', ['AAPL', 'MSFT']);
    expect(await other.do('importAlerts', { body: { csv } })).toEqual({ added: 4, unchanged: 0 });
    const prices = expect.any(String);
    const [before, after] = [await alertsOf(person), await alertsOf(other)];
    expect(after).toEqual(
      before.map((alert) => Object.assign(alert, alert.instrument && { price_at_creation: prices })),
    );
    expect(await other.do('importAlerts', { body: { csv } })).toEqual({ added: 0, unchanged: 4 });
  });

  it('name every row that fails, and change nothing', async () => {
    const person = await app.register();
    const csv = [
      'symbol,list,condition_type,threshold_value,threshold_upper,repeat,cooldown_s,expires_at,channels',
      'AAPL,,PRICE_ABOVE,100000,,,,,',
      'NOSUCH,,PRICE_ABOVE,1,,,,,',
      'AAPL,,ABOVE,1,,,,,',
      'AAPL,,PRICE_ABOVE,,,,,,',
      'AAPL,,RANGE_ENTER,10,5,,,,',
      ',Nowhere,PRICE_ABOVE,5,,,,,',
      ',,PRICE_ABOVE,5,,,,,',
      'AAPL,,PRICE_ABOVE,abc,,,,,',
      'AAPL,,PRICE_ABOVE,100000.00,,,,,',
      'AAPL,,PRICE_ABOVE,7,,COOLDOWN,5,,',
      'AAPL,,PRICE_ABOVE,7,,,,yesterday,',
      'AAPL,,PRICE_ABOVE,7,,,,,pigeon',
    ].join('\n');
    const refused = await person.call('importAlerts', { body: { csv } });
    expect(refused).toMatchObject({ status: 422, code: 'csv_invalid' });
    const rows = refused.errors[0]?.['rows'] as { row: number; column: string; accepted: string }[];
    expect(rows.map(({ row, column }) => [row, column])).toEqual(
      expect.arrayContaining([
        [3, 'symbol'],
        [4, 'condition_type'],
        [5, 'threshold_value'],
        [6, 'threshold_upper'],
        [7, 'list'],
        [8, 'symbol'],
        [9, 'threshold_value'],
        [10, 'condition_type'],
        [11, 'cooldown_s'],
        [12, 'expires_at'],
        [13, 'channels'],
      ]),
    );
    expect(rows).toHaveLength(11);
    expect(rows.every(({ accepted }) => accepted.length > 5)).toBe(true);
    expect(await alertsOf(person)).toEqual([]);
  });

  it('are refused whole where the plan has no room for all', async () => {
    const person = await app.register();
    const count = tiers.standard.active_alerts_max + 1;
    const rows = Array.from({ length: count }, (_, n) => `AAPL,PRICE_ABOVE,${90_000 + n}`);
    const csv = ['symbol,condition_type,threshold_value', ...rows].join('\n');
    expect((await person.call('importAlerts', { body: { csv } })).code).toBe('alert_limit');
    expect(await alertsOf(person)).toEqual([]);
  });

  it('refuse what is no table', async () => {
    const person = await app.register();
    for (const csv of ['symbol\nAAPL', '"', 'condition_type\n']) {
      expect((await person.call('importAlerts', { body: { csv } })).code).toBe('csv_invalid');
    }
  });
});
