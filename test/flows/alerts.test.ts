import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tiers } from '../../contract/tiers.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { makeList } from '../support/lists.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Far above any price of it. */
const FAR = '100000.00';

async function setAlert(person: Client, symbol: string, threshold_value: string | number = FAR) {
  return person.do('createAlert', { body: { stock_symbol: symbol, condition_type: 'PRICE_ABOVE', threshold_value } });
}

describe('an alert', () => {
  it('is set with a symbol, a condition and a threshold, and told back in words', async () => {
    const person = await app.register();
    const alert = await setAlert(person, 'aapl', '100000.00');
    expect(alert).toMatchObject({
      stock_symbol: 'AAPL',
      watchlist_id: null,
      threshold_value: '100000.00',
      sentence: 'AAPL rises to 100000.00 or above',
      status: 'active',
      repeat: 'ONCE',
      regular_session_only: true,
      channels: ['in_app', 'email'],
      instrument: { symbol: 'AAPL' },
      quote: { symbol: 'AAPL' },
    });
    expect(alert.price_at_creation).not.toBeNull();
    expect(await person.do('getAlert', { params: { id: alert.id } })).toMatchObject({ id: alert.id });
  });

  it('keeps a number to the last digit', async () => {
    const person = await app.register();
    expect(await setAlert(person, 'MSFT', 99999.123456789)).toMatchObject({ threshold_value: '99999.123456789' });
    expect(await setAlert(person, 'BTC-USD', '123456789012345.12345678')).toMatchObject({
      threshold_value: '123456789012345.12345678',
    });
  });

  it('is not there for anyone else, in every way of asking', async () => {
    const [person, other] = [await app.register(), await app.register()];
    const { id } = await setAlert(person, 'AAPL');
    const answers = await Promise.all([
      other.call('getAlert', { params: { id } }),
      other.call('updateAlert', { params: { id }, body: { note: 'mine' } }),
      other.call('deleteAlert', { params: { id } }),
      other.call('pauseAlert', { params: { id } }),
      other.call('resumeAlert', { params: { id }, body: {} }),
    ]);
    expect(answers.map((answer) => answer.code)).toEqual(answers.map(() => 'alert_unknown'));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 404));
    expect(await other.do('listAlerts', { query: {} })).toEqual([]);
  });

  it('that holds already is asked about, then fires at once or waits', async () => {
    const person = await app.register();
    const body = { stock_symbol: 'AAPL', condition_type: 'PRICE_ABOVE', threshold_value: '0.01' } as const;
    const asked = await person.call('createAlert', { body });
    expect(asked).toMatchObject({ status: 409, code: 'already_true' });
    expect(asked.errors[0]).toMatchObject({ choices: ['fire', 'wait'], symbols: ['AAPL'] });
    expect(asked.errors[0]?.['price']).toMatch(/^\d/);
    await person.do('createAlert', { body: { ...body, if_already_true: 'wait' } });
    expect((await person.call('createAlert', { body: { ...body, if_already_true: 'fire' } })).code).toBe(
      'alert_exists',
    );
  });

  it('is paused and resumed, and refuses what it cannot', async () => {
    const person = await app.register();
    const { id } = await setAlert(person, 'AAPL');
    expect(await person.do('pauseAlert', { params: { id } })).toMatchObject({ status: 'paused', pause_reason: 'user' });
    expect((await person.call('pauseAlert', { params: { id } })).code).toBe('alert_not_active');
    expect(await person.do('resumeAlert', { params: { id }, body: {} })).toMatchObject({ status: 'active' });
    await person.do('deleteAlert', { params: { id } });
    expect((await person.call('getAlert', { params: { id } })).code).toBe('alert_unknown');
  });

  it('is refused beyond the plan, also when many are set at once', async () => {
    const person = await app.register();
    const asked = Array.from({ length: 26 }, (_, n) =>
      person.call('createAlert', {
        body: { stock_symbol: 'AAPL', condition_type: 'PRICE_ABOVE', threshold_value: String(90_000 + n) },
      }),
    );
    const answers = await Promise.all(asked);
    const max = tiers.standard.active_alerts_max;
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(max);
    const refused = answers.find((answer) => answer.status === 403);
    expect(refused?.errors[0]).toMatchObject({ code: 'alert_limit', limit: max, tier: 'standard' });
    expect(await person.do('listAlerts', { query: { limit: 100, status: 'active' } })).toHaveLength(max);
  });

  it('exists once, however many ask at the same moment', async () => {
    const person = await app.register();
    const body = { stock_symbol: 'AAPL', condition_type: 'PRICE_ABOVE', threshold_value: FAR } as const;
    const answers = await Promise.all(Array.from({ length: 8 }, () => person.call('createAlert', { body })));
    expect(answers.map((answer) => answer.code ?? 'made').toSorted()).toEqual([
      ...Array.from({ length: 7 }, () => 'alert_exists'),
      'made',
    ]);
  });

  it('names the field at fault', async () => {
    const person = await app.register();
    const refused = await person.call('createAlert', {
      body: { stock_symbol: 'AAPL', condition_type: 'RANGE_ENTER', threshold_value: '10', threshold_upper: '5' },
    });
    expect(refused.errors[0]).toMatchObject({ code: 'alert_condition_invalid', pointer: '/threshold_upper' });
  });
});

