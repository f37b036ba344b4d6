import { resolve } from 'node:path';
import { instrumentKinds } from '../contract/market.ts';
import { ConfigError, list, oneOf, url, wholeNumber, wrong } from './config-values.ts';

/** Where prices come from, and what each provider needs. Keys are read here and handed on; they are never logged. */

export const providerNames = ['simulator', 'replay', 'alpaca', 'finnhub', 'coinbase', 'yahoo', 'massive'] as const;
export type ProviderName = (typeof providerNames)[number];
/** What vendors list is priced by what they ask, whatever is configured. */
const pricedKinds = instrumentKinds.filter((kind) => kind !== 'collectible');
type Kind = (typeof pricedKinds)[number];

export interface ProviderConfig {
  /** In the order of priority; several are combined. */
  readonly names: readonly ProviderName[];
  /** Another order for one kind of instrument. */
  readonly by_kind: Readonly<Partial<Record<Kind, readonly ProviderName[]>>>;
  readonly keys: ProviderKeys;
  /** Same seed and clock, same prices. */
  readonly seed: number;
  /** Replay: a CSV file, gz or not. */
  readonly file: string | null;
  /** Replay: recorded seconds that pass in one real second; null lets the recording choose a pace to watch. */
  readonly speed: number | null;
  /** Replay: names of the file's columns for time, symbol, price and volume, in this order. */
  readonly columns: readonly [time: string, symbol: string, price: string, volume: string] | null;
}

/** What each provider of real prices needs; null for one that is not used. */
export interface ProviderKeys {
  readonly alpaca: {
    readonly key_id: string;
    readonly secret_key: string;
    readonly feed: 'iex' | 'sip' | 'delayed_sip';
    readonly requests_per_minute: number;
    readonly stream_symbols_max: number;
    readonly url: string;
    readonly stream_url: string;
    readonly trading_url: string;
  } | null;
  readonly finnhub: {
    readonly token: string;
    readonly requests_per_minute: number;
    readonly stream_symbols_max: number;
    readonly url: string;
    readonly stream_url: string;
  } | null;
  readonly coinbase: { readonly url: string; readonly stream_url: string } | null;
  readonly yahoo: { readonly url: string; readonly cookie_url: string } | null;
  readonly massive: { readonly key: string; readonly requests_per_minute: number; readonly url: string } | null;
}

type Env = Readonly<Record<string, string | undefined>>;
interface ProviderFlags {
  readonly provider?: string | undefined;
  readonly file?: string | undefined;
  readonly speed?: string | undefined;
  readonly columns?: string | undefined;
  readonly seed?: string | undefined;
}

/** @throws ConfigError for the first value that cannot be used, without repeating a key. */
export function readProvider(flags: ProviderFlags, env: Env): ProviderConfig {
  const names = readNames('PROVIDER', flags.provider ?? env['PROVIDER'] ?? 'simulator');
  const by_kind: Partial<Record<Kind, readonly ProviderName[]>> = {};
  for (const kind of pricedKinds) {
    const variable = `PROVIDER_${kind.toUpperCase()}`;
    const text = env[variable];
    if (text !== undefined && text !== '') by_kind[kind] = readNames(variable, text);
  }
  const all = [...new Set([...names, ...Object.values(by_kind).flat()])];
  // A provider named for one kind alone serves no other.
  if (all.length > names.length) for (const kind of pricedKinds) by_kind[kind] ??= names;
  if (all.includes('replay') && all.length > 1)
    throw wrong('PROVIDER', all.join(','), 'replay', 'a recording is played alone: its prices are not of today');
  const file = flags.file ?? env['REPLAY_FILE'] ?? null;
  if (all.includes('replay') && file === null)
    throw new ConfigError('REPLAY_FILE is missing: --provider=replay needs a file, for example --file=closes.csv.gz');
  return {
    names: all,
    by_kind,
    keys: readKeys(all, env),
    seed: wholeNumber('SEED', flags.seed ?? env['SEED'] ?? '1', { min: 0, max: 2 ** 31 - 1, example: '1' }),
    file: file === null ? null : resolve(file),
    speed: readSpeed(flags.speed ?? env['REPLAY_SPEED']),
    columns: readColumns(flags.columns ?? env['REPLAY_COLUMNS']),
  };
}

