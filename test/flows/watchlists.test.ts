import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tiers } from '../../contract/tiers.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { makeList, readList, symbolsOf } from '../support/lists.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Places as they stand in the table, in order. */
async function watchlistPlaces(id: string): Promise<number[]> {
  const { rows } = await sql<{ position: number }>`
    SELECT position FROM watchlists.watchlist_items WHERE watchlist_id = ${id} AND removed_at IS NULL ORDER BY position
  `.execute(app.program.platform.db);
  return rows.map((row) => row.position);
}

describe('a watchlist', () => {
  it('carries instruments and quotes in the order the symbols were named', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Core', ['MSFT', 'aapl', 'BRK-B']);
    expect(symbolsOf(list)).toEqual(['MSFT', 'AAPL', 'BRK.B']);
    const [first] = list.items;
    expect(first?.instrument.name).toMatch(/Microsoft/);
    expect(first?.quote).toMatchObject({ symbol: 'MSFT', simulated: true });
    expect(first?.price_at_add).not.toBeNull();
    expect(await readList(person, list)).toMatchObject({ id: list.id, item_count: 3 });
  });

  it('has a name that its owner uses once, whatever the case, while others may use it too', async () => {
    const [person, other] = [await app.register(), await app.register()];
    await makeList(person, 'Tech');
    expect((await person.call('createWatchlist', { body: { name: 'TECH' } })).code).toBe('watchlist_name_taken');
    const second = await makeList(person, 'Energy');
    const renamed = await person.call('updateWatchlist', { params: { id: second.id }, body: { name: 'tech' } });
    expect(renamed.code).toBe('watchlist_name_taken');
    await makeList(other, 'Tech');
  });

  it('is not there for anyone else, in every way of asking', async () => {
    const [person, other] = [await app.register(), await app.register()];
    const { id } = await makeList(person, 'Mine', ['AAPL']);
    const item = { id, symbol: 'AAPL' };
    const answers = await Promise.all([
      other.call('getWatchlist', { params: { id } }),
      other.call('updateWatchlist', { params: { id }, body: { name: 'Yours' } }),
      other.call('deleteWatchlist', { params: { id } }),
      other.call('restoreWatchlist', { params: { id } }),
      other.call('addWatchlistItem', { params: { id }, body: { symbol: 'MSFT' } }),
      other.call('addWatchlistItems', { params: { id }, body: { symbols: ['MSFT'] } }),
      other.call('updateWatchlistItem', { params: item, body: { note: 'x' } }),
      other.call('removeWatchlistItem', { params: item }),
      other.call('restoreWatchlistItem', { params: item }),
      other.call('exportWatchlist', { params: { id } }),
      other.call('importWatchlist', { params: { id }, body: { csv: 'symbol\nMSFT' } }),
    ]);
    expect(answers.map((answer) => answer.code)).toEqual(answers.map(() => 'watchlist_unknown'));
    expect(symbolsOf(await readList(person, { id }))).toEqual(['AAPL']);
  });

  it('refuses the list after the last that the plan has room for, and names the limit', async () => {
    const person = await app.register();
    const max = tiers.standard.watchlists_max;
    for (let n = 0; n < max; n += 1) await makeList(person, `List ${n}`);
    const refused = await person.call('createWatchlist', { body: { name: 'One more' } });
    expect(refused.status).toBe(403);
    expect(refused.errors[0]).toMatchObject({ code: 'watchlist_limit', limit: max, tier: 'standard' });
  });

  it('never exceeds the limit when many are made at once', async () => {
    const person = await app.register();
    const asked = Array.from({ length: 12 }, (_, n) => person.call('createWatchlist', { body: { name: `L${n}` } }));
    const made = (await Promise.all(asked)).filter((answer) => answer.status === 201);
    expect(made).toHaveLength(tiers.standard.watchlists_max);
    expect(await person.do('listWatchlists')).toHaveLength(tiers.standard.watchlists_max);
  });

  it('moves among the others and comes back whole where it was when a deletion is undone', async () => {
    const person = await app.register();
    const [a, b, c] = [
      await makeList(person, 'A'),
      await makeList(person, 'B', ['AAPL', 'MSFT']),
      await makeList(person, 'C'),
    ];
    const names = async (): Promise<string[]> => (await person.do('listWatchlists')).map((list) => list.name);
    await person.do('updateWatchlist', { params: { id: c.id }, body: { position: 0 } });
    expect(await names()).toEqual(['C', 'A', 'B']);
    await person.do('updateWatchlist', { params: { id: c.id }, body: { position: 1 } });
    expect(await names()).toEqual(['A', 'C', 'B']);
    await person.do('deleteWatchlist', { params: { id: a.id } });
    expect(await names()).toEqual(['C', 'B']);
    expect((await person.call('getWatchlist', { params: { id: a.id } })).code).toBe('watchlist_unknown');
    await person.do('restoreWatchlist', { params: { id: a.id } });
    expect(await names()).toEqual(['A', 'C', 'B']);
    await person.do('deleteWatchlist', { params: { id: b.id } });
    expect(symbolsOf(await person.do('restoreWatchlist', { params: { id: b.id } }))).toEqual(['AAPL', 'MSFT']);
    expect((await person.call('restoreWatchlist', { params: { id: b.id } })).code).toBe('watchlist_unknown');
  });

  it('can be restored while it is among the last 50 deleted, so that deleting without end keeps no more', async () => {
    const person = await app.register({ tier: 'premium' });
    const deleted: string[] = [];
    for (let n = 0; n < 52; n += 1) {
      const { id } = await makeList(person, `List ${n}`, ['AAPL']);
      await person.do('deleteWatchlist', { params: { id } });
      deleted.push(id);
    }
    const restore = async (n: number) => person.call('restoreWatchlist', { params: { id: deleted[n] ?? '' } });
    expect((await restore(1)).code).toBe('watchlist_unknown');
    expect((await restore(2)).status).toBe(200);
  });

  it('is walked page by page without a row missing or twice', async () => {
    const person = await app.register({ tier: 'premium' });
    for (let n = 0; n < 7; n += 1) await makeList(person, `List ${n}`);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await person.call('listWatchlists', { query: { limit: 3, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.data.map((list) => list.name));
      cursor = page.meta.next_cursor;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 7 }, (_, n) => `List ${n}`));
    expect((await person.call('listWatchlists', { query: { cursor: 'made-up' } })).code).toBe('cursor_invalid');
  });
});

