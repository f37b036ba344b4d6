import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

let app: TestApp;
let visitor: Client;
let standard: Client;
beforeAll(async () => {
  app = await startApp({ requests_per_minute: 1_000_000 });
  visitor = app.visitor();
  standard = await app.register();
});
afterAll(async () => app[Symbol.asyncDispose]());

describe('analytics of an instrument', () => {
  const ask = (client: Client, symbol: string, query: Record<string, string> = {}) =>
    client.call('getAnalytics', { params: { symbol }, query });

  it('are what its candles say', async () => {
    const query = { from: daysAgo(300), to: daysAgo(10) };
    const { data } = await ask(standard, 'msft', query);
    const { candles } = await standard.do('getHistory', {
      params: { symbol: 'MSFT' },
      query: { ...query, interval: '1d' },
    });
    const numbers = (name: 'low' | 'high' | 'close'): number[] => candles.map((candle) => Number(candle[name]));
    const [min, max] = [Math.min(...numbers('low')), Math.max(...numbers('high'))];
    expect(data).toMatchObject({ symbol: 'MSFT', interval: '1d', simulated: true, points: candles.length });
    expect(Number(data.min)).toBe(min);
    expect(data.min_at).toBe(candles.find(({ low }) => Number(low) === min)?.time);
    expect(Number(data.max)).toBe(max);
    expect([data.first, data.last]).toEqual([candles[0]?.open, candles.at(-1)?.close]);
    expect(data.volume).toBeCloseTo(
      candles.reduce((sum, { volume }) => sum + volume, 0),
      0,
    );
    const mean = numbers('close').reduce((sum, close) => sum + close, 0) / candles.length;
    expect(Number(data.average)).toBeCloseTo(mean, 1);
    expect(data.volatility).toBeGreaterThan(0.05);
  });

  it('of a month are open to anyone, made of hours; figures of a year are not', async () => {
    const { data } = await ask(visitor, 'AAPL');
    expect(data).toMatchObject({ interval: '1h', low_52_weeks: null, sma_200: null, sma_20: expect.any(String) });
    expect(data.average_volume_30_days).toBeGreaterThan(0);
    expect(await ask(visitor, 'AAPL', { from: daysAgo(40) })).toMatchObject({
      status: 403,
      code: 'history_window_limit',
    });
    expect(await ask(visitor, 'NOWHERE')).toMatchObject({ status: 404, code: 'instrument_unknown' });
    expect(await ask(visitor, 'AAPL', { from: 'yesterday' })).toMatchObject({ status: 422 });
  });

  it('of a window that is over keep their ETag', async () => {
    const query = { from: daysAgo(20), to: daysAgo(10) };
    const first = await ask(visitor, 'AAPL', query);
    const again = await visitor.fetch(`/api/v1/stocks/AAPL/analytics?from=${query.from}&to=${query.to}`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });
});

describe('analytics of a watchlist', () => {
  it('cover its symbols in their order, and how their returns move together', async () => {
    const symbols = ['NVDA', 'BTC-USD', 'AMD'];
    const { id } = await standard.do('createWatchlist', { body: { name: 'Chips', symbols } });
    const query = { from: daysAgo(200) };
    const answer = await standard.do('getWatchlistAnalytics', { params: { id }, query });
    expect(answer.items.map(({ symbol }) => symbol)).toEqual(symbols);
    expect(answer.symbols).toEqual(symbols);
    const [first] = answer.items;
    expect(await standard.do('getAnalytics', { params: { symbol: 'NVDA' }, query })).toMatchObject({
      first: first?.first,
      min: first?.min,
      points: first?.points,
    });
    const matrix = answer.correlation;
    expect(matrix.map((row) => row.length)).toEqual([3, 3, 3]);
    expect([0, 1, 2].map((at) => matrix[at]?.[at])).toEqual([1, 1, 1]);
    expect(matrix[0]?.[2]).toBe(matrix[2]?.[0]);
  });

  it('are measured in hours where the window is a week, and are the owner’s alone', async () => {
    const { id } = await standard.do('createWatchlist', { body: { name: 'One', symbols: ['AAPL'] } });
    const answer = await standard.do('getWatchlistAnalytics', { params: { id }, query: { from: daysAgo(5) } });
    expect(answer.items[0]).toMatchObject({ interval: '1h' });
    expect(answer.correlation).toEqual([[null]]);
    const stranger = await app.register();
    expect(await stranger.call('getWatchlistAnalytics', { params: { id } })).toMatchObject({
      code: 'watchlist_unknown',
    });
    expect(await visitor.call('getWatchlistAnalytics', { params: { id } })).toMatchObject({ status: 401 });
    const empty = await standard.do('createWatchlist', { body: { name: 'None' } });
    expect(await standard.do('getWatchlistAnalytics', { params: { id: empty.id } })).toMatchObject({
      items: [],
      correlation: [],
      average_change_percent: null,
    });
  });
});

it('tells anyone which venues are open, and that the feed here never closes', async () => {
  const { always_open, markets } = await visitor.do('listMarkets');
  expect(always_open).toBe(true);
  const names = markets.map(({ market }) => market);
  for (const market of ['XNYS', 'XNAS', 'XETR', 'XTKS', '24/7', '24/5']) expect(names).toContain(market);
  expect(markets.find(({ market }) => market === '24/7')).toMatchObject({ phase: 'regular', opens_at: null });
});
