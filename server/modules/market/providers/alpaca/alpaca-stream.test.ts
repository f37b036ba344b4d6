import { describe, expect, it } from 'vitest';
import { accepting, alpaca, iso, SECRET } from '../../../../../test/support/fake-providers/fake-alpaca.ts';
import { badPrices } from '../../../../../test/support/fake-providers/hostile.ts';
import { stock } from '../../../../../test/support/market.ts';

describe('the stream of alpaca', () => {
  it('signs in, follows the largest symbols, and moves the price', async () => {
    await using its = await alpaca(2, stock('AAPL', { market_cap: 3 }), stock('MSFT', { market_cap: 2 }), 'TSLA');
    accepting(its.fake);
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length >= 2);
    expect(its.fake.opened).toEqual(['/v2/iex']);
    expect(its.fake.heard).toEqual([
      { action: 'auth', key: 'KEY-ID', secret: SECRET },
      { action: 'subscribe', trades: ['AAPL', 'MSFT'], statuses: ['AAPL', 'MSFT'] },
    ]);
    await its.until('a first price', () => its.priceOf('AAPL'));
    const at = iso(its.clock.ms() + 10);
    its.fake.say([
      { T: 't', i: 1, S: 'AAPL', x: 'V', p: 189.2, s: 100, t: at, c: ['@'], z: 'C' },
      { T: 'q', S: 'AAPL', bp: 1, ap: 2, t: at },
    ]);
    await its.until('the trade', () => its.priceOf('AAPL') === '189.20', 0);
  });

  it('moves no price by odd lots, late trades and the other conditions, nor by trades that are none', async () => {
    await using its = await alpaca(1);
    accepting(its.fake);
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length >= 2);
    await its.until('a first price', () => its.priceOf('AAPL'));
    const t = (p: unknown, more: object = {}) => ({
      T: 't',
      i: 1,
      S: 'AAPL',
      p,
      s: 1,
      t: iso(its.clock.ms() + 50),
      c: ['@'],
      ...more,
    });
    its.fake.say([
      ...['I', 'T', 'U', 'W', 'Z', '4', 'P', 'C', 'N', 'R'].map((condition) => t(188, { c: ['@', condition] })),
      ...badPrices.map((price) => t(price)),
      ...[null, 0, 'soon', '1970-01-01T00:00:00Z', '2126-01-01T00:00:00Z', 1_790_000_000].map((at) =>
        t(188.5, { t: at }),
      ),
      t(188, { S: 'META' }),
      t(188, { S: null }),
      null,
      7,
      'text',
      {},
      t(189.3),
    ]);
    await its.until('the good trade', () => its.priceOf('AAPL') === '189.30', 0);
    expect(its.shown('AAPL')).toEqual(['189.12', '189.30']);
  });

  it('follows corrections and cancellations of the last trade, and halts', async () => {
    await using its = await alpaca(1);
    accepting(its.fake);
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length >= 2);
    await its.until('a first price', () => its.priceOf('AAPL'));
    const t = (i: number, p: number) => ({ T: 't', i, S: 'AAPL', p, s: 1, t: iso(its.clock.ms() + i), c: ['@'] });
    its.fake.say([
      t(1, 189.2),
      t(2, 189.9),
      { T: 'x', S: 'AAPL', i: 2, p: 189.9, s: 1, a: 'C', t: iso(its.clock.ms()) },
    ]);
    await its.until(
      'the price before',
      () => its.shown('AAPL').includes('189.90') && its.priceOf('AAPL') === '189.20',
      0,
    );
    its.fake.say([
      t(3, 189.8),
      { T: 'c', S: 'AAPL', oi: 3, op: 189.8, ci: 4, cp: 189.4, cs: 1, cc: ['@'], t: iso(its.clock.ms()) },
    ]);
    await its.until('the correction', () => its.priceOf('AAPL') === '189.40', 0);
    its.fake.say([
      { T: 'c', S: 'AAPL', oi: 99, ci: 5, cp: 150, cc: ['@'] },
      { T: 'x', S: 'AAPL', i: 98 },
    ]);
    its.fake.say([{ T: 's', S: 'AAPL', sc: 'H', sm: 'Trading Halt', rc: 'T12', t: iso(its.clock.ms()), z: 'C' }]);
    await its.until('the halt', () => its.view('AAPL')?.session === 'halted', 0);
    expect(its.priceOf('AAPL')).toBe('189.40');
  });

  it.each([401, 402, 404, 408, 409])('ends for good with error %i, and prices go on by snapshots', async (code) => {
    await using its = await alpaca(1);
    its.fake.converse({ open: (say) => say([{ T: 'error', code, msg: 'not so' }]) });
    its.start(its.provider);
    await its.until('the end of the stream', () => its.provider.health.state().message?.includes(`(${code})`));
    await its.timers.advance(300_000);
    expect(its.fake.opened).toHaveLength(1);
    its.tell(190);
    await its.until('a price', () => its.priceOf('AAPL') === '190.00');
    expect(its.provider.health.state()).toMatchObject({ condition: 'working', stream: 'closed' });
  });

  it('waits ninety seconds where the one connection is taken', async () => {
    await using its = await alpaca(1);
    its.fake.converse({ open: (say) => say([{ T: 'error', code: 406, msg: 'connection limit exceeded' }]) });
    its.start(its.provider);
    await its.until('the refusal', () => its.provider.health.state().message?.includes('(406)'));
    const refused_ms = its.clock.ms();
    accepting(its.fake);
    await its.until('the second attempt', () => its.fake.opened.length === 2);
    expect(its.clock.ms() - refused_ms).toBeGreaterThanOrEqual(89_000);
    expect(its.clock.ms() - refused_ms).toBeLessThan(95_000);
  });

  it.each([400, 403, 405])('stays with error %i', async (code) => {
    await using its = await alpaca(1);
    accepting(its.fake);
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length >= 2);
    its.fake.say([{ T: 'error', code, msg: 'symbol limit exceeded' }]);
    await its.until('the note', () => its.provider.health.state().message?.includes(`(${code})`), 0);
    expect(its.fake.sockets()).toBe(1);
  });

  it.each([
    ['error 407', [{ T: 'error', code: 407, msg: 'slow client' }]],
    ['error 500', [{ T: 'error', code: 500, msg: 'internal error' }]],
    ['a frame that is no JSON', '<html>'],
  ])('comes back after %s', async (_what, frame) => {
    await using its = await alpaca(1);
    accepting(its.fake);
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length >= 2);
    its.fake.say(frame);
    await its.until('the second connection', () => its.fake.heard.length >= 4);
    expect(its.provider.health.serves).toBe(true);
  });

  it('notices a peer that is gone, and one that broke off', async () => {
    await using its = await alpaca(1);
    accepting(its.fake);
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length >= 2);
    its.fake.goDeaf();
    const deaf_ms = its.clock.ms();
    await its.until('the second connection', () => its.fake.opened.length === 2);
    expect(its.clock.ms() - deaf_ms).toBeLessThan(25_000);
    its.fake.breakSockets();
    await its.until('the third', () => its.fake.opened.length === 3);
  });
});
