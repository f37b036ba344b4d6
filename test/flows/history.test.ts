import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { noonClock } from '../support/noon-clock.ts';

const DAY_MS = 86_400_000;
const clock = noonClock();
const daysAgo = (days: number): string => new Date(clock.ms() - days * DAY_MS).toISOString().slice(0, 10);

let app: TestApp;
let visitor: Client;
let standard: Client;
let premium: Client;
let admin: Client;

beforeAll(async () => {
  app = await startApp({ clock, requests_per_minute: 1_000_000 });
  visitor = app.visitor();
  standard = await app.register();
  premium = await app.register({ tier: 'premium' });
  admin = await app.admin();
});
afterAll(async () => app[Symbol.asyncDispose]());

const history = (client: Client, query: Record<string, string> = {}) =>
  client.call('getHistory', { params: { symbol: 'AAPL' }, query });

describe('the history of an instrument', () => {
  it('reaches back as far as the plan does, in the finest interval with at most 2,000 candles', async () => {
    const month = (await history(visitor)).data;
    expect(month).toMatchObject({
      symbol: 'AAPL',
      interval: '1h',
      adjusted: true,
      source: 'simulator',
      simulated: true,
    });
    expect(month.from.slice(0, 10)).toBe(daysAgo(31));
    expect(month.candles.length).toBeGreaterThan(700);
    expect((await history(standard)).data).toMatchObject({
      interval: '1d',
      from: expect.stringContaining(daysAgo(366)),
    });
    const all = (await history(premium)).data;
    expect(all.interval).toBe('1w');
    expect(all.candles.length).toBeGreaterThan(500);
    expect(all.candles.length).toBeLessThanOrEqual(2000);
  });

  it('ends with the live price: the last candle joins the quote without a jump', async () => {
    const { candles } = (await history(visitor, { interval: '1m', from: new Date(clock.ms() - 600_000).toISOString() }))
      .data;
    const { quote } = await visitor.do('getStock', { params: { symbol: 'AAPL' } });
    const last = candles.at(-1);
    expect(Math.abs(Number(last?.close) / Number(quote?.price) - 1)).toBeLessThan(0.003);
  });

  it('names the plan and its first day when asked for more than it reaches', async () => {
    const answer = await history(visitor, { from: daysAgo(40) });
    expect(answer).toMatchObject({ status: 403, code: 'history_window_limit' });
    expect(answer.errors[0]).toMatchObject({ tier: 'anonymous', history_days: 31 });
    expect(answer.errors[0]?.detail).toContain(daysAgo(31));
    expect((await history(standard, { from: daysAgo(40) })).status).toBe(200);
    expect((await history(standard, { from: daysAgo(400) })).code).toBe('history_window_limit');
    expect((await history(premium, { from: daysAgo(400) })).status).toBe(200);
  });

  it('refuses what cannot be a window, and intervals too fine for it', async () => {
    expect((await history(premium, { from: '2026-01-02', to: '2026-01-01' })).code).toBe('window_invalid');
    expect((await history(visitor, { interval: '1m' })).code).toBe('history_too_fine');
    expect((await history(premium, { interval: '1h' })).code).toBe('history_too_fine');
    expect((await visitor.call('getHistory', { params: { symbol: 'NO.SUCH' } })).code).toBe('instrument_unknown');
    const years = { interval: '1m', from: daysAgo(700) };
    expect((await premium.call('exportHistory', { params: { symbol: 'AAPL' }, query: years })).code).toBe(
      'history_too_fine',
    );
  });

  it('answers 304 to who has the same candles', async () => {
    const query = { from: daysAgo(20), to: daysAgo(10) };
    const first = await history(visitor, query);
    const etag = first.headers.get('etag') ?? '';
    const again = await visitor.call('getHistory', {
      params: { symbol: 'AAPL' },
      query,
      headers: { 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
    const still = await history(visitor, { source: 'import' });
    const headers = { 'if-none-match': still.headers.get('etag') ?? '' };
    const later = await visitor.call('getHistory', {
      params: { symbol: 'AAPL' },
      query: { source: 'import' },
      headers,
    });
    expect(later.status).toBe(304);
  });

  it('comes as CSV with the same numbers, and more of them', async () => {
    const query = { from: daysAgo(30), to: daysAgo(2) };
    const hours = (await history(visitor, { ...query, interval: '1h' })).data.candles;
    const csv = await visitor.fetch(
      `/api/v1/stocks/AAPL/history/export?${new URLSearchParams({ ...query, interval: '1h' }).toString()}`,
    );
    expect(csv.headers.get('content-disposition')).toContain('AAPL-1h-from-');
    const [head, ...lines] = (await csv.text()).trimEnd().split('\r\n');
    expect(head).toBe('time,open,high,low,close,volume');
    expect(lines).toEqual(
      hours.map(({ time, open, high, low, close, volume }) => [time, open, high, low, close, volume].join(',')),
    );
    const minutes = await visitor.fetch(`/api/v1/stocks/AAPL/history/export?interval=1m&from=${daysAgo(7)}`);
    expect((await minutes.text()).split('\r\n').length).toBeGreaterThan(7 * 1440);
  });
});

describe('splits', () => {
  beforeAll(async () => {
    await sql`
      INSERT INTO market.candles_1d (instrument_id, source, at, open, high, low, close, volume)
      SELECT id, 'import', '2024-01-02', 100, 100, 100, 100, 1 FROM market.instruments WHERE symbol IN ('NFLX', 'NVDA')
    `.execute(app.program.platform.db);
  });

  it('are refused where all prices are made up, which no real split adjusts', async () => {
    const body = { ex_date: '2025-11-17', new_pieces: 10, old_pieces: 1 };
    const refused = await admin.call('addSplit', { params: { symbol: 'MSFT' }, body });
    expect(refused).toMatchObject({ status: 422, code: 'split_without_prices' });
    expect(refused.errors[0]?.detail).toContain('Import its history');
  });

  it('are entered and removed by administrators alone, and each is written down', async () => {
    const split = { ex_date: '2025-11-17', new_pieces: 10, old_pieces: 1 };
    const params = { symbol: 'NFLX' };
    expect((await standard.call('addSplit', { params, body: split })).code).toBe('forbidden');
    const added = await admin.do('addSplit', { params, body: split });
    expect(added).toMatchObject({ ...split, source: 'admin' });
    const { candles } = (await premium.call('getHistory', { params, query: { source: 'import' } })).data;
    expect(candles).toMatchObject([{ close: '10.00' }]);
    expect((await admin.call('addSplit', { params, body: split })).code).toBe('split_exists');
    const nearby = { ex_date: '2025-11-14', new_pieces: 20, old_pieces: 2 };
    expect((await admin.call('addSplit', { params, body: nearby })).code).toBe('split_exists');
    const no_change = { ...split, new_pieces: 1, ex_date: '2024-01-01' };
    expect((await admin.call('addSplit', { params, body: no_change })).code).toBe('input_invalid');

    const actions = await visitor.do('getCorporateActions', { params });
    expect(actions.splits).toContainEqual(added);
    expect(actions.kept_sources).toEqual(['import']);
    // The prices shown now are made up: what was gained since a day must not be divided by a real split.
    expect(await visitor.do('getSplits', { query: { symbols: 'NFLX,AAPL' } })).toEqual([]);
    expect((await visitor.call('getSplits', { query: { symbols: 'NFLX,NONE-SUCH' } })).code).toBe('symbols_unknown');
    const id = added.id ?? '';
    expect((await admin.call('removeSplit', { params: { symbol: 'AAPL', id } })).code).toBe('split_unknown');
    expect((await admin.call('removeSplit', { params: { symbol: 'NFLX', id } })).status).toBe(200);
    expect((await visitor.do('getCorporateActions', { params })).splits).not.toContainEqual(added);

    const { rows } = await sql<{ action: string; detail: object }>`
      SELECT action, detail FROM identity.audit_events WHERE subject_id = ${id} ORDER BY id
    `.execute(app.program.platform.db);
    expect(rows).toMatchObject([
      { action: 'split.added', detail: { symbol: 'NFLX', ex_date: '2025-11-17', pieces: '10:1' } },
      { action: 'split.removed' },
    ]);
  });

  it('of the same instrument entered at the same moment are one', async () => {
    const body = { ex_date: '2024-06-10', new_pieces: 10, old_pieces: 1 };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => admin.call('addSplit', { params: { symbol: 'NVDA' }, body })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'split_exists')).toHaveLength(5);
  });
});

describe('back-fills', () => {
  it('are for administrators, and for providers that tell their past', async () => {
    const body = { symbol: 'AAPL', interval: '1d', from: '2024-01-01' } as const;
    expect((await standard.call('startBackfill', { body })).code).toBe('forbidden');
    const refused = await admin.call('startBackfill', { body });
    expect(refused).toMatchObject({ status: 422, code: 'backfill_unavailable' });
    expect(refused.errors[0]?.detail).toContain('computed');
    expect((await admin.call('listBackfills')).data).toEqual([]);
  });
});
