import { describe, expect, it } from 'vitest';
import type { Say } from '../../../../../test/support/fake-providers/fake-provider.ts';
import { fakeWorld } from '../../../../../test/support/fake-providers/fake-world.ts';
import { badAnswers, badPrices } from '../../../../../test/support/fake-providers/hostile.ts';
import { coin } from '../../../../../test/support/fake-providers/market-world.ts';
import { Coinbase } from './coinbase.ts';

const DAY_MS = 86_400_000;
const product = (id: string, status = 'online') => ({
  id,
  base_currency: id.split('-')[0],
  quote_currency: 'USD',
  status,
  trading_disabled: false,
});

const coinbase = (...ids: string[]) =>
  fakeWorld(
    (ids.length > 0 ? ids : ['BTC-USD']).map(coin),
    ({ fake, world }) =>
      new Coinbase({ ...world, timeout_ms: 120, keys: { url: fake.url, stream_url: fake.stream_url } }),
    ({ path, query }, _, { clock }) => {
      if (path === '/products')
        return { body: [product('BTC-USD'), product('ETH-USD'), product('OLD-USD', 'delisted')] };
      const today_s = (Math.floor(clock.ms() / DAY_MS) * DAY_MS) / 1000;
      expect(query['granularity']).toBe('86400');
      return {
        body: [
          [today_s, 99_000, 101_500, 100_000, 101_000.5, 12.5],
          [today_s - 86_400, 90_000, 100_500, 95_000, 99_999.99, 30],
        ],
      };
    },
  );

type World = Awaited<ReturnType<typeof coinbase>>;
const ticker = (its: World, price: unknown, more: object = {}) => ({
  type: 'ticker',
  sequence: 1,
  product_id: 'BTC-USD',
  price,
  open_24h: '99000',
  volume_24h: '1234.5',
  time: new Date(its.clock.ms()).toISOString().replace('Z', '769Z'),
  trade_id: 1,
  last_size: '0.02',
  ...more,
});

/** A first price, however often the socket has to be opened for it. */
async function priced(its: World, price: string): Promise<void> {
  await its.until(`the price ${price}`, () => {
    its.fake.say(ticker(its, price));
    return its.priceOf('BTC-USD') === price;
  });
}

