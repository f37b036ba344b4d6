import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathOf, type RouteName } from '../../contract/routes.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let admin: Client;
let other: Client;

beforeAll(async () => {
  app = await startApp({ requests_per_minute: 100_000 });
  admin = await app.admin();
  other = await app.admin();
});
afterAll(() => app[Symbol.asyncDispose]());

async function add(symbol: string, more: Readonly<Record<string, unknown>> = {}) {
  const added = await admin.do('addStock', { body: { symbol, name: `${symbol} Works`, kind: 'stock', ...more } });
  await waitFor(`${symbol} to be known`, async () => (await stock(symbol)).status === 200);
  return added;
}
const stock = (symbol: string) => admin.call('getStock', { params: { symbol } });
const kept = (symbol: string) => admin.do('getAdminStock', { params: { symbol } });
async function audit(subject: string) {
  return admin.do('listAudit', { query: { subject } });
}

describe('instruments in the hands of an administrator', () => {
  it('are closed to visitors and members', async () => {
    const member = await app.register();
    const names: RouteName[] = ['addStock', 'getAdminStock', 'updateStock', 'correctPrice', 'listPriceCorrections'];
    for (const name of [...names, 'listAudit', 'listSyncs', 'startSync'] as const) {
      expect(await app.visitor().call(name, { params: { symbol: 'AAPL' } } as never), pathOf(name)).toMatchObject({
        status: 401,
      });
      expect(await member.call(name, { params: { symbol: 'AAPL' } } as never)).toMatchObject({ status: 403 });
    }
  });

  it('are added once, in whatever spelling, searched at once, and written down', async () => {
    const added = await add('NEWCO.A', { exchange: 'xnys', market_cap: 5_000_000_000 });
    expect(added).toMatchObject({ symbol: 'NEWCO.A', exchange: 'XNYS', origin: 'admin', former_symbols: [] });
    const again = await admin.call('addStock', { body: { symbol: 'newco-a', name: 'Again', kind: 'stock' } });
    expect(again).toMatchObject({ status: 409, code: 'symbol_taken' });
    const hits = await waitFor('the search to find it', async () => {
      const found = await app.visitor().do('listStocks', { query: { q: 'NEWCO.A Works' } });
      return found.length > 0 ? found : null;
    });
    expect(hits[0]?.symbol).toBe('NEWCO.A');
    expect(await audit(added.id)).toEqual([
      expect.objectContaining({ action: 'instrument.added', actor: 'admin@example.org', subject_id: added.id }),
    ]);
  });

  it('are changed by one of two who looked at the same row; the second is told to look again', async () => {
    const { changed_at: seen_at, id } = await add('RACER');
    const answers = await Promise.all(
      [admin, other].map((who, count) =>
        who.call('updateStock', { params: { symbol: 'RACER' }, body: { seen_at, name: `Name ${count}` } }),
      ),
    );
    expect(answers.map(({ code }) => code ?? 'saved').toSorted()).toEqual(['instrument_changed', 'saved']);
    const saved = answers.find(({ status }) => status === 200);
    expect((await kept('RACER')).name).toBe(saved?.data.name);
    expect((await audit(id)).map(({ action }) => action)).toEqual(['instrument.changed', 'instrument.added']);
  });

  it('keep their place in a list when they are renamed, and are found by the old symbol until another bears it', async () => {
    const person = await app.register();
    const before = await add('OLDSYM');
    const list = await person.do('createWatchlist', { body: { name: 'Mine', symbols: ['AAPL', 'OLDSYM', 'MSFT'] } });
    await person.do('updateWatchlistItem', { params: { id: list.id, symbol: 'OLDSYM' }, body: { note: 'stays' } });
    const body = { seen_at: before.changed_at, symbol: 'NEWSYM' };
    const renamed = await admin.do('updateStock', { params: { symbol: 'OLDSYM' }, body });
    expect(renamed).toMatchObject({ id: before.id, symbol: 'NEWSYM', former_symbols: ['OLDSYM'] });
    await waitFor('the new symbol', async () => (await stock('NEWSYM')).status === 200);
    const { items } = await person.do('getWatchlist', { params: { id: list.id } });
    expect(items.map(({ symbol, note }) => [symbol, note])).toEqual([
      ['AAPL', ''],
      ['NEWSYM', 'stays'],
      ['MSFT', ''],
    ]);
    expect((await stock('oldsym')).data.symbol).toBe('NEWSYM');
    await waitFor('the search to know the old symbol', async () => {
      const [first] = await person.do('listStocks', { query: { q: 'OLDSYM' } });
      return first?.symbol === 'NEWSYM';
    });

    const newcomer = await add('OLDSYM', { name: 'Newcomer' });
    expect(newcomer.id).not.toBe(before.id);
    await waitFor('the newcomer', async () => (await stock('OLDSYM')).data.name === 'Newcomer');
    expect((await stock('NEWSYM')).data.symbol).toBe('NEWSYM');
    await waitFor('the newcomer first', async () => {
      const [first, second] = await person.do('listStocks', { query: { q: 'OLDSYM' } });
      return first?.name === 'Newcomer' && second?.symbol === 'NEWSYM';
    });
    expect((await audit(before.id))[0]).toMatchObject({
      action: 'instrument.renamed',
      detail: { symbol: 'OLDSYM > NEWSYM' },
    });
  });

  it('stay in lists when they are no longer traded, and stand last in a search', async () => {
    const person = await app.register();
    const gone = await add('ZQXA', { name: 'Zqx Holdings', market_cap: 900_000_000_000 });
    await add('ZQXB', { name: 'Zqx Holdings Too', market_cap: 1_000 });
    const list = await person.do('createWatchlist', { body: { name: 'Mine', symbols: ['ZQXA', 'ZQXB'] } });
    const body = { seen_at: gone.changed_at, status: 'inactive' as const };
    await admin.do('updateStock', { params: { symbol: 'ZQXA' }, body });
    await waitFor('it to be greyed', async () => {
      const { items } = await person.do('getWatchlist', { params: { id: list.id } });
      return items[0]?.symbol === 'ZQXA' && items[0].instrument.status === 'inactive';
    });
    await waitFor('it to stand last', async () => {
      const hits = await person.do('listStocks', { query: { q: 'zqx holdings' } });
      return hits.map(({ symbol }) => symbol).join() === 'ZQXB,ZQXA';
    });
  });

  it('refuse decimals that prices we keep do not fit into', async () => {
    await waitFor('a price', async () => (await stock('AAPL')).data.quote);
    const refused = await waitFor('a kept price', async () => {
      const { changed_at: seen_at } = await kept('AAPL');
      const answer = await admin.call('updateStock', {
        params: { symbol: 'AAPL' },
        body: { seen_at, price_decimals: 0 },
      });
      return answer.status === 422 ? answer : null;
    });
    expect(refused.code).toBe('price_decimals_too_few');
  });

  it('are not read from anywhere until a source is named', async () => {
    expect(await admin.do('listSyncs')).toEqual({ configured: false, syncs: [] });
    expect(await admin.call('startSync')).toMatchObject({ status: 409, code: 'sync_unconfigured' });
  });

  it('show their audit a page at a time', async () => {
    const first = await admin.call('listAudit', { query: { limit: 2 } });
    expect(first.data).toHaveLength(2);
    const cursor = first.meta.next_cursor ?? '';
    const second = await admin.call('listAudit', { query: { limit: 2, cursor } });
    expect(second.data[0]?.id ?? '').not.toBe('');
    expect((second.data[0]?.id ?? '') < (first.data[1]?.id ?? '')).toBe(true);
  });
});
