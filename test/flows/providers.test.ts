import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, startApp } from '../support/app.ts';
import { type FakeProvider, fakeProvider } from '../support/fake-providers/fake-provider.ts';
import { waitFor } from '../support/wait-for.ts';

/** The whole program with real sources, spoken by servers on loopback: coins of one, shares of another that is broken. */

let coinbase: FakeProvider;
let alpaca: FakeProvider;
let app: TestApp;
let ticking: NodeJS.Timeout;
const SECRET = 'secret-that-nobody-sees';

const ticker = () => ({
  type: 'ticker',
  product_id: 'BTC-USD',
  price: '101000.50',
  time: new Date().toISOString(),
  last_size: '0.02',
});

beforeAll(async () => {
  [coinbase, alpaca] = [await fakeProvider(), await fakeProvider()];
  coinbase.answer(() => ({ status: 500 }));
  alpaca.answer(() => ({ status: 403, body: { message: 'forbidden.' } }));
  ticking = setInterval(() => coinbase.say(ticker()), 50);
  app = await startApp({
    env: {
      PROVIDER: 'alpaca,coinbase',
      COINBASE_URL: coinbase.url,
      COINBASE_STREAM_URL: coinbase.stream_url,
      ALPACA_KEY_ID: 'KEY-ID',
      ALPACA_SECRET_KEY: SECRET,
      ALPACA_URL: alpaca.url,
      ALPACA_STREAM_URL: alpaca.stream_url,
      ALPACA_TRADING_URL: alpaca.url,
    },
  });
});

afterAll(async () => {
  clearInterval(ticking);
  await app[Symbol.asyncDispose]();
  await coinbase[Symbol.asyncDispose]();
  await alpaca[Symbol.asyncDispose]();
});

const priced = () =>
  waitFor('a price', async () => {
    const { quote } = await app.visitor().do('getStock', { params: { symbol: 'BTC-USD' } });
    return quote;
  });

describe('a program with real sources', () => {
  it('shows their prices with source and freshness, and never a made-up one in their place', async () => {
    expect(await priced()).toMatchObject({
      price: '101000.50',
      source: 'coinbase',
      simulated: false,
      delay_ms: 0,
      session: 'regular',
      freshness: 'live',
    });
    const { quote } = await app.visitor().do('getStock', { params: { symbol: 'AAPL' } });
    expect(quote).toBeNull();
  });

  it('tells administrators how each source does, without its keys, and nobody else', async () => {
    const admin = await app.admin();
    const states = await waitFor('the saved states', async () => {
      const list = await admin.do('listProviders');
      return list.some(({ condition }) => condition === 'stopped') &&
        list.some(({ condition }) => condition === 'working')
        ? list
        : null;
    });
    expect(states.map(({ name, condition, message }) => [name, condition, message])).toEqual([
      ['alpaca', 'stopped', 'It refuses the key or the plan (403): forbidden.'],
      ['coinbase', 'working', expect.anything()],
      ['shop', 'working', null],
    ]);
    expect(JSON.stringify(states)).not.toContain(SECRET);
    await expect(app.visitor().do('listProviders')).rejects.toThrow();
    const member = await app.register();
    await expect(member.do('listProviders')).rejects.toThrow();
  });

  it('says in its health which source is broken, and goes on', async () => {
    const health = await waitFor('the health', async () => {
      const answer = await fetch(`${app.url}/health`);
      const { data } = (await answer.json()) as {
        data: { status: string; parts: { name: string; status: string; detail?: string }[] };
      };
      const part = data.parts.find(({ name }) => name === 'providers');
      return part?.detail?.includes('stopped') ? { ...data, part } : null;
    });
    expect(health.status).toBe('degraded');
    expect(health.part).toMatchObject({
      status: 'degraded',
      detail: 'alpaca is stopped, coinbase is working, shop is working',
    });
  });

  it('keeps the source of a price over a restart', async () => {
    await priced();
    clearInterval(ticking);
    await app.restart();
    const { quote } = await app.visitor().do('getStock', { params: { symbol: 'BTC-USD' } });
    expect(quote).toMatchObject({ price: '101000.50', source: 'coinbase', simulated: false });
  });
});
