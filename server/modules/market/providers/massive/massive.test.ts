import { describe, expect, it } from 'vitest';
import { fakeWorld } from '../../../../../test/support/fake-providers/fake-world.ts';
import { badAnswers, badPrices } from '../../../../../test/support/fake-providers/hostile.ts';
import { stock } from '../../../../../test/support/market.ts';
import { Massive } from './massive.ts';

const KEY = 'key-that-nobody-sees';
const DAY_MS = 86_400_000;
const row = (T: string, c: unknown) => ({ T, v: 1_000, vw: 188, o: 187.5, c, h: 190.5, l: 186.25, t: 1, n: 9 });
const flat = (T: string, c: number) => ({ ...row(T, c), o: c, h: c, l: c });
const answerWith = (...results: readonly unknown[]) => ({
  body: { status: 'OK', adjusted: false, queryCount: 1, resultsCount: results.length, results },
});

const massive = (...symbols: Parameters<typeof fakeWorld>[0]) =>
  fakeWorld(
    symbols.length > 0 ? symbols : ['AAPL'],
    ({ fake, world }) =>
      new Massive({ ...world, timeout_ms: 120, keys: { key: KEY, requests_per_minute: 5, url: fake.url } }),
    ({ path }, price) => {
      if (path.endsWith('2026-11-19')) return answerWith(row('AAPL', price), flat('BRK.B', 480.5), flat('ABRpD', 21));
      if (path.endsWith('2026-11-18')) return answerWith(row('AAPL', 187), flat('BRK.B', 479));
      return answerWith(row('AAPL', 189.5));
    },
  );

describe('closes of massive', () => {
  it('of the whole market come with one request a day, and one more at the start for the change', async () => {
    await using its = await massive('AAPL', 'BRK.B', stock('ABR$D'));
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));
    expect(its.view('AAPL')).toMatchObject({
      price: '189.12',
      previous_close: '187.00',
      high: '190.50',
      at: '2026-11-19T20:59:59.999Z',
      source: 'massive',
      delay_ms: DAY_MS,
      freshness: 'delayed',
    });
    expect([its.priceOf('BRK.B'), its.priceOf('ABR$D')]).toEqual(['480.50', '21.00']);
    await its.timers.advance(3_600_000);
    expect(its.fake.requests.map(({ path }) => path.split('/').at(-1))).toEqual(['2026-11-19', '2026-11-18']);
    expect(its.fake.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    await its.until('the next close', () => its.priceOf('AAPL') === '189.50', 600_000);
    expect(its.fake.requests).toHaveLength(3);
    expect(its.view('AAPL')).toMatchObject({ previous_close: '189.12' });
  });

  it('that are none are left out, in every form, and the others are taken', async () => {
    for (const bad of badPrices.slice(0, -2)) {
      await using its = await massive('AAPL', 'BRK.B');
      its.tell(bad);
      its.start(its.provider);
      await its.until('the other price', () => its.priceOf('BRK.B'));
      expect(its.shown('AAPL'), JSON.stringify(bad)).toEqual([]);
    }
  });

  it('with decimals in the wrong place lie outside their own day, and are left out', async () => {
    for (const bad of badPrices.slice(-2)) {
      await using its = await massive('AAPL', 'BRK.B');
      its.tell(bad);
      its.start(its.provider);
      await its.until('the other price', () => its.priceOf('BRK.B'));
      expect(its.shown('AAPL'), JSON.stringify(bad)).toEqual([]);
    }
  });

  it.each(badAnswers)('survive %s, and are asked for again', async (_what, answer) => {
    await using its = await massive();
    its.tellOnce(answer);
    its.start(its.provider);
    await its.until('the failure', () => its.provider.health.state().failed_at_ms !== null);
    expect(its.shown('AAPL')).toEqual([]);
    await its.until('a price', () => its.priceOf('AAPL') === '189.12', 5_000);
  });

  it('of a holiday are those of the day before, and the holiday is not asked for over and over', async () => {
    await using its = await massive();
    its.fake.answer(({ path }) => (path.endsWith('2026-11-19') ? answerWith() : answerWith(row('AAPL', 187))));
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL') === '187.00');
    await its.timers.advance(600_000);
    expect(its.fake.requests.filter(({ path }) => path.endsWith('2026-11-19'))).toHaveLength(1);
  });
});

describe('the past of massive', () => {
  it('has days at midnight UTC of their own date, prices as traded, and says where it goes on', async () => {
    await using its = await massive();
    its.fake.answer(({ path, query }) => {
      expect(path).toMatch(/^\/v2\/aggs\/ticker\/AAPL\/range\/1\/day\/\d+\/\d+$/);
      expect(query).toMatchObject({ adjusted: 'false', sort: 'asc' });
      const candle = (t: number) => ({ v: 1, o: 2, h: 3, l: 1, c: 2.5, t });
      return {
        body: {
          status: 'OK',
          results: [candle(Date.UTC(2026, 10, 17, 5)), candle(Date.UTC(2026, 10, 18, 5)), { t: 5 }, null],
          next_url: `${its.fake.url}/v2/more?cursor=x`,
        },
      };
    });
    const span = { interval: '1d', from_ms: Date.UTC(2026, 10, 17), to_ms: Date.UTC(2026, 10, 20) } as const;
    const part = await its.provider.history(its.registry.at(0), span, AbortSignal.timeout(120_000));
    expect(part.candles.map(({ at_ms }) => at_ms)).toEqual([Date.UTC(2026, 10, 17), Date.UTC(2026, 10, 18)]);
    expect(part.reached_ms).toBe(Date.UTC(2026, 10, 18) + 1);
  });
});