describe('an instrument', () => {
  it('that is not traded any more takes no alert', async () => {
    const [person, admin] = [await app.register(), await app.admin()];
    const { changed_at: seen_at } = await admin.do('getAdminStock', { params: { symbol: 'XRP-USD' } });
    await admin.do('updateStock', { params: { symbol: 'XRP-USD' }, body: { seen_at, status: 'inactive' } });
    await waitFor('the change to be heard', async () => {
      const body = { stock_symbol: 'XRP-USD', condition_type: 'PRICE_ABOVE', threshold_value: '100000' } as const;
      const refused = await person.call('createAlert', { body });
      return refused.code === 'alert_no_price';
    });
  });
});

describe('the demo account', () => {
  it('has an alert that is about to fire, and the limits of Standard', async () => {
    const demo = app.visitor();
    await demo.do('signInDemo');
    await waitFor(
      'the alert',
      async () => (await demo.do('listAlerts', { query: { symbol: 'BTC-USD' } })).length === 1,
    );
    const body = { stock_symbol: 'AAPL', condition_type: 'PRICE_ABOVE', threshold_value: FAR } as const;
    const refused = await demo.call('createAlert', { body: { ...body, channels: ['webhook'] } });
    expect(refused.code).toBe('channel_unavailable');
    await demo.do('createAlert', { body });
  });
});

describe('alerts of a person', () => {
  it('are listed in pages, the newest first, and filtered', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Tech', ['AAPL', 'MSFT']);
    const symbols = ['AAPL', 'MSFT', 'NVDA', 'AMD', 'INTC'];
    for (const symbol of symbols) await setAlert(person, symbol);
    await person.do('createAlert', {
      body: { watchlist_id: list.id, condition_type: 'PERCENT_CHANGE', threshold_value: '-99' },
    });
    const seen: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await person.call('listAlerts', {
        query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });
      for (const alert of page.data ?? []) seen.push(alert.stock_symbol);
      cursor = page.meta.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([null, ...symbols.toReversed()]);
    const [ofList] = await person.do('listAlerts', { query: { watchlist_id: list.id } });
    expect(ofList).toMatchObject({ watchlist_name: 'Tech', sentence: expect.stringContaining('Any symbol of "Tech"') });
    expect(await person.do('listAlerts', { query: { symbol: 'NVDA' } })).toHaveLength(1);
    expect(await person.do('listAlerts', { query: { condition_type: 'PERCENT_CHANGE' } })).toHaveLength(1);
  });
});
