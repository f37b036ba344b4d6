import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tiers } from '../../contract/tiers.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { makeList } from '../support/lists.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Above and below any price of what is used here. */
const HIGH = '100000';
const LOW = '0.01';

/** Symbols that an alert watches, in alphabetical order. */
async function watchedBy(alert_id: string): Promise<string[]> {
  const { rows } = await sql<{ symbol: string }>`
    SELECT symbol FROM alerts.targets JOIN market.instruments i ON i.id = instrument_id WHERE alert_id = ${alert_id}
    ORDER BY symbol`.execute(app.program.platform.db);
  return rows.map((row) => row.symbol);
}

async function watchList(person: Client, watchlist_id: string) {
  return person.do('createAlert', {
    body: { watchlist_id, condition_type: 'PRICE_ABOVE', threshold_value: HIGH },
  });
}

async function marksOf(person: Client, watchlist_id: string) {
  const all = await person.do('listAlerts', { query: { watchlist_id, limit: 100 } });
  return all.filter((alert) => alert.origin === 'mark');
}

describe('an alert on a list', () => {
  it('watches exactly the members of the list, whatever is done to it', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Tech', ['AAPL', 'MSFT']);
    const params = { id: list.id };
    const { id } = await watchList(person, list.id);
    expect(await watchedBy(id)).toEqual(['AAPL', 'MSFT']);

    await person.do('addWatchlistItem', { params, body: { symbol: 'NVDA' } });
    await person.do('addWatchlistItems', { params, body: { symbols: ['AMD', 'INTC'] } });
    await person.do('importWatchlist', { params, body: { csv: 'symbol\nKO' } });
    expect(await watchedBy(id)).toEqual(['AAPL', 'AMD', 'INTC', 'KO', 'MSFT', 'NVDA']);

    await person.do('removeWatchlistItem', { params: { ...params, symbol: 'AAPL' } });
    expect(await watchedBy(id)).toEqual(['AMD', 'INTC', 'KO', 'MSFT', 'NVDA']);
    await person.do('restoreWatchlistItem', { params: { ...params, symbol: 'AAPL' } });
    expect(await watchedBy(id)).toEqual(['AAPL', 'AMD', 'INTC', 'KO', 'MSFT', 'NVDA']);

    await person.do('deleteWatchlist', { params });
    expect(await watchedBy(id)).toEqual([]);
    await person.do('restoreWatchlist', { params });
    expect(await watchedBy(id)).toEqual(['AAPL', 'AMD', 'INTC', 'KO', 'MSFT', 'NVDA']);
  });

  it("cannot be set on another's list", async () => {
    const [person, other] = [await app.register(), await app.register()];
    const list = await makeList(person, 'Mine', ['AAPL']);
    const body = { watchlist_id: list.id, condition_type: 'PRICE_ABOVE', threshold_value: HIGH } as const;
    expect((await other.call('createAlert', { body })).code).toBe('watchlist_unknown');
  });

  it('asks about members for which it holds already, and names them', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Tech', ['AAPL', 'MSFT']);
    const body = { watchlist_id: list.id, condition_type: 'PRICE_ABOVE', threshold_value: LOW } as const;
    const asked = await person.call('createAlert', { body });
    expect(asked.errors[0]).toMatchObject({ code: 'already_true', symbols: ['AAPL', 'MSFT'] });
    await person.do('createAlert', { body: { ...body, if_already_true: 'wait' } });
  });

  it('has a limit of its own', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Tech', ['AAPL']);
    const max = tiers.standard.list_alerts_max;
    for (let n = 0; n < max; n += 1) {
      const threshold_value = String(90_000 + n);
      await person.do('createAlert', {
        body: { watchlist_id: list.id, condition_type: 'PRICE_ABOVE', threshold_value },
      });
    }
    const refused = await person.call('createAlert', {
      body: { watchlist_id: list.id, condition_type: 'PRICE_ABOVE', threshold_value: HIGH },
    });
    expect(refused.errors[0]).toMatchObject({ code: 'alert_limit', limit: max });
  });
});

describe('a mark in a list', () => {
  it('is an alert while it stands, and is changed at the item alone', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Tech', ['AAPL', 'MSFT']);
    const item = { id: list.id, symbol: 'AAPL' };
    await person.do('updateWatchlistItem', { params: item, body: { price_above: HIGH, price_below: LOW } });
    const marks = await marksOf(person, list.id);
    expect(
      marks.map(({ condition_type, threshold_value, status }) => [condition_type, threshold_value, status]),
    ).toEqual(
      expect.arrayContaining([
        ['PRICE_ABOVE', HIGH, 'active'],
        ['PRICE_BELOW', LOW, 'active'],
      ]),
    );
    const [first] = marks;
    const params = { id: first?.id ?? '' };
    expect((await person.call('deleteAlert', { params })).code).toBe('alert_from_mark');
    expect((await person.call('updateAlert', { params, body: { note: 'x' } })).code).toBe('alert_from_mark');

    await person.do('updateWatchlistItem', { params: item, body: { price_above: '90000.5', price_below: null } });
    const [moved, ...rest] = await marksOf(person, list.id);
    expect(rest).toEqual([]);
    expect(moved).toMatchObject({ condition_type: 'PRICE_ABOVE', threshold_value: '90000.5' });
    await person.do('removeWatchlistItem', { params: item });
    expect(await marksOf(person, list.id)).toEqual([]);
    await person.do('restoreWatchlistItem', { params: item });
    expect(await marksOf(person, list.id)).toHaveLength(1);
    await person.do('deleteWatchlist', { params: { id: list.id } });
    expect(await marksOf(person, list.id)).toEqual([]);
  });

  it('that is reached already waits until the price has been on the other side', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Tech', ['AAPL']);
    await person.do('updateWatchlistItem', { params: { id: list.id, symbol: 'AAPL' }, body: { price_above: LOW } });
    const [mark] = await marksOf(person, list.id);
    const { rows } = await sql`
      SELECT state, waits_for FROM alerts.targets WHERE alert_id = ${mark?.id}`.execute(app.program.platform.db);
    expect(rows).toEqual([{ state: 'waiting', waits_for: 'other_side' }]);
    expect(mark).toMatchObject({ status: 'active', fired_count: 0 });
  });

  it('stays where the plan has no room, and its alert is paused', async () => {
    const person = await app.register();
    const max = tiers.standard.active_alerts_max;
    for (let n = 0; n < max; n += 1) {
      const threshold_value = String(90_000 + n);
      await person.do('createAlert', {
        body: { stock_symbol: 'AAPL', condition_type: 'PRICE_ABOVE', threshold_value },
      });
    }
    const list = await makeList(person, 'Tech', ['AAPL']);
    await person.do('updateWatchlistItem', { params: { id: list.id, symbol: 'AAPL' }, body: { price_above: HIGH } });
    expect(await marksOf(person, list.id)).toMatchObject([{ status: 'paused', pause_reason: 'plan' }]);
  });
});
