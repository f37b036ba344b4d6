import { describe, expect, it } from 'vitest';
import { type FakeProvider, fakeProvider } from '../../../../../test/support/fake-providers/fake-provider.ts';
import { snapshot } from '../../../../../test/support/fake-providers/fake-alpaca.ts';
import {
  coin,
  IN_SESSION,
  type MarketWorld,
  marketWorld,
} from '../../../../../test/support/fake-providers/market-world.ts';
import { stock } from '../../../../../test/support/market.ts';
import { liveSource } from '../../board/live-source.ts';
import { Alpaca } from '../alpaca/alpaca.ts';
import { Finnhub } from '../finnhub/finnhub.ts';
import type { Provider } from '../provider.ts';
import { Simulator } from '../simulator/simulator.ts';
import { CombinedProvider } from './combined-provider.ts';

const CADENCE_MS = 5_000;

interface Fakes {
  readonly alpaca: FakeProvider;
  readonly finnhub: FakeProvider;
}

function alpacaOf({ alpaca }: Fakes, world: MarketWorld): Alpaca {
  return new Alpaca({
    ...world,
    timeout_ms: 120,
    keys: {
      key_id: 'KEY-ID',
      secret_key: 'SECRET',
      feed: 'iex',
      requests_per_minute: 200,
      stream_symbols_max: 0,
      url: alpaca.url,
      trading_url: alpaca.url,
      stream_url: alpaca.stream_url,
    },
  });
}

function finnhubOf({ finnhub }: Fakes, world: MarketWorld): Finnhub {
  const keys = {
    token: 'TOKEN',
    requests_per_minute: 60,
    stream_symbols_max: 0,
    url: finnhub.url,
    stream_url: finnhub.stream_url,
  };
  return new Finnhub({ ...world, timeout_ms: 120, keys });
}

const simulatorOf = (_: Fakes, world: MarketWorld): Simulator =>
  new Simulator(world.registry, world.clock, { seed: 1, always_open: false });

/** Two fake providers that work, and a combination of some providers. */
async function combined(
  symbols: Parameters<typeof marketWorld>,
  make: readonly ((fakes: Fakes, world: MarketWorld) => Provider)[],
  by_kind: ConstructorParameters<typeof CombinedProvider>[0]['by_kind'] = {},
) {
  const [alpaca, finnhub] = [await fakeProvider(), await fakeProvider()];
  const world = marketWorld(...symbols);
  const conditions: string[] = [];
  const provider = new CombinedProvider({
    providers: make.map((each) => each({ alpaca, finnhub }, world)),
    by_kind,
    registry: world.registry,
    timers: world.timers,
    calendar: world.calendar,
    onCondition: ({ name, condition }) => conditions.push(`${name} ${condition}`),
  });
  const heal = (): void =>
    alpaca.answer(({ query }) => ({
      body: Object.fromEntries(
        (query['symbols'] ?? '').split(',').map((symbol) => [symbol, snapshot(189.12, world.clock.ms())]),
      ),
    }));
  heal();
  finnhub.answer(() => ({
    body: { c: 189.3, h: 190.5, l: 186.25, o: 187.5, pc: 187, t: Math.floor(world.clock.ms() / 1000) },
  }));
  return {
    alpaca,
    finnhub,
    provider,
    ...world,
    conditions,
    heal,
    live: liveSource(world.board, world.clock),
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await alpaca[Symbol.asyncDispose]();
      await finnhub[Symbol.asyncDispose]();
    },
  };
}

