import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { makeList, readList, symbolsOf } from '../support/lists.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

describe('watchlists as files', () => {
  it('export and import again without a difference', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Core', ['AAPL', 'MSFT']);
    const note = '=HYPERLINK("http://x"), "quoted"';
    await person.do('updateWatchlistItem', {
      params: { id: list.id, symbol: 'AAPL' },
      body: { note, price_above: '500.10' },
    });
    const file = await person.call('exportWatchlist', { params: { id: list.id } });
    expect(file.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(file.headers.get('content-disposition')).toContain('Core.csv');
    const csv = file.data as unknown as string;
    expect(csv).toContain(`"'=HYPERLINK`);
    const again = await person.do('importWatchlist', { params: { id: list.id }, body: { csv } });
    expect(again).toEqual({ added: 0, updated: 0, unchanged: 2 });
    const copy = await makeList(person, 'Copy');
    expect(await person.do('importWatchlist', { params: { id: copy.id }, body: { csv } })).toEqual({
      added: 2,
      updated: 0,
      unchanged: 0,
    });
    expect((await readList(person, copy)).items[0]).toMatchObject({ symbol: 'AAPL', note, price_above: '500.10' });
  });

  it('change nothing when a row fails, and name it', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Core', ['AAPL']);
    const refused = await person.call('importWatchlist', {
      params: { id: list.id },
      body: { csv: 'symbol,note\nMSFT,ok\nNOPE!,bad\n' },
    });
    expect(refused.errors[0]).toMatchObject({
      code: 'csv_invalid',
      rows: [{ row: 3, column: 'symbol', value: 'NOPE!' }],
    });
    expect(symbolsOf(await readList(person, list))).toEqual(['AAPL']);
  });
});

describe('a shared watchlist', () => {
  it('is read by anyone who has the link, without what its owner keeps to themself, until it is revoked', async () => {
    const [person, anyone] = [await app.register(), app.visitor()];
    const list = await makeList(person, 'Core', ['AAPL', 'MSFT']);
    const params = { id: list.id };
    await person.do('updateWatchlistItem', {
      params: { ...params, symbol: 'AAPL' },
      body: { note: 'my secret', section: 'Tech', flag: 'red', price_above: '9000' },
    });
    expect((await readList(person, list)).items[0]).toMatchObject({ section: 'Tech', flag: 'red' });
    const { token } = await person.do('shareWatchlist', { params });
    expect((await person.do('shareWatchlist', { params })).token).toBe(token);
    expect((await readList(person, list)).share?.token).toBe(token);

    const shared = await anyone.do('getSharedWatchlist', { params: { token } });
    expect(shared).toMatchObject({ name: 'Core', items: [{ symbol: 'AAPL', section: 'Tech' }, { symbol: 'MSFT' }] });
    expect(JSON.stringify(shared)).not.toMatch(/secret|9000|price_at_add|red/);

    await person.do('unshareWatchlist', { params });
    expect((await anyone.call('getSharedWatchlist', { params: { token } })).code).toBe('share_unknown');
    expect((await person.do('shareWatchlist', { params })).token).not.toBe(token);
  });

  it('is gone with its list, and can be made by its owner alone', async () => {
    const [person, other] = [await app.register(), await app.register()];
    const list = await makeList(person, 'Core', ['AAPL']);
    const params = { id: list.id };
    expect((await other.call('shareWatchlist', { params })).code).toBe('watchlist_unknown');
    const { token } = await person.do('shareWatchlist', { params });
    expect((await other.call('unshareWatchlist', { params })).code).toBe('watchlist_unknown');
    await person.do('deleteWatchlist', { params });
    expect((await app.visitor().call('getSharedWatchlist', { params: { token } })).code).toBe('share_unknown');
  });
});