describe('items of a watchlist', () => {
  it('are added all or not at all, and every symbol that fails is named', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Core', ['AAPL']);
    const params = { id: list.id };
    const unknown = await person.call('addWatchlistItems', {
      params,
      body: { symbols: ['MSFT', 'ZZZZZQ', 'NVDA', 'QQQQQZ'] },
    });
    expect(unknown.errors[0]).toMatchObject({ code: 'symbols_unknown', symbols: ['ZZZZZQ', 'QQQQQZ'] });
    const present = await person.call('addWatchlistItems', { params, body: { symbols: ['MSFT', 'AAPL'] } });
    expect(present.errors[0]).toMatchObject({ code: 'watchlist_items_exist', symbols: ['AAPL'] });
    expect(symbolsOf(await readList(person, list))).toEqual(['AAPL']);
    const added = await person.do('addWatchlistItems', { params, body: { symbols: ['MSFT', 'NVDA', 'msft'] } });
    expect(symbolsOf(added)).toEqual(['AAPL', 'MSFT', 'NVDA']);
  });

  it('keep places 0 to n-1 through moves, additions in the middle and removals', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Core', ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'TSLA']);
    const params = { id: list.id };
    const move = (symbol: string, position: number) =>
      person.do('updateWatchlistItem', { params: { ...params, symbol }, body: { position } });
    expect((await move('TSLA', 1)).position).toBe(1);
    await move('AAPL', 99);
    expect(symbolsOf(await readList(person, list))).toEqual(['TSLA', 'MSFT', 'NVDA', 'AMZN', 'AAPL']);
    await person.do('addWatchlistItem', { params, body: { symbol: 'META', position: 2 } });
    await person.do('removeWatchlistItem', { params: { ...params, symbol: 'MSFT' } });
    const now = await readList(person, list);
    expect(symbolsOf(now)).toEqual(['TSLA', 'META', 'NVDA', 'AMZN', 'AAPL']);
    expect(now.items.map((item) => item.position)).toEqual([0, 1, 2, 3, 4]);
  });

  it('keep places 0 to n-1 when two devices move them at the same moment', async () => {
    const person = await app.register({ tier: 'premium' });
    const symbols = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'TSLA', 'META', 'JPM', 'KO'];
    const list = await makeList(person, 'Core', symbols);
    await Promise.all(
      symbols.map((symbol, n) =>
        person.do('updateWatchlistItem', { params: { id: list.id, symbol }, body: { position: (n * 5) % 8 } }),
      ),
    );
    const now = await readList(person, list);
    expect(symbolsOf(now).toSorted()).toEqual(symbols.toSorted());
    const places = await watchlistPlaces(list.id);
    expect(places).toEqual(symbols.map((_, n) => n));
  });

  it('come back with note, marks, price at add and place when a removal is undone', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Core', ['AAPL', 'MSFT', 'NVDA']);
    const params = { id: list.id, symbol: 'MSFT' };
    const marks = { note: 'Trim', price_above: '9000.5', price_below: 1 };
    const before = await person.do('updateWatchlistItem', { params, body: marks });
    await person.do('removeWatchlistItem', { params });
    expect((await person.call('updateWatchlistItem', { params, body: { note: 'x' } })).code).toBe(
      'watchlist_item_unknown',
    );
    const { quote: _, ...restored } = await person.do('restoreWatchlistItem', { params });
    const { quote: __, ...expected } = before;
    expect(restored).toEqual(expected);
    expect(symbolsOf(await readList(person, list))).toEqual(['AAPL', 'MSFT', 'NVDA']);
    expect((await person.call('restoreWatchlistItem', { params })).code).toBe('watchlist_item_exists');
  });

  it('start afresh when a removed symbol is added again instead', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Core', ['AAPL']);
    const params = { id: list.id, symbol: 'AAPL' };
    await person.do('updateWatchlistItem', { params, body: { note: 'old', price_above: '500' } });
    await person.do('removeWatchlistItem', { params });
    const added = await person.do('addWatchlistItem', { params: { id: list.id }, body: { symbol: 'AAPL' } });
    expect(added).toMatchObject({ note: '', price_above: null });
  });

  it('take marks only where above exceeds below, also one at a time and to the last digit', async () => {
    const person = await app.register();
    const list = await makeList(person, 'Core', ['AAPL']);
    const params = { id: list.id, symbol: 'AAPL' };
    const set = (body: { price_above?: string | number | null; price_below?: string | number | null }) =>
      person.call('updateWatchlistItem', { params, body });
    expect((await set({ price_above: '10', price_below: '10' })).code).toBe('watchlist_marks_crossed');
    expect((await set({ price_above: '10.00000000000001', price_below: '10.00000000000000' })).status).toBe(200);
    expect((await set({ price_above: '10', price_below: null })).status).toBe(200);
    expect((await set({ price_below: '11' })).code).toBe('watchlist_marks_crossed');
    expect((await set({ price_above: null, price_below: 11.5 })).data).toMatchObject({
      price_above: null,
      price_below: '11.5',
    });
    for (const price of ['0', '-1', '1e3', 'abc', 0, -2]) {
      expect((await set({ price_above: price })).code).toBe('input_invalid');
    }
  });

  it('stop at the number the plan has room for, and name the limit', async () => {
    const person = await app.register();
    const hits = await person.do('listStocks', { query: { limit: 60 } });
    const symbols = hits.map((hit) => hit.symbol);
    const max = tiers.standard.watchlist_items_max;
    const list = await makeList(person, 'Full', symbols.slice(0, max));
    const refused = await person.call('addWatchlistItem', {
      params: { id: list.id },
      body: { symbol: symbols[max] ?? '' },
    });
    expect(refused.errors[0]).toMatchObject({ code: 'watchlist_items_limit', limit: max });
    const many = await person.call('createWatchlist', {
      body: { name: 'Too many', symbols: symbols.slice(0, max + 1) },
    });
    expect(many.code).toBe('watchlist_items_limit');
    expect(await person.do('listWatchlists')).toHaveLength(1);
  });
});
