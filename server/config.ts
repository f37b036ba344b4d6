import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** The only reader of the environment and the command line: parsed once, frozen, and wrong values stop the start. */

export const roles = ['api', 'realtime', 'worker', 'feed'] as const;
export type ProcessRole = (typeof roles)[number];
export const providers = ['simulator', 'replay'] as const;

export interface Config {
  /** Which processes this one is. */
  readonly run: readonly ProcessRole[];
  readonly port: number;
  readonly host: string;
  /** Address people type, without a trailing slash: cookies, origins and links follow it. */
  readonly public_url: string;
  /** Further origins whose pages may open sockets and call with cookies. */
  readonly allowed_origins: readonly string[];
  /** Proxies in front of us whose X-Forwarded-For is believed, counted from here. */
  readonly trust_proxy: number;
  readonly data_dir: string;
  /** An external PostgreSQL (15 or newer); null starts the embedded one in data_dir. */
  readonly database_url: string | null;
  readonly db_pool_max: number;
  readonly log_level: string;
  readonly demo: boolean;
  readonly admin: { readonly email: string; readonly password: string } | null;
  readonly provider: ProviderConfig;
  /** The simulator's session never closes. */
  readonly always_open: boolean;
}

export interface ProviderConfig {
  readonly name: (typeof providers)[number];
  /** Same seed and clock, same prices. */
  readonly seed: number;
  /** Replay: a CSV file, gz or not. */
  readonly file: string | null;
  /** Replay: recorded seconds that pass in one real second; null lets the recording choose a pace to watch. */
  readonly speed: number | null;
  /** Replay: names of the file's columns for time, symbol, price and volume, in this order. */
  readonly columns: readonly [time: string, symbol: string, price: string, volume: string] | null;
}

/** A value that cannot be used; the message names the variable and shows a valid example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const OPTIONS = {
  run: { type: 'string' },
  port: { type: 'string' },
  provider: { type: 'string' },
  file: { type: 'string' },
  speed: { type: 'string' },
  columns: { type: 'string' },
  seed: { type: 'string' },
} as const;

/**
 * @param argv arguments after the script's name; `--name=value`.
 * @throws ConfigError for the first value that cannot be used.
 */
export function readConfig(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Config {
  const flags = readFlags(argv);
  const port = wholeNumber('PORT', flags.port ?? env['PORT'] ?? '3000', { min: 0, max: 65_535, example: '3000' });
  const database_url = url(
    'DATABASE_URL',
    env['DATABASE_URL'],
    ['postgres:', 'postgresql:'],
    'postgres://user:password@host:5432/omnistock',
  );
  const public_url =
    url('PUBLIC_URL', env['PUBLIC_URL'], ['http:', 'https:'], 'https://stock.example.org') ??
    `http://localhost:${port}`;
  return Object.freeze({
    run: readRoles(flags.run ?? env['RUN']),
    port,
    host: env['HOST'] || '0.0.0.0',
    public_url,
    allowed_origins: list(env['ALLOWED_ORIGINS']).map((origin) => originOf('ALLOWED_ORIGINS', origin)),
    trust_proxy: wholeNumber('TRUST_PROXY', env['TRUST_PROXY'] ?? '0', { min: 0, max: 10, example: '1' }),
    data_dir: resolve(env['DATA_DIR'] || '.data'),
    database_url,
    db_pool_max: wholeNumber('DB_POOL_MAX', env['DB_POOL_MAX'] ?? '10', { min: 2, max: 200, example: '10' }),
    log_level: oneOf('LOG_LEVEL', env['LOG_LEVEL'] ?? 'info', [
      'fatal',
      'error',
      'warn',
      'info',
      'debug',
      'trace',
      'silent',
    ]),
    demo: flag('DEMO', env['DEMO'], database_url === null),
    admin: readAdmin(env['ADMIN_EMAIL'], env['ADMIN_PASSWORD']),
    provider: readProvider(flags, env),
    always_open: flag('ALWAYS_OPEN', env['ALWAYS_OPEN'], true),
  });
}

type Flags = Readonly<Partial<Record<keyof typeof OPTIONS, string>>>;

function readFlags(argv: readonly string[]): Flags {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new ConfigError(
      `${(error as Error).message} Known options: ${Object.keys(OPTIONS)
        .map((name) => `--${name}=`)
        .join(' ')}`,
    );
  }
}

