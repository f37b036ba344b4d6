import { type Config, readConfig } from '../../server/config.ts';
import { type Clock, manualClock } from '../../server/platform/clock.ts';
import { createHttp } from '../../server/platform/http/create-http.ts';
import type { Route } from '../../server/platform/http/route.ts';
import type { Platform } from '../../server/platform/platform.ts';
import type { Service } from '../../server/platform/service.ts';
import type { Registered } from '../../server/modules/identity/context.ts';
import { createIdentity, ensureDemo, type Identity } from '../../server/modules/identity/index.ts';
import { createPasswords } from '../../server/modules/identity/passwords.ts';
import { Client } from './client.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

export const PASSWORD = 'correct horse battery staple';
/** Hashes that cost nothing, where a test is not about their cost. */
const QUICK_HASH = { memory_kib: 64, passes: 1, lanes: 1 } as const;
const ROOMY = { running_max: 2, waiting_max: 10_000 };

/** Identity behind real HTTP on a database of its own; gone with the test. */
export interface TestIdentity extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly platform: Platform;
  readonly url: string;
  client(): Client;
  /** A new account, signed in. */
  register(email?: string): Promise<Client>;
  /** A program that is signed in to an account with PASSWORD, and the refresh token it holds. */
  program(email: string): Promise<{ readonly program: Client; readonly refresh: string }>;
  /** Another process on the same database, with its own caches and counts. */
  second(config?: Readonly<Record<string, string>>): Promise<Running>;
}

interface Running {
  readonly url: string;
  readonly platform: Platform;
  readonly identity: Identity;
  stop(): Promise<void>;
}

export interface TestIdentityOptions {
  /** By default one that stands still: what is remembered then goes by signals alone, never by its age. */
  readonly clock?: Clock;
  readonly env?: Readonly<Record<string, string>>;
  /** With the hash parameters of production. */
  readonly slow_hashes?: boolean;
  /** Another module behind the same server. */
  readonly beside?: (platform: Platform) => Beside;
}

interface Beside {
  readonly routes: readonly Route[];
  readonly registered?: Registered;
  readonly services?: readonly Service[];
}

const MONDAY_MS = Date.UTC(2026, 0, 5);
let accounts = 0;

export async function startIdentity(options: TestIdentityOptions = {}): Promise<TestIdentity> {
  const database = await freshDatabase();
  const first = await run(database, options);
  const others: Running[] = [];
  await ensureDemo(first.platform);
  const client = (): Client => new Client(first.url);
  return {
    database,
    platform: first.platform,
    url: first.url,
    client,
    register: async (email) => {
      accounts += 1;
      const someone = client();
      await someone.do('register', { body: { email: email ?? `person-${accounts}@example.org`, password: PASSWORD } });
      return someone;
    },
    program: async (email) => {
      const program = client();
      const { access, refresh } = await program.do('issueToken', { body: { email, password: PASSWORD } });
      program.bearer = access;
      return { program, refresh };
    },
    second: async (env) => {
      const other = await run(database, { ...options, env: { ...options.env, ...env } });
      others.push(other);
      return other;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([first, ...others].map((one) => one.stop()));
      await database[Symbol.asyncDispose]();
    },
  };
}

async function run(database: TestDatabase, options: TestIdentityOptions): Promise<Running> {
  const platform = database.platform({
    clock: options.clock ?? manualClock(MONDAY_MS),
    config: configOf(database.url, options.env),
  });
  const passwords = options.slow_hashes === true ? createPasswords() : createPasswords(QUICK_HASH, ROOMY);
  const beside: Beside = options.beside?.(platform) ?? { routes: [] };
  const { registered } = beside;
  const identity = createIdentity(platform, registered === undefined ? { passwords } : { passwords, registered });
  const http = createHttp({
    platform,
    host: '127.0.0.1',
    port: 0,
    routes: [...identity.routes, ...beside.routes],
    resolveActor: identity.resolveActor,
    health: [],
    web_dir: null,
    documents: { openapi: {}, asyncapi: {} },
    check_replies: true,
    requests_per_minute: () => 1_000_000,
  });
  const services = [...identity.services, ...(beside.services ?? []), http];
  for (const service of services) await service.start();
  return {
    url: http.url(),
    platform,
    identity,
    stop: async () => {
      for (const service of services.toReversed()) await service.drain();
    },
  };
}

function configOf(url: string, env: Readonly<Record<string, string>> = {}): Config {
  const fixed = { DATABASE_URL: url, LOG_LEVEL: 'silent', PORT: '0', HOST: '127.0.0.1', TRUST_PROXY: '1', DEMO: '1' };
  return readConfig([], { ...fixed, PUBLIC_URL: 'http://stock.example.org', ...env });
}
