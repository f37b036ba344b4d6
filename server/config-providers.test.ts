import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const SECRET = 'secret-that-nobody-sees';
const KEYS = { ALPACA_KEY_ID: 'KEY-ID', ALPACA_SECRET_KEY: SECRET };
const read = (env: Readonly<Record<string, string>>) => readConfig([], env).provider;

describe('the configuration of providers', () => {
  it('is the simulator where nothing is said', () => {
    expect(read({})).toMatchObject({ names: ['simulator'], by_kind: {}, keys: { alpaca: null, finnhub: null } });
  });

  it('lists providers in the order of priority, each once, with the keys of those that are used', () => {
    const { names, keys } = read({ PROVIDER: ' alpaca, coinbase ,alpaca', FINNHUB_TOKEN: 'unused', ...KEYS });
    expect(names).toEqual(['alpaca', 'coinbase']);
    expect(keys.alpaca).toMatchObject({ feed: 'iex', requests_per_minute: 200, stream_symbols_max: 30 });
    expect(keys.finnhub).toBeNull();
  });

  it('may have another order for one kind; a provider named there alone serves nothing else', () => {
    const { names, by_kind } = read({ PROVIDER: 'alpaca', PROVIDER_COIN: 'coinbase,simulator', ...KEYS });
    expect(names).toEqual(['alpaca', 'coinbase', 'simulator']);
    expect(by_kind).toMatchObject({ coin: ['coinbase', 'simulator'], stock: ['alpaca'], index: ['alpaca'] });
  });

  it.each([
    [{ PROVIDER: 'bloomberg' }, /^PROVIDER cannot be "bloomberg": one of simulator, replay, alpaca/],
    [{ PROVIDER: ',' }, /^PROVIDER cannot be ",": one or more of/],
    [{ PROVIDER: 'replay,alpaca', REPLAY_FILE: 'x', ...KEYS }, /a recording is played alone/],
    [{ PROVIDER: 'alpaca' }, /^ALPACA_KEY_ID is missing: PROVIDER=alpaca needs it/],
    [{ PROVIDER: 'alpaca', ...KEYS, ALPACA_FEED: 'gold' }, /^ALPACA_FEED cannot be "gold"/],
    [{ PROVIDER: 'alpaca', ...KEYS, ALPACA_URL: 'ftp://x' }, /^ALPACA_URL cannot be/],
    [{ PROVIDER: 'finnhub', FINNHUB_TOKEN: 'a' }, /^FINNHUB_TOKEN is no key/],
    [{ PROVIDER: 'massive', MASSIVE_KEY: 'key', MASSIVE_REQUESTS_PER_MINUTE: 'many' }, /^MASSIVE_KEY is no key/],
  ])('refuses %o with the name of the variable', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });

  it('never repeats a key, not even a wrong one', () => {
    const wrong = `${SECRET} with blanks`;
    expect(() => read({ PROVIDER: 'alpaca', ALPACA_KEY_ID: 'KEY-ID', ALPACA_SECRET_KEY: wrong })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(SECRET) as string }) as Error,
    );
  });
});
