import { describe, expect, it } from 'vitest';
import { fakeWorld } from '../../../../../test/support/fake-providers/fake-world.ts';
import { badAnswers, badPrices } from '../../../../../test/support/fake-providers/hostile.ts';
import { stock } from '../../../../../test/support/market.ts';
import { createLog } from '../../../../platform/log.ts';
import { Yahoo } from './yahoo.ts';

const COOKIE = 'A3=d=xyz';
const quote = (symbol: string, price: unknown, at_ms: number, more: object = {}) => ({
  symbol,
  quoteType: 'EQUITY',
  currency: 'USD',
  regularMarketPrice: price,
  regularMarketTime: Math.floor(at_ms / 1000),
  regularMarketPreviousClose: 187,
  regularMarketOpen: 187.5,
  regularMarketDayHigh: 190.5,
  regularMarketDayLow: 186.25,
  regularMarketVolume: 49_378,
  exchangeDataDelayedBy: 0,
  ...more,
});
const answerWith = (result: readonly unknown[]) => ({ body: { quoteResponse: { result, error: null } } });

const yahoo = (...symbols: Parameters<typeof fakeWorld>[0]) =>
  fakeWorld(
    symbols.length > 0 ? symbols : ['AAPL'],
    ({ fake, world }) =>
      new Yahoo({ ...world, log: createLog('silent'), timeout_ms: 120, keys: { url: fake.url, cookie_url: fake.url } }),
    ({ path, query }, price, { clock }) => {
      if (path.startsWith('/quote/'))
        return { type: 'text/html', headers: { 'set-cookie': `${COOKIE}; Path=/` }, body: '<html>' };
      if (path === '/v1/test/getcrumb') return { type: 'text/plain', body: 'crumb.1/x' };
      return answerWith((query['symbols'] ?? '').split(',').map((symbol) => quote(symbol, price, clock.ms())));
    },
  );

describe('quotes of yahoo', () => {
  it('come with a cookie and a crumb, in its spelling, and are shown as delayed', async () => {
    await using its = await yahoo('AAPL', 'BRK.B', stock('SPX', { kind: 'index', exchange: null }));
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('BRK.B'));
    expect(its.view('AAPL')).toMatchObject({
      price: '189.12',
      previous_close: '187.00',
      volume: 49_378,
      source: 'yahoo',
      delay_ms: 900_000,
      freshness: 'delayed',
    });
    const asked = its.fake.requests.find(({ path }) => path === '/v7/finance/quote');
    expect(asked?.query).toEqual({ symbols: 'AAPL,BRK-B,^GSPC', crumb: 'crumb.1/x' });
    expect(asked?.headers.cookie).toBe(COOKIE);
    expect(its.fake.requests.filter(({ path }) => path.includes('crumb'))).toHaveLength(1);
  });

  it('leave the last good price where a bad one comes, in every form', async () => {
    await using its = await yahoo();
    its.start(its.provider);
    await its.until('a first price', () => its.priceOf('AAPL') === '189.12');
    const good = ['189.12'];
    for (const [turn, bad] of badPrices.entries()) {
      const before = its.fake.requests.length;
      its.tell(bad);
      await its.until('the bad price to be asked for', () => its.fake.requests.length > before);
      const next = (190 + turn / 100).toFixed(2);
      good.push(next);
      its.tell(Number(next));
      await its.until(`a good price after ${JSON.stringify(bad)}`, () => its.priceOf('AAPL') === next);
    }
    expect(its.shown('AAPL')).toEqual(good);
  });

  it.each(badAnswers)('survive %s, and go on by themselves', async (_what, answer) => {
    await using its = await yahoo();
    its.start(its.provider);
    await its.until('a first price', () => its.priceOf('AAPL') === '189.12');
    its.tellOnce(answer);
    await its.until('the failure', () => its.provider.health.state().failed_at_ms !== null);
    its.tell(190.5);
    await its.until('a price again', () => its.priceOf('AAPL') === '190.50');
    await its.until('trust again', () => its.provider.health.serves);
    expect(its.shown('AAPL')).toEqual(['189.12', '190.50']);
  });

  it('are not taken in another currency, in pence, of a delisted paper or of one not asked for', async () => {
    await using its = await yahoo();
    its.start(its.provider);
    await its.until('a first price', () => its.priceOf('AAPL') === '189.12');
    const bad = [
      { currency: 'EUR' },
      { currency: 'GBp' },
      { currency: null },
      { quoteType: 'NONE' },
      { symbol: 'META' },
      { symbol: 'aapl' },
      { regularMarketTime: its.clock.ms() },
      { regularMarketTime: null },
    ];
    for (const more of bad) {
      its.tellOnce(answerWith([quote('AAPL', 150, its.clock.ms(), more)]));
      const before = its.fake.requests.length;
      await its.until('the answer', () => its.fake.requests.length > before + 1);
    }
    expect(its.shown('AAPL')).toEqual(['189.12']);
  });

  it('wait where the crumb is a limit in disguise, and ask for another where it has run out', async () => {
    await using its = await yahoo();
    its.start(its.provider);
    await its.until('a first price', () => its.priceOf('AAPL') === '189.12');
    its.tellOnce({ status: 401, body: { finance: { error: { code: 'Unauthorized', description: 'Invalid Crumb' } } } });
    its.tell(190);
    await its.until('a price', () => its.priceOf('AAPL') === '190.00');
    expect(its.fake.requests.filter(({ path }) => path.includes('crumb'))).toHaveLength(2);

    await using limited = await yahoo();
    limited.fake.answer(({ path }) => {
      if (path.includes('crumb')) return { type: 'text/plain', body: 'Too Many Requests' };
      return { type: 'text/html', headers: { 'set-cookie': COOKIE }, body: '' };
    });
    limited.start(limited.provider);
    await limited.until('the limit', () => limited.provider.health.state().condition === 'limited');
  });
});
