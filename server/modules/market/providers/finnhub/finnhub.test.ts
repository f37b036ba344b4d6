import { describe, expect, it } from 'vitest';
import { fakeWorld } from '../../../../../test/support/fake-providers/fake-world.ts';
import { badAnswers, badPrices } from '../../../../../test/support/fake-providers/hostile.ts';
import { stock } from '../../../../../test/support/market.ts';
import { venueOf } from '../../sessions/venues.ts';
import { Finnhub } from './finnhub.ts';

const TOKEN = 'token-that-nobody-sees';
const quote = (c: unknown, at_ms: number) => ({
  c,
  d: 1.2,
  dp: 0.46,
  h: 190.5,
  l: 186.25,
  o: 187.5,
  pc: 187,
  t: Math.floor(at_ms / 1000),
});

const finnhub = (streamed = 0, ...symbols: Parameters<typeof fakeWorld>[0]) =>
  fakeWorld(
    symbols.length > 0 ? symbols : ['AAPL'],
    ({ fake, world }) =>
      new Finnhub({
        ...world,
        timeout_ms: 120,
        keys: {
          token: TOKEN,
          requests_per_minute: 60,
          stream_symbols_max: streamed,
          url: fake.url,
          stream_url: fake.stream_url,
        },
      }),
    (_, price, { clock }) => ({ body: quote(price, clock.ms()) }),
  );

describe('quotes of finnhub', () => {
  it('become quotes with the day; their clock counts seconds', async () => {
    await using its = await finnhub();
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));
    expect(its.view('AAPL')).toMatchObject({
      price: '189.12',
      previous_close: '187.00',
      open: '187.50',
      high: '190.50',
      low: '186.25',
      source: 'finnhub',
    });
    const [request] = its.fake.requests;
    expect(request).toMatchObject({ path: '/quote', query: { symbol: 'AAPL' } });
    expect(request?.headers['x-finnhub-token']).toBe(TOKEN);
    expect(request?.query).not.toHaveProperty('token');
  });

  it('are asked one symbol after the other, the largest alone, within sixty a minute', async () => {
    const many = Array.from({ length: 500 }, (_, place) => stock(`S${place}`, { market_cap: 500 - place }));
    await using its = await finnhub(50, ...many);
    its.start(its.provider);
    await its.timers.advance(0);
    const began_ms = its.clock.ms();
    await its.until('two minutes', () => its.clock.ms() - began_ms >= 120_000, 250);
    const asked = its.fake.requests.map(({ query }) => query['symbol']);
    expect(asked.length).toBeGreaterThan(60);
    expect(asked.length).toBeLessThan(100);
    expect(new Set(asked).size).toBe(50);
    expect(asked).not.toContain('S50');
  });

  it('leave the last good price where a bad one comes, in every form', async () => {
    await using its = await finnhub();
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

  it('take neither a time in milliseconds nor none for seconds', async () => {
    await using its = await finnhub();
    its.start(its.provider);
    await its.until('a first price', () => its.priceOf('AAPL') === '189.12');
    for (const t of [its.clock.ms(), 0, null, '1582641000', -5]) {
      its.tellOnce({ body: { ...quote(150, its.clock.ms()), t } });
      const before = its.fake.requests.length;
      await its.until('the answer', () => its.fake.requests.length > before + 1);
    }
    expect(its.shown('AAPL')).toEqual(['189.12']);
  });

  it.each(badAnswers)('survive %s, and go on by themselves', async (what, answer) => {
    await using its = await finnhub();
    its.start(its.provider);
    await its.until('a first price', () => its.priceOf('AAPL') === '189.12');
    its.tellOnce(answer);
    const before = its.fake.requests.length;
    await its.until('the bad answer', () => its.fake.requests.length > before);
    its.tell(190.5);
    await its.until('a price again', () => its.priceOf('AAPL') === '190.50');
    await its.until('trust again', () => its.provider.health.serves);
    expect(its.shown('AAPL')).toEqual(['189.12', '190.50']);
    // An answer without a price is what an unknown symbol gets: it says nothing about the source.
    const failed = its.provider.health.state().failed_at_ms !== null;
    expect(failed).toBe(what !== 'an empty object');
    expect(String(its.provider.health.state().message)).not.toContain(TOKEN);
  });

  it('that hold no price three times in a row are a failure of the source', async () => {
    await using its = await finnhub();
    its.tell(0);
    its.start(its.provider);
    await its.until('the failure', () => !its.provider.health.serves);
    expect(its.provider.health.state().message).toBe('Its answers hold no price');
  });
});

