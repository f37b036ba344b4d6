import { describe, expect, it } from 'vitest';
import { alpaca, SECRET, snapshot, trade } from '../../../../../test/support/fake-providers/fake-alpaca.ts';
import { badAnswers, badPrices } from '../../../../../test/support/fake-providers/hostile.ts';
import { IN_SESSION } from '../../../../../test/support/fake-providers/market-world.ts';
import { stock } from '../../../../../test/support/market.ts';

describe('snapshots of alpaca', () => {
  it('become quotes with the day, and the key stands in headers alone', async () => {
    await using its = await alpaca(
      0,
      'AAPL',
      'BRK.B',
      stock('ABR$D'),
      stock('VOD', { exchange: 'XLON', currency: 'GBP' }),
    );
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));

    expect(its.view('AAPL')).toMatchObject({
      price: '189.12',
      previous_close: '187.00',
      open: '187.50',
      high: '190.50',
      low: '186.25',
      volume: 49_378,
      source: 'alpaca',
      simulated: false,
    });
    const [request] = its.fake.requests;
    expect(request).toMatchObject({
      path: '/v2/stocks/snapshots',
      query: { symbols: 'AAPL,BRK.B,ABR.PRD', feed: 'iex' },
    });
    expect(request?.headers).toMatchObject({ 'apca-api-key-id': 'KEY-ID', 'apca-api-secret-key': SECRET });
    expect(JSON.stringify(request?.query)).not.toContain(SECRET);
  });

  it('are asked for in batches, the largest in every round and the others in turn, within the limit of the key', async () => {
    const many = Array.from({ length: 8_000 }, (_, place) => stock(`S${place}`, { market_cap: 8_000 - place }));
    await using its = await alpaca(0, ...many);
    its.start(its.provider);
    await its.until('a minute', () => its.clock.ms() >= IN_SESSION + 60_000, 500);

    const asked = its.fake.requests.map(({ query }) => (query['symbols'] ?? '').split(','));
    expect(Math.max(...asked.map((each) => each.length))).toBe(400);
    expect(asked.length).toBeLessThanOrEqual(150);
    expect(new Set(asked.flat()).size).toBe(8_000);
    expect(asked.filter((each) => each.includes('S0')).length).toBeGreaterThan(5);
    expect(asked.filter((each) => each.includes('S7999')).length).toBeLessThan(6);
  });

  it('take the last eligible price where the last trade is an odd lot, and what is out of session is no price', async () => {
    await using its = await alpaca();
    its.fake.answer(() => ({
      body: { AAPL: { ...snapshot(150, its.clock.ms()), latestTrade: trade(150, its.clock.ms(), ['@', 'I']) } },
    }));
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));
    expect(its.shown('AAPL')).toEqual(['189.50']);
  });

  it('leave the last good price where a bad one comes, in every form', async () => {
    await using its = await alpaca();
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
    expect(its.view('AAPL')?.high).toBe('190.50');
  });

  it.each(badAnswers)('survive %s, and go on by themselves', async (_what, answer) => {
    await using its = await alpaca();
    its.start(its.provider);
    await its.until('a first price', () => its.priceOf('AAPL') === '189.12');
    its.tellOnce(answer);
    await its.until('the failure', () => its.provider.health.state().failed_at_ms !== null);
    expect(its.priceOf('AAPL')).toBe('189.12');
    expect(its.provider.health.serves).toBe(false);
    its.tell(190.5);
    await its.until('a price again', () => its.priceOf('AAPL') === '190.50');
    await its.until('trust again', () => its.provider.health.serves);
    expect(its.shown('AAPL')).toEqual(['189.12', '190.50']);
    expect(its.provider.health.state().message).not.toContain(SECRET);
  });

  it('of a renamed or a strange symbol are counted, not guessed', async () => {
    await using its = await alpaca();
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));
    its.fake.answer(() => ({ body: { META: snapshot(500, its.clock.ms()), aapl: snapshot(1, its.clock.ms()) } }));
    await its.until('the rejection', () => its.rejected.unknown_symbol);
    expect(its.shown('AAPL')).toEqual(['189.12']);
  });

  it('stop for good when the key is refused, and say so without the key', async () => {
    await using its = await alpaca();
    its.fake.answer(() => ({ status: 403, body: { message: 'forbidden.' } }));
    its.start(its.provider);
    await its.until('the end', () => its.provider.health.stopped);
    const asked = its.fake.requests.length;
    await its.timers.advance(600_000);
    expect(its.fake.requests.length).toBe(asked);
    expect(its.provider.health.state()).toMatchObject({
      condition: 'stopped',
      message: 'It refuses the key or the plan (403): forbidden.',
    });
  });

  it('open the breaker when they go on failing, and close it when they work again', async () => {
    await using its = await alpaca();
    let down = true;
    its.fake.answer(() => (down ? { status: 500 } : { body: { AAPL: snapshot(189.12, its.clock.ms()) } }));
    its.start(its.provider);
    await its.until('the breaker to open', () => its.provider.health.state().breaker === 'open');
    const asked = its.fake.requests.length;
    await its.until('two minutes', () => its.clock.ms() >= IN_SESSION + 120_000);
    expect(its.fake.requests.length - asked).toBeLessThan(12);
    down = false;
    await its.until('a price', () => its.priceOf('AAPL') === '189.12');
    await its.until('the breaker to close', () => its.provider.health.state().breaker === 'closed');
  });

  it('believe what the provider says about our quota', async () => {
    await using its = await alpaca();
    const reset_s = Math.ceil(IN_SESSION / 1000) + 30;
    its.fake.answer(() => ({
      headers: { 'x-ratelimit-limit': '200', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset_s) },
      body: { AAPL: snapshot(189.12, its.clock.ms()) },
    }));
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));
    expect(its.provider.health.state().quota).toEqual({ limit: 200, left: 0 });
    await its.until('the reset', () => its.clock.ms() >= reset_s * 1000 - 1_000);
    expect(its.fake.requests).toHaveLength(1);
    await its.until('the next question', () => its.fake.requests.length === 2);
  });
});
