import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readCrashAt } from './config-crash.ts';
import { type MailConfig, readMail } from './config-mail.ts';
import { type PaymentsConfig, readPayments } from './config-payments.ts';
import { type PhotosConfig, readPhotos } from './config-photos.ts';
import { type ProviderConfig, readProvider } from './config-providers.ts';
import {
  type AllowedHost,
  allowedHost,
  ConfigError,
  flag,
  list,
  oneOf,
  originOf,
  url,
  wholeNumber,
  wrong,
} from './config-values.ts';
import type { CrashAt } from './platform/crash-point.ts';

export { ConfigError } from './config-values.ts';
export type { ProviderConfig } from './config-providers.ts';

/** The only reader of the environment and the command line: parsed once, frozen, and wrong values stop the start. */

export const roles = ['api', 'realtime', 'worker', 'feed'] as const;
export type ProcessRole = (typeof roles)[number];

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
  /** Real cards that come with the program go into the catalogue. */
  readonly starter_catalogue: boolean;
  readonly admin: { readonly email: string; readonly password: string } | null;
  readonly provider: ProviderConfig;
  /** The simulator's session never closes. */
  readonly always_open: boolean;
  readonly symbols: SymbolsConfig;
  readonly mail: MailConfig;
  readonly photos: PhotosConfig;
  /** What the operator keeps of each sale, in hundredths of a percent. */
  readonly commission_bp: number;
  readonly payments: PaymentsConfig;
  /** Hosts of the operator's own network that webhooks may call, also without https. */
  readonly outbound_allow: readonly AllowedHost[];
  /** A Redis whose stream gets every fact, for other systems; null: none does. */
  readonly facts_stream: string | null;
  /** Tests alone: where this process kills itself. */
  readonly crash_at: CrashAt | null;
}

/** Where new, renamed and delisted symbols are read from; https addresses or files. */
export interface SymbolsConfig {
  /** The venues' own lists; none: nothing is read. */
  readonly urls: readonly string[];
  /** A list of two columns, the symbol before and the symbol after. */
  readonly renames_url: string | null;
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
    starter_catalogue: flag('STARTER_CATALOGUE', env['STARTER_CATALOGUE'], true),
    demo: flag('DEMO', env['DEMO'], database_url === null),
    admin: readAdmin(env['ADMIN_EMAIL'], env['ADMIN_PASSWORD']),
    provider: readProvider(flags, env),
    always_open: flag('ALWAYS_OPEN', env['ALWAYS_OPEN'], true),
    outbound_allow: list(env['OUTBOUND_ALLOW']).map((host) => allowedHost('OUTBOUND_ALLOW', host)),
    symbols: {
      urls: list(env['SYMBOLS_URLS']).map((source) => httpsOrFile('SYMBOLS_URLS', source)),
      renames_url: env['SYMBOL_RENAMES_URL'] ? httpsOrFile('SYMBOL_RENAMES_URL', env['SYMBOL_RENAMES_URL']) : null,
    },
    mail: readMail(env, public_url),
    photos: readPhotos(env),
    commission_bp: wholeNumber('COMMISSION_BP', env['COMMISSION_BP'] ?? '0', { min: 0, max: 10_000, example: '500' }),
    payments: readPayments(env),
    facts_stream: url('FACTS_STREAM', env['FACTS_STREAM'], ['redis:', 'rediss:'], 'redis://user:password@host:6379'),
    crash_at: readCrashAt(env),
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

function httpsOrFile(name: string, source: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(source) && !source.toLowerCase().startsWith('https://'))
    throw wrong(name, source, 'https://lists.example.org/nasdaqlisted.txt', 'https addresses or files');
  return source;
}