describe('the stream of finnhub', () => {
  const trade = (p: unknown, t: unknown, s: unknown = 'AAPL') => ({ s, p, t, v: 100, c: ['1', '24'] });

  it('subscribes one symbol per message, and orders a batch; its clock counts milliseconds', async () => {
    await using its = await finnhub(2, stock('AAPL', { market_cap: 2 }), stock('MSFT', { market_cap: 1 }));
    its.start(its.provider);
    await its.until('the subscriptions', () => its.fake.heard.length >= 2);
    expect(its.fake.heard).toEqual([
      { type: 'subscribe', symbol: 'AAPL' },
      { type: 'subscribe', symbol: 'MSFT' },
    ]);
    await its.until('a first price', () => its.priceOf('AAPL'));
    const now_ms = its.clock.ms();
    its.fake.say({ type: 'trade', data: [trade(189.5, now_ms + 20), trade(189.3, now_ms + 10)] });
    await its.until('the newest trade', () => its.priceOf('AAPL') === '189.50', 0);
    expect(its.shown('AAPL')).toEqual(['189.12', '189.30', '189.50']);
    expect(its.fake.opened).toEqual([`/?token=${TOKEN}`]);
  });

  it('moves no price by odd lots, nor out of hours', async () => {
    await using its = await finnhub(1);
    its.tell(0);
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length >= 1);
    const at_ms = its.clock.ms();
    const before_hours_ms = its.provider.calendar.dayAt(venueOf(stock('AAPL')), at_ms).opens_ms - 60_000;
    const odd = [
      { ...trade(188.1, at_ms + 10), v: 99 },
      { ...trade(188.2, at_ms + 20), v: 1 },
    ];
    its.fake.say({ type: 'trade', data: [trade(188, before_hours_ms), ...odd, trade(188.3, at_ms + 30)] });
    await its.until('the round lot', () => its.priceOf('AAPL') === '188.30', 0);
    expect(its.shown('AAPL')).toEqual(['188.30']);
  });

  it('moves no price by what is no trade', async () => {
    await using its = await finnhub(1);
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length >= 1);
    await its.until('a first price', () => its.priceOf('AAPL'));
    const at_ms = its.clock.ms() + 50;
    const data = [
      ...badPrices.map((price) => trade(price, at_ms)),
      ...[null, 0, 'soon', Math.floor(at_ms / 1000), at_ms * 1000].map((t) => trade(188.5, t)),
      trade(188.5, at_ms, 'META'),
      null,
      'text',
    ];
    for (const frame of [
      { type: 'ping' },
      { type: 'trade' },
      { type: 'trade', data: null },
      [],
      7,
      null,
      { type: 'trade', data },
    ])
      its.fake.say(frame);
    its.fake.say({ type: 'trade', data: [trade(189.3, at_ms, 'AAPL')] });
    await its.until('the good trade', () => its.priceOf('AAPL') === '189.30', 0);
    expect(its.shown('AAPL')).toEqual(['189.12', '189.30']);
  });

  it('is replaced when it goes mute, when a frame is no JSON, and when its time is up', async () => {
    await using its = await finnhub(1);
    its.start(its.provider);
    await its.until('the subscription', () => its.fake.heard.length >= 1);
    const mute_ms = its.clock.ms();
    await its.until('the second connection', () => its.fake.opened.length === 2);
    expect(its.clock.ms() - mute_ms).toBeGreaterThan(70_000);
    its.fake.say('<html>');
    await its.until('the third', () => its.fake.opened.length === 3);
    expect(String(its.provider.health.state().message)).not.toContain(TOKEN);
  });

  it('ends where the key is refused, and prices go on by request', async () => {
    await using its = await finnhub(1);
    its.fake.converse({ open: (say) => say({ type: 'error', msg: 'Invalid API key' }) });
    its.start(its.provider);
    await its.until('the end', () => its.provider.health.state().stream === 'closed');
    await its.timers.advance(300_000);
    expect(its.fake.opened).toHaveLength(1);
    its.tell(190);
    await its.until('a price', () => its.priceOf('AAPL') === '190.00');
  });
});