describe('the ticker of coinbase', () => {
  it('needs no key, follows coins alone, and tells the day', async () => {
    await using its = await coinbase('BTC-USD', 'ETH-USD', 'OLD-USD');
    its.start(its.provider);
    await its.until('the products', () => its.fake.requests.some(({ path }) => path.includes('/candles')));
    await its.until('the subscription', () => its.fake.heard.length > 0);
    await priced(its, '101000.50');
    await its.until('the day', () => its.view('BTC-USD')?.previous_close);
    expect(its.view('BTC-USD')).toMatchObject({
      price: '101000.50',
      previous_close: '99999.99',
      open: '100000.00',
      high: '101500.00',
      low: '99000.00',
      source: 'coinbase',
      freshness: 'live',
    });
    const follows = JSON.stringify(its.fake.heard);
    expect(follows).toContain('ETH-USD');
    const last = its.fake.heard.at(-1) as { product_ids: string[]; type: string };
    expect(last.type === 'unsubscribe' || !last.product_ids.includes('OLD-USD')).toBe(true);
  });

  it('moves no price by what is no ticker, in every form', async () => {
    await using its = await coinbase();
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length > 0);
    await priced(its, '101000.00');
    for (const bad of badPrices) its.fake.say(ticker(its, bad));
    for (const price of ['10100000.00', '1010.00', 'NaN', '1e5']) its.fake.say(ticker(its, price));
    for (const time of [null, 0, 'soon', its.clock.ms(), '1970-01-01T00:00:00Z', '2126-01-01T00:00:00Z'])
      its.fake.say(ticker(its, '100500.00', { time }));
    its.fake.say(ticker(its, '100500.00', { product_id: 'BTC-EUR' }));
    its.fake.say(ticker(its, '100500.00', { product_id: null }));
    its.fake.say({ type: 'match', price: '1' });
    its.fake.say({ type: 'subscriptions', channels: [] });
    await priced(its, '101010.00');
    expect(its.shown('BTC-USD')).toEqual(['101000.00', '101010.00']);
    expect(its.rejected.unknown_symbol).toBe(2);
  });

  it.each([
    ['text that is no JSON', 'Too Many Requests'],
    ['JSON that breaks off', '{"type":"ticker","price":'],
    ['a list', []],
    ['null', 'null'],
    ['a number', '7'],
    ['an error', { type: 'error', message: 'Failed to authenticate', reason: 'who are you' }],
  ])('comes back after %s', async (_what, frame) => {
    await using its = await coinbase();
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length > 0);
    await priced(its, '101000.00');
    its.fake.say(frame);
    await its.until('the failure', () => !its.provider.health.serves, 0);
    await priced(its, '101010.00');
    await its.until('trust again', () => {
      its.fake.say(ticker(its, '101010.00'));
      return its.provider.health.serves;
    });
    expect(its.shown('BTC-USD')).toEqual(['101000.00', '101010.00']);
  });

  it('fails within one cadence when it falls silent, and when the connection breaks', async () => {
    await using its = await coinbase();
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length > 0);
    await priced(its, '101000.00');
    const silent_ms = its.clock.ms();
    await its.until('the failure', () => !its.provider.health.serves);
    expect(its.clock.ms() - silent_ms).toBeLessThanOrEqual(7_000);
    expect(its.provider.health.state().message).toBe('Its stream has been mute for 5 s');
    await its.until('the second connection', () => its.fake.sockets() === 1 && its.fake.opened.length >= 2);
    its.fake.breakSockets();
    await its.until('the break', () => its.provider.health.state().message?.includes('closed'), 0);
  });

  it('leaves out one product that its stream does not know, and follows the others', async () => {
    await using its = await coinbase('BTC-USD', 'NOPE-USD');
    its.fake.answer(() => ({ status: 500 }));
    its.fake.converse({
      hear: (message, say: Say) => {
        const { product_ids } = message as { product_ids: string[] };
        if (product_ids.includes('NOPE-USD'))
          say({ type: 'error', message: 'Failed to subscribe', reason: 'NOPE-USD is not a valid product' });
      },
    });
    its.start(its.provider);
    await its.until('the second subscription', () => its.fake.heard.length >= 2);
    expect(its.fake.heard.at(-1)).toMatchObject({ type: 'subscribe', product_ids: ['BTC-USD'] });
    await priced(its, '101000.00');
  });

  it.each(badAnswers)('goes on without the figures of the day after %s', async (_what, answer) => {
    await using its = await coinbase();
    its.fake.answer(() => answer);
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length > 0);
    await priced(its, '101000.00');
    expect(its.view('BTC-USD')?.previous_close).toBeNull();
    expect(its.shown('BTC-USD')).toEqual(['101000.00']);
  });
});

describe('the past of coinbase', () => {
  it('comes oldest first, at most three hundred candles a question, without rows that are none', async () => {
    await using its = await coinbase();
    const [btc] = [its.registry.at(0)];
    const from_ms = Date.UTC(2026, 9, 1);
    its.fake.answer(({ query }) => {
      expect([query['start'], query['end']]).toEqual(['2026-10-01T00:00:00.000Z', '2026-10-01T04:59:59.999Z']);
      const at_s = from_ms / 1000;
      return {
        body: [
          [at_s + 120, 1, 3, 2, 2.5, 7],
          [at_s + 60, 5, 3, 2, 2.5, 7],
          [at_s, 1, 3, 2, 2.5, 7],
          [at_s * 1000, 1, 3, 2, 2.5, 7],
          null,
          [],
        ],
      };
    });
    const part = await its.provider.history(
      btc,
      { interval: '1m', from_ms, to_ms: from_ms + DAY_MS },
      AbortSignal.timeout(120_000),
    );
    expect(part.reached_ms).toBe(from_ms + 300 * 60_000);
    expect(part.candles.map(({ at_ms }) => at_ms - from_ms)).toEqual([0, 120_000]);
    expect(part.candles[0]).toMatchObject({ open: 200, high: 300, low: 100, close: 250, volume: 7 });
  });
});