function readNames(variable: string, text: string): ProviderName[] {
  const names = [...new Set(list(text).map((name) => oneOf(variable, name, providerNames)))];
  if (names.length === 0) throw wrong(variable, text, 'alpaca,coinbase', `one or more of ${providerNames.join(', ')}`);
  return names;
}

function readKeys(names: readonly ProviderName[], env: Env): ProviderKeys {
  const used = <Keys>(name: ProviderName, read: () => Keys): Keys | null => (names.includes(name) ? read() : null);
  return {
    alpaca: used('alpaca', () => ({
      key_id: secret('ALPACA_KEY_ID', env, 'alpaca'),
      secret_key: secret('ALPACA_SECRET_KEY', env, 'alpaca'),
      feed: oneOf('ALPACA_FEED', env['ALPACA_FEED'] || 'iex', ['iex', 'sip', 'delayed_sip'] as const),
      requests_per_minute: count('ALPACA_REQUESTS_PER_MINUTE', env, 200),
      stream_symbols_max: count('ALPACA_STREAM_SYMBOLS_MAX', env, 30),
      url: address('ALPACA_URL', env, 'https://data.alpaca.markets'),
      stream_url: address('ALPACA_STREAM_URL', env, 'wss://stream.data.alpaca.markets'),
      trading_url: address('ALPACA_TRADING_URL', env, 'https://paper-api.alpaca.markets'),
    })),
    finnhub: used('finnhub', () => ({
      token: secret('FINNHUB_TOKEN', env, 'finnhub'),
      requests_per_minute: count('FINNHUB_REQUESTS_PER_MINUTE', env, 60),
      stream_symbols_max: count('FINNHUB_STREAM_SYMBOLS_MAX', env, 50),
      url: address('FINNHUB_URL', env, 'https://finnhub.io/api/v1'),
      stream_url: address('FINNHUB_STREAM_URL', env, 'wss://ws.finnhub.io'),
    })),
    coinbase: used('coinbase', () => ({
      url: address('COINBASE_URL', env, 'https://api.exchange.coinbase.com'),
      stream_url: address('COINBASE_STREAM_URL', env, 'wss://ws-feed.exchange.coinbase.com'),
    })),
    yahoo: used('yahoo', () => ({
      url: address('YAHOO_URL', env, 'https://query1.finance.yahoo.com'),
      cookie_url: address('YAHOO_COOKIE_URL', env, 'https://finance.yahoo.com'),
    })),
    massive: used('massive', () => ({
      key: secret('MASSIVE_KEY', env, 'massive'),
      requests_per_minute: count('MASSIVE_REQUESTS_PER_MINUTE', env, 5),
      url: address('MASSIVE_URL', env, 'https://api.massive.com'),
    })),
  };
}

/** Never shown again, not even when it is wrong. */
function secret(variable: string, env: Env, provider: ProviderName): string {
  const text = env[variable]?.trim() ?? '';
  if (text === '')
    throw new ConfigError(`${variable} is missing: PROVIDER=${provider} needs it. Example: ${variable}=your-own-key`);
  if (!/^[\x21-\x7e]{4,200}$/.test(text))
    throw new ConfigError(`${variable} is no key: it has 4 to 200 plain characters. Example: ${variable}=your-own-key`);
  return text;
}

function count(variable: string, env: Env, fallback: number): number {
  const text = env[variable] || String(fallback);
  return wholeNumber(variable, text, { min: 0, max: 100_000, example: String(fallback) });
}

function address(variable: string, env: Env, fallback: string): string {
  const protocols = fallback.startsWith('ws') ? ['wss:', 'ws:'] : ['https:', 'http:'];
  return url(variable, env[variable], protocols, fallback) ?? fallback;
}

function readSpeed(text: string | undefined): number | null {
  const speed = text === undefined ? null : Number(text);
  if (speed !== null && !(speed > 0 && speed <= 1e9))
    throw wrong('REPLAY_SPEED', text ?? '', '86400', 'recorded seconds per real second, above 0');
  return speed;
}

function readColumns(text: string | undefined): ProviderConfig['columns'] {
  if (text === undefined) return null;
  const [time, symbol, price, volume, ...rest] = list(text);
  if (time === undefined || symbol === undefined || price === undefined || volume === undefined || rest.length > 0)
    throw wrong(
      'REPLAY_COLUMNS',
      text,
      'published,symbol,close,volume',
      'name the columns of time, symbol, price and volume',
    );
  return [time, symbol, price, volume];
}