describe('a combination', () => {
  it('takes each instrument from the first that handles it, and asks no other', async () => {
    await using its = await combined(['AAPL'], [alpacaOf, finnhubOf]);
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));
    await its.timers.advance(30_000);
    expect(its.view('AAPL')?.source).toBe('alpaca');
    expect(its.finnhub.requests).toEqual([]);
    expect(its.provider.states().map(({ name, condition }) => [name, condition])).toEqual([
      ['alpaca', 'working'],
      ['finnhub', 'standby'],
    ]);
  });

  it.each([
    ['answers 500', { status: 500 }],
    ['hangs', { hang: true as const }],
    ['sends HTML', { type: 'text/html', body: '<html>' }],
    ['asks to wait', { status: 429, headers: { 'retry-after': '20' } }],
    ['refuses the key', { status: 403 }],
    ['sends zeros', { body: { AAPL: snapshot(0, IN_SESSION) } }],
  ])('changes over within one cadence when the first %s', async (_what, failure) => {
    await using its = await combined(['AAPL'], [alpacaOf, finnhubOf]);
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));
    const asked = its.alpaca.requests.length;
    its.alpaca.answer(() => failure);
    await its.until('the failing question', () => its.alpaca.requests.length > asked, 250);
    const failing_ms = its.clock.ms();
    await its.until('the other source', () => its.view('AAPL')?.source === 'finnhub', 250);
    // A hang is waited for in real time; it counts four seconds where clocks are not moved by hand.
    if (!('hang' in failure)) expect(its.clock.ms() - failing_ms).toBeLessThanOrEqual(CADENCE_MS);
    expect(its.view('AAPL')).toMatchObject({ price: '189.30', freshness: 'live' });
  });

  it('goes back by itself once the first has worked twice in a row', async () => {
    await using its = await combined(['AAPL'], [alpacaOf, finnhubOf]);
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));
    its.alpaca.answer(() => ({ status: 500 }));
    await its.until('the other source', () => its.view('AAPL')?.source === 'finnhub');
    await its.timers.advance(120_000);
    its.heal();
    await its.until(
      'the first again',
      () => its.view('AAPL')?.source === 'alpaca' && its.provider.states()[0]?.condition === 'working',
    );
    const asked = its.finnhub.requests.length;
    await its.timers.advance(60_000);
    expect(its.finnhub.requests.length).toBe(asked);
    expect(its.conditions.filter((each) => each.startsWith('alpaca'))).toEqual([
      'alpaca working',
      'alpaca failing',
      'alpaca working',
    ]);
  });

  it('keeps the last good price with its age where nobody else serves it, and takes made-up ones for none', async () => {
    await using its = await combined(['AAPL'], [alpacaOf]);
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));
    its.alpaca.answer(() => ({ status: 503 }));
    await its.until('two minutes', () => its.clock.ms() > IN_SESSION + 120_000);
    expect(its.view('AAPL')).toMatchObject({ price: '189.12', source: 'alpaca', simulated: false, freshness: 'stale' });
    expect(its.live.status().status).toBe('stale');
    its.heal();
    await its.until('a fresh price', () => its.view('AAPL')?.freshness === 'live');
  });

  it('lets the simulator stand in where the operator lists it, and says that those prices are made up', async () => {
    await using its = await combined(['AAPL'], [alpacaOf, simulatorOf]);
    its.start(its.provider);
    await its.until('a price', () => its.priceOf('AAPL'));
    await its.timers.advance(30_000);
    expect(its.view('AAPL')).toMatchObject({ source: 'alpaca', simulated: false, price: '189.12' });
    its.alpaca.answer(() => ({ status: 500 }));
    await its.until('a made-up price', () => its.view('AAPL')?.simulated);
    expect(its.view('AAPL')).toMatchObject({ source: 'simulator' });
    its.heal();
    await its.until('a real price', () => its.view('AAPL')?.source === 'alpaca');
    expect(its.view('AAPL')).toMatchObject({
      price: '189.12',
      simulated: false,
      previous_close: '187.00',
      high: '190.50',
    });
  });

  it('keeps another order for one kind, and gives nothing for a kind that none of its order serves', async () => {
    const world = [stock('AAPL'), coin('BTC-USD'), stock('SPY', { kind: 'etf' })];
    await using its = await combined(world, [alpacaOf, finnhubOf, simulatorOf], { etf: ['finnhub'], coin: ['alpaca'] });
    const names = ['AAPL', 'SPY', 'BTC-USD'].map((symbol) => {
      const instrument = its.registry.find(symbol);
      return instrument === undefined ? null : (its.provider.member(instrument)?.name ?? null);
    });
    expect(names).toEqual(['alpaca', 'finnhub', null]);
  });

  it("keeps the venues' hours: closed is not stale, and coins never close", async () => {
    await using its = await combined(['AAPL', coin('BTC-USD')], [alpacaOf, simulatorOf], { stock: ['alpaca'] });
    its.start(its.provider);
    await its.until('both prices', () => its.priceOf('AAPL') && its.priceOf('BTC-USD'));
    expect(its.view('AAPL')?.session).toBe('regular');
    its.clock.set(Date.UTC(2026, 10, 21, 15)); // a Saturday
    await its.until('the weekend', () => its.view('AAPL')?.session === 'closed');
    expect(its.view('AAPL')?.freshness).toBe('closed');
    expect(its.view('BTC-USD')?.session).toBe('regular');
  });
});
