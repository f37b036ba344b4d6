import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.ts';
import { makeList, readList, symbolsOf } from '../../../test/support/lists.ts';
import { waitFor } from '../../../test/support/wait-for.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

describe('a list that is read again and again', () => {
  it('shows every change at once to whoever made it, whatever the change', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Core', ['AAPL']);
    const params = { id: list.id };
    for (const symbol of ['MSFT', 'NVDA', 'AMZN']) {
      await person.do('addWatchlistItem', { params, body: { symbol } });
      expect(symbolsOf(await readList(person, list)).at(-1)).toBe(symbol);
    }
    await person.do('updateWatchlistItem', { params: { ...params, symbol: 'MSFT' }, body: { note: 'hold' } });
    expect((await readList(person, list)).items[1]?.note).toBe('hold');
    await person.do('updateWatchlist', { params, body: { name: 'Renamed' } });
    expect((await readList(person, list)).name).toBe('Renamed');
    await person.do('deleteWatchlist', { params });
    expect((await person.call('getWatchlist', { params })).code).toBe('watchlist_unknown');
  });

  it('is one list however its id is spelt, and gone under every spelling', async () => {
    const person = await app.register();
    const { id } = await makeList(person, 'Core', ['AAPL']);
    const shouted = { id: id.toUpperCase() };
    expect((await person.do('getWatchlist', { params: shouted })).id).toBe(id);
    await person.do('addWatchlistItem', { params: { id }, body: { symbol: 'MSFT' } });
    expect((await person.do('getWatchlist', { params: shouted })).item_count).toBe(2);
    await person.do('addWatchlistItem', { params: shouted, body: { symbol: 'NVDA' } });
    expect((await person.do('getWatchlist', { params: { id } })).item_count).toBe(3);
    await person.do('deleteWatchlist', { params: { id } });
    expect((await person.call('getWatchlist', { params: shouted })).code).toBe('watchlist_unknown');
  });

  it('has its quotes moving, and says 304 only while nothing has', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Core', ['AAPL', 'BTC-USD']);
    const params = { id: list.id };
    const first = await person.call('getWatchlist', { params });
    const versionOf = (answer: typeof first): number => answer.data.items[0]?.quote?.version ?? 0;
    const later = await waitFor('a price that moved', async () => {
      const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
      const answer = await person.call('getWatchlist', { params, headers });
      return answer.status === 200 ? answer : null;
    });
    expect(JSON.stringify(later.data.items.map((item) => item.quote))).not.toBe(
      JSON.stringify(first.data.items.map((item) => item.quote)),
    );
    expect(versionOf(later)).toBeGreaterThanOrEqual(versionOf(first));
  });

  it('is empty without fault, and is never shown to another who asks for it after its owner', async () => {
    const [person, other] = [await app.register(), await app.register()];
    const list = await makeList(person, 'Empty');
    expect((await readList(person, list)).items).toEqual([]);
    expect((await readList(person, list)).items).toEqual([]);
    expect((await other.call('getWatchlist', { params: { id: list.id } })).code).toBe('watchlist_unknown');
    await person.do('addWatchlistItem', { params: { id: list.id }, body: { symbol: 'AAPL' } });
    expect(symbolsOf(await readList(person, list))).toEqual(['AAPL']);
  });
});