function readRoles(text: string | undefined): readonly ProcessRole[] {
  if (text === undefined) return roles;
  const named = list(text);
  if (named.length === 0) throw wrong('--run', text, 'api,worker', `name one or more of ${roles.join(', ')}`);
  return named.map((name) => oneOf('--run', name, roles));
}

function readAdmin(email: string | undefined, password: string | undefined): Config['admin'] {
  if (!email && !password) return null;
  if (!email || !/^[^@\s]+@[^@\s]+$/.test(email))
    throw wrong('ADMIN_EMAIL', email ?? '', 'admin@example.org', 'set it together with ADMIN_PASSWORD');
  if (!password || password.length < 8)
    throw new ConfigError(
      'ADMIN_PASSWORD must have at least 8 characters, for example ADMIN_PASSWORD="correct horse battery".',
    );
  return { email: email.toLowerCase(), password };
}

function readProvider(flags: Flags, env: Readonly<Record<string, string | undefined>>): ProviderConfig {
  const name = oneOf('PROVIDER', flags.provider ?? env['PROVIDER'] ?? 'simulator', providers);
  const file = flags.file ?? env['REPLAY_FILE'] ?? null;
  if (name === 'replay' && file === null)
    throw new ConfigError('REPLAY_FILE is missing: --provider=replay needs a file, for example --file=closes.csv.gz');
  const speed_text = flags.speed ?? env['REPLAY_SPEED'];
  const speed = speed_text === undefined ? null : Number(speed_text);
  if (speed !== null && !(speed > 0 && speed <= 1e9))
    throw wrong('REPLAY_SPEED', speed_text ?? '', '86400', 'recorded seconds per real second, above 0');
  const columns = flags.columns ?? env['REPLAY_COLUMNS'];
  const seed = wholeNumber('SEED', flags.seed ?? env['SEED'] ?? '1', { min: 0, max: 2 ** 31 - 1, example: '1' });
  return {
    name,
    seed,
    file: file === null ? null : resolve(file),
    speed,
    columns: columns === undefined ? null : readColumns(columns),
  };
}

function readColumns(text: string): NonNullable<ProviderConfig['columns']> {
  const [time, symbol, price, volume, ...rest] = list(text);
  if (time === undefined || symbol === undefined || price === undefined || volume === undefined || rest.length > 0) {
    throw wrong(
      'REPLAY_COLUMNS',
      text,
      'published,symbol,close,volume',
      'name the columns of time, symbol, price and volume',
    );
  }
  return [time, symbol, price, volume];
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function originOf(name: string, text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin === 'null') throw wrong(name, text, 'https://app.example.org', 'origins separated by commas');
  return origin;
}

function url(name: string, text: string | undefined, protocols: readonly string[], example: string): string | null {
  if (text === undefined || text === '') return null;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))
    throw wrong(name, text, example, `an address that starts with ${protocols.join(' or ')}`);
  return text.replace(/\/+$/, '');
}

function flag(name: string, text: string | undefined, fallback: boolean): boolean {
  if (text === undefined || text === '') return fallback;
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw wrong(name, text, '1', '1 or 0');
}

function wholeNumber(
  name: string,
  text: string,
  bounds: { readonly min: number; readonly max: number; readonly example: string },
): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < bounds.min || value > bounds.max)
    throw wrong(name, text, bounds.example, `a whole number from ${bounds.min} to ${bounds.max}`);
  return value;
}

function oneOf<const Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text);
  if (found === undefined) throw wrong(name, text, values[0] ?? '', `one of ${values.join(', ')}`);
  return found;
}

/** Never repeats the value of a secret: only names that are not secret come here with their value. */
function wrong(name: string, value: string, example: string, hint: string): ConfigError {
  const shown = name === 'DATABASE_URL' ? 'the given value' : JSON.stringify(value);
  return new ConfigError(`${name} cannot be ${shown}: ${hint}. Example: ${name}=${example}`);
}
