import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readListing } from '../../server/modules/market/import/read-listing.ts';
import { importSymbols } from '../../server/modules/market/services/import-symbols.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Answer } from '../support/client.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ requests_per_minute: 100_000 });
});
afterAll(() => app[Symbol.asyncDispose]());

async function symbolsFor(query: Readonly<Record<string, string | number>>): Promise<string[]> {
  return (await app.visitor().do('listStocks', { query })).map((stock) => stock.symbol);
}

describe('searching stocks', () => {
  it('answers anyone, best first, with the quote beside each hit', async () => {
    const visitor = app.visitor();
    const [apple] = await waitFor('a price of Apple', async () => {
      const hits = await visitor.do('listStocks', { query: { q: 'appel' } });
      return hits[0]?.quote ? hits : null;
    });
    expect(apple).toMatchObject({
      symbol: 'AAPL',
      name: 'Apple',
      kind: 'stock',
      exchange: 'XNAS',
      status: 'active',
      quote: { symbol: 'AAPL', simulated: true },
    });
    expect(await symbolsFor({ q: 'brk b', limit: 1 })).toEqual(['BRK.B']);
    expect(await symbolsFor({ q: 'nestlé', limit: 1 })).toEqual(['NESN.SW']);
  });

  it('marks what is gone and leaves it behind', async () => {
    const hits = await app.visitor().do('listStocks', { query: { q: 'facebook' } });
    expect(hits.map(({ symbol, status }) => [symbol, status])).toEqual([
      ['META', 'active'],
      ['FB', 'inactive'],
    ]);
  });

  it('keeps to the filters', async () => {
    const coins = await app.visitor().do('listStocks', { query: { kind: 'coin', limit: 100 } });
    expect(coins.length).toBeGreaterThanOrEqual(20);
    expect(coins.every((stock) => stock.kind === 'coin')).toBe(true);
    expect(await symbolsFor({ q: 'sap', exchange: 'xetr' })).toEqual(['SAP.DE']);
    expect((await app.visitor().call('listStocks', { query: { exchange: 'nowhere' } })).code).toBe('input_invalid');
  });

  it.each([{ q: 'bank' }, { kind: 'index' }, { q: 'gold', kind: 'etf' }])(
    'walks %j in pages that show each row once',
    async (query) => {
      const whole = await symbolsFor({ ...query, limit: 200 });
      const walked: string[] = [];
      let cursor: string | null = null;
      do {
        const answer: Answer<'listStocks'> = await app
          .visitor()
          .call('listStocks', { query: { ...query, limit: 7, ...(cursor === null ? {} : { cursor }) } });
        expect(answer.status).toBe(200);
        walked.push(...answer.data.map((stock) => stock.symbol));
        cursor = answer.meta.next_cursor ?? null;
        expect(answer.meta.has_more).toBe(cursor !== null);
      } while (cursor !== null && walked.length < whole.length);
      expect(walked.slice(0, whole.length)).toEqual(whole);
      expect(new Set(walked).size).toBe(walked.length);
    },
  );

  it('refuses a cursor of another question', async () => {
    const page = await app.visitor().call('listStocks', { query: { q: 'bank', limit: 2 } });
    const cursor = page.meta.next_cursor ?? '';
    expect((await app.visitor().call('listStocks', { query: { q: 'bank', limit: 5, cursor } })).status).toBe(200);
    for (const query of [
      { q: 'gold', cursor },
      { q: 'bank', kind: 'etf', cursor },
      { cursor },
      { q: 'bank', cursor: `${cursor}A` },
    ])
      expect((await app.visitor().call('listStocks', { query })).code).toBe('cursor_invalid');
  });

  it('answers 304 to who has the answer already', async () => {
    const query = { kind: 'index', exchange: 'XNAS' }; // nothing, so no price moves
    const first = await app.visitor().call('listStocks', { query });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const again = await app
      .visitor()
      .fetch('/api/v1/stocks?kind=index&exchange=XNAS', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });
});

describe('one stock', () => {
  it.each(['BRK.B', 'brk-b', 'BRK/B'])('is found as %s', async (symbol) => {
    expect(await app.visitor().do('getStock', { params: { symbol } })).toMatchObject({
      symbol: 'BRK.B',
      exchange: 'XNYS',
    });
  });

  it('is refused by name when there is none', async () => {
    const answer = await app.visitor().call('getStock', { params: { symbol: 'NOPE9' } });
    expect(answer.status).toBe(404);
    expect(answer.errors[0]).toMatchObject({ code: 'instrument_unknown', symbol: 'NOPE9' });
  });
});

describe('an import while the program runs', () => {
  it('is found by search and by symbol as soon as it is committed', async () => {
    const header = 'Symbol,Security Name,Market Category,Test Issue,ETF';
    const list = await readListing('new.csv', lines([header, 'QZXW,Quizzical Waffles Inc. - Common Stock,Q,N,N']));
    await importSymbols(app.program.platform, [list], { allow_large_change: true });
    await waitFor('the new symbol', async () => (await symbolsFor({ q: 'quizical wafles' })).includes('QZXW'));
    expect(await app.visitor().do('getStock', { params: { symbol: 'qzxw' } })).toMatchObject({
      name: 'Quizzical Waffles',
    });
  });
});

async function* lines(rows: readonly string[]): AsyncGenerator<string> {
  yield rows.join('\n');
}
