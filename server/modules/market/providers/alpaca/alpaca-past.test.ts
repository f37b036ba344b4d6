import { describe, expect, it } from 'vitest';
import { alpaca } from '../../../../../test/support/fake-providers/fake-alpaca.ts';
import { badPrices } from '../../../../../test/support/fake-providers/hostile.ts';
import { IN_SESSION } from '../../../../../test/support/fake-providers/market-world.ts';

const DAY_MS = 86_400_000;
const bar = (t: string, more: object = {}) => ({ t, o: 2, h: 3, l: 1, c: 2.5, v: 7, n: 4, vw: 2, ...more });
const soon = () => AbortSignal.timeout(120_000);

describe('the past of alpaca', () => {
  it('is asked for as traded, of the whole market where that is free, days at midnight UTC of their own date', async () => {
    await using its = await alpaca();
    its.fake.answer(() => ({
      body: { bars: { AAPL: [bar('2026-11-17T05:00:00Z'), bar('2026-11-18T05:00:00Z')] }, next_page_token: null },
    }));
    const span = { interval: '1d', from_ms: Date.UTC(2026, 10, 17), to_ms: Date.UTC(2026, 10, 19) } as const;
    const part = await its.provider.history(its.registry.at(0), span, soon());
    expect(its.fake.requests[0]).toMatchObject({
      path: '/v2/stocks/bars',
      query: { symbols: 'AAPL', timeframe: '1Day', adjustment: 'raw', feed: 'sip', limit: '10000' },
    });
    expect(part).toEqual({
      candles: [17, 18].map((day) => ({
        at_ms: Date.UTC(2026, 10, day),
        open: 200,
        high: 300,
        low: 100,
        close: 250,
        volume: 7,
      })),
      reached_ms: span.to_ms,
    });
  });

  it('goes on from where a page ends, and asks the plan own venue for the newest quarter of an hour', async () => {
    await using its = await alpaca();
    its.fake.answer(() => ({ body: { bars: { AAPL: [bar('2026-11-20T14:00:00Z')] }, next_page_token: 'more' } }));
    const old = { interval: '1m', from_ms: IN_SESSION - DAY_MS, to_ms: IN_SESSION } as const;
    const first = await its.provider.history(its.registry.at(0), old, soon());
    expect(first.reached_ms).toBe(Date.UTC(2026, 10, 20, 14) + 1);
    expect(Date.parse(its.fake.requests[0]?.query['end'] ?? '')).toBeLessThan(IN_SESSION - 15 * 60_000);
    its.fake.answer(() => ({ body: { bars: {}, next_page_token: null } }));
    const fresh = { interval: '1m', from_ms: IN_SESSION - 60_000, to_ms: IN_SESSION } as const;
    expect(await its.provider.history(its.registry.at(0), fresh, soon())).toEqual({
      candles: [],
      reached_ms: IN_SESSION,
    });
    expect(its.fake.requests[1]?.query['feed']).toBe('iex');
  });

  it('holds no candle with a bad price, and fails where the answer is none', async () => {
    await using its = await alpaca();
    const span = { interval: '1d', from_ms: Date.UTC(2026, 10, 1), to_ms: Date.UTC(2026, 10, 30) } as const;
    const bad = badPrices.filter((price) => price !== 1.8912);
    its.fake.answer(() => ({
      body: { bars: { AAPL: bad.map((c) => bar('2026-11-17T05:00:00Z', { c })) }, next_page_token: null },
    }));
    expect((await its.provider.history(its.registry.at(0), span, soon())).candles).toEqual([]);
    for (const body of [{}, null, { bars: [] }]) {
      its.fake.answer(() => ({ body: JSON.stringify(body) }));
      await expect(its.provider.history(its.registry.at(0), span, soon())).rejects.toMatchObject({
        kind: 'unreadable',
      });
    }
    its.fake.answer(() => ({
      status: 403,
      body: { message: 'subscription does not permit querying recent SIP data' },
    }));
    await expect(its.provider.history(its.registry.at(0), span, soon())).rejects.toMatchObject({ kind: 'refused' });
    expect(its.provider.health.stopped).toBe(false);
  });

  it('has splits in whole pieces and dividends, over all pages', async () => {
    await using its = await alpaca();
    its.fake.answer(({ query }) =>
      query['page_token'] === undefined
        ? {
            body: {
              corporate_actions: {
                forward_splits: [
                  { symbol: 'AAPL', new_rate: 10, old_rate: 1, ex_date: '2025-11-17' },
                  { ex_date: 'soon' },
                ],
                reverse_splits: [{ symbol: 'AAPL', new_rate: 1, old_rate: 20, ex_date: '2026-01-05' }],
              },
              next_page_token: 'p2',
            },
          }
        : {
            body: {
              corporate_actions: { cash_dividends: [{ rate: 0.25, ex_date: '2026-02-09' }, { rate: 0 }] },
              next_page_token: null,
            },
          },
    );
    const span = { from: '2025-01-01', to: '2026-11-20' };
    expect(await its.provider.actions(its.registry.at(0), span, soon())).toEqual({
      splits: [
        { ex_date: '2025-11-17', new_pieces: 10, old_pieces: 1 },
        { ex_date: '2026-01-05', new_pieces: 1, old_pieces: 20 },
      ],
      dividends: [{ ex_date: '2026-02-09', amount: '0.25', currency: 'USD' }],
    });
  });

  it('lists papers with our spelling and venue, and leaves out those without a venue of ours', async () => {
    await using its = await alpaca();
    its.fake.answer(() => ({
      body: [
        { symbol: 'BRK.B', name: 'Berkshire Hathaway', exchange: 'NYSE', status: 'active' },
        { symbol: 'ABR.PRD', name: 'Arbor Preferred', exchange: 'NYSE', status: 'inactive' },
        { symbol: 'SPY', name: 'SPDR S&P 500 ETF Trust', exchange: 'ARCA', status: 'active' },
        { symbol: 'XYZQ', name: 'Over the counter', exchange: 'OTC', status: 'active' },
        null,
        { symbol: 7 },
      ],
    }));
    const listed = await its.provider.listInstruments(soon());
    expect(listed.map(({ symbol, exchange, kind, active }) => [symbol, exchange, kind, active])).toEqual([
      ['BRK.B', 'XNYS', 'stock', true],
      ['ABR$D', 'XNYS', 'stock', false],
      ['SPY', 'ARCX', 'etf', true],
    ]);
  });
});
