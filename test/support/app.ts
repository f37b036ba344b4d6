import { randomBytes } from 'node:crypto';
import { compose, type Program } from '../../server/compose.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { type Clock, systemClock } from '../../server/platform/clock.ts';
import { createLog } from '../../server/platform/log.ts';
import type { AccountTier } from '../../contract/tiers.ts';
import { Client } from './client.ts';
import { freshDatabase } from './database.ts';

/** What only the administrator of a test program knows. */
export const ADMIN = { email: 'admin@example.org', password: 'a long enough passphrase' } as const;
export const PASSWORD = 'correct horse battery staple';

/** The whole program on a database of its own and a free port; gone with the test. */
export interface TestApp extends AsyncDisposable {
  readonly url: string;
  readonly program: Program;
  visitor(): Client;
  /** A new account, signed in. Its e-mail stands in `email`. */
  register(options?: {
    readonly tier?: AccountTier;
  }): Promise<Client & { readonly email: string; readonly user_id: string }>;
  admin(): Promise<Client>;
  /** Stops the program and starts it again on the same port and database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly clock?: Clock;
  /** Requests a minute of everybody; the tiers' without it. */
  readonly requests_per_minute?: number;
  /** Built web app to serve; none by default. */
  readonly web_dir?: string;
}

export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await freshDatabase();
  const configure = (port: string): Config =>
    readConfig(options.args ?? [], {
      DATABASE_URL: database.url,
      PORT: port,
      HOST: '127.0.0.1',
      DEMO: '1',
      STARTER_CATALOGUE: '0',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      LOG_LEVEL: 'silent',
      DB_POOL_MAX: '6',
      TRUST_PROXY: '1',
      ...options.env,
    });
  const start = async (port: string): Promise<Program> => {
    const config = configure(port);
    const program = await compose(config, {
      clock: options.clock ?? systemClock,
      log: createLog(config.log_level),
      web_dir: options.web_dir ?? null,
      check_replies: true,
      event_loop_delay_ms_max: Number.POSITIVE_INFINITY,
      ...(options.requests_per_minute === undefined
        ? {}
        : { requests_per_minute: () => options.requests_per_minute ?? 0 }),
    });
    await program.start();
    return program;
  };
  let program = await start('0');
  const url = program.url();
  const { port } = new URL(url);

  return {
    url,
    get program() {
      return program;
    },
    visitor: () => new Client(url),
    register: (account) => register(url, account?.tier),
    admin: () => signInAdmin(url),
    restart: async () => {
      await program.drain();
      program = await start(port);
    },
    stop: () => program.drain(),
    [Symbol.asyncDispose]: async () => {
      await program.drain();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function register(
  url: string,
  tier?: AccountTier,
): Promise<Client & { readonly email: string; readonly user_id: string }> {
  const client = new Client(url);
  const email = `person-${randomBytes(6).toString('hex')}@example.org`;
  const me = await client.do('register', { body: { email, password: PASSWORD } });
  if (tier !== undefined && tier !== me.tier) {
    const admin = await signInAdmin(url);
    await admin.do('updateUser', { params: { id: me.id }, body: { tier } });
  }
  return Object.assign(client, { email, user_id: me.id });
}

async function signInAdmin(url: string): Promise<Client> {
  const client = new Client(url);
  await client.do('signIn', { body: ADMIN });
  return client;
}
