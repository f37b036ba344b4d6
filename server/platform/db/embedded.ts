import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from '../log.ts';
import { type Account, accountRuns, chooseAccount } from './embedded/account.ts';
import { type Binaries, copyBinaries, installedBinaries, linkLibraries, program } from './embedded/binaries.ts';
import { ensureCluster, type Layout, layoutOf, makeDataDir, socketDirectory } from './embedded/cluster.ts';
import { type DirectoryLock, lockDirectory, processExists } from './embedded/directory-lock.ts';
import {
  databaseUrl,
  forgetForeignPostmasterFile,
  type Listen,
  probe,
  readPostmasterFile,
  type ServerOptions,
  startServer,
  stopServer,
} from './embedded/postmaster.ts';
import { sharedBuffers } from './embedded/shared-buffers.ts';

/**
 * PostgreSQL from the binaries npm installed, in DATA_DIR, for one start of the program at a time.
 *
 * The server lives in a session of its own and outlives a killed Node; the next start finds it through its own file and
 * adopts it. A server that dies while we live is started again. `stop` ends it; so a data directory at rest is whole.
 */
export interface EmbeddedPostgres {
  /** Connection string of the program's database. */
  readonly url: string;
  /** A server that survived an earlier start was taken over. */
  readonly adopted: boolean;
  /** The cluster was made now: this is the first start. */
  readonly created: boolean;
  /** The server's process; another after a restart. */
  pid(): number;
  /** Stops the server and gives the data directory free. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly data_dir: string;
  readonly log: Logger;
  /** Server settings over the defaults below. */
  readonly settings?: Readonly<Record<string, string>>;
  /** false trades safety against power loss for speed: only for data that may be lost. */
  readonly sync?: boolean;
  /** A socket in a private folder, where the system has them; else a port on loopback. */
  readonly listen?: Listen['kind'];
}

const EMBEDDED_DATABASE = 'omnistock';
const ADOPT_MS_MAX = 60_000;
const WATCH_MS = 500;
const RESTART_PAUSE_MS_MAX = 10_000;

const SETTINGS: Readonly<Record<string, string>> = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '200',
  jit: 'off', // short statements: compiling them costs more than it saves
};

/**
 * Starts or adopts the server of a data directory.
 * @throws DatabaseStartError when the directory is in use, of another version or another user's, or nothing can run it.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const layout = layoutOf(resolve(options.data_dir));
  await makeDataDir(layout.data_dir);
  const account = await chooseAccount({ parent: layout.data_dir, cluster: layout.cluster });
  const lock = await lockDirectory(layout.data_dir);
  try {
    const binaries = await runnableBinaries(account, layout);
    const created = await ensureCluster(layout, { binaries, account, sync: options.sync ?? true });
    const listen = await listenOf(options.listen ?? defaultListen(), layout, account);
    const server: ServerOptions = {
      binaries,
      account,
      cluster: layout.cluster,
      listen,
      log_file: layout.log_file,
      settings: {
        ...SETTINGS,
        shared_buffers: sharedBuffers(),
        ...(options.sync === false ? { fsync: 'off' } : {}),
        ...options.settings,
      },
    };
    return await run(server, { created, lock, log: options.log });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** @returns the address of the database a running program keeps in a data directory, or null when none runs there. */
export async function runningEmbedded(data_dir: string): Promise<string | null> {
  const layout = layoutOf(resolve(data_dir));
  const current = await runningServer(layout);
  return current && databaseUrl(current, EMBEDDED_DATABASE);
}

/** Whether a data directory holds a database already. */
export function hasEmbedded(data_dir: string): boolean {
  return existsSync(layoutOf(resolve(data_dir)).cluster);
}

function defaultListen(): Listen['kind'] {
  return process.platform === 'win32' ? 'loopback' : 'socket';
}

/** The installed programs, or a copy where the account cannot run them: in a closed home, or without their links. */
async function runnableBinaries(account: Account, layout: Layout): Promise<Binaries> {
  const installed = await installedBinaries();
  if ((await linkLibraries(installed)) && accountRuns(account, program(installed, 'postgres'))) return installed;
  return copyBinaries(installed, layout.data_dir);
}

/** How a server that may still run is reached, else how one that starts now will be. */
async function listenOf(kind: Listen['kind'], layout: Layout, account: Account): Promise<Listen> {
  const current = await runningServer(layout);
  if (current) return current;
  await forgetForeignPostmasterFile(layout.cluster);
  if (kind === 'socket') return { kind, directory: await socketDirectory(layout, account) };
  return { kind, port: await freePort(), password: await readPassword(layout) };
}

async function readPassword(layout: Layout): Promise<string> {
  return (await readFile(layout.password_file, 'utf8').catch(() => '')).trim();
}

/** The server that serves the cluster, started by whomever; waits for one that recovers or stops. */
async function runningServer(layout: Layout): Promise<Listen | null> {
  const left = await readPostmasterFile(layout.cluster);
  if (!left) return null;
  const listen: Listen = left.socket_directory
    ? { kind: 'socket', directory: left.socket_directory }
    : { kind: 'loopback', port: left.port, password: await readPassword(layout) };
  const end = performance.now() + ADOPT_MS_MAX;
  let state = await probe(listen, layout.cluster);
  while (state === 'changing' && processExists(left.pid) && performance.now() < end) {
    await pause(50);
    state = await probe(listen, layout.cluster);
  }
  return state === 'up' ? listen : null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('a listening port has an address');
  return address.port;
}

/** Brings the server up and keeps it up until it is stopped. */
async function run(
  server: ServerOptions,
  context: { readonly created: boolean; readonly lock: DirectoryLock; readonly log: Logger },
): Promise<EmbeddedPostgres> {
  const left = (await probe(server.listen, server.cluster)) === 'up' ? await readPostmasterFile(server.cluster) : null;
  const adopted = left !== null;
  const started_at = performance.now();
  const state = { pid: left?.pid ?? (await startServer(server)), stopping: false };
  const how = adopted ? 'adopted the server that still ran' : 'started';
  context.log.debug({ pid: state.pid, ms: Math.round(performance.now() - started_at) }, `PostgreSQL: ${how}`);
  await ensureDatabase(server.listen);
  const watching = keepUp(server, state, context.log);
  let stopped: Promise<void> | null = null;
  return {
    url: databaseUrl(server.listen, EMBEDDED_DATABASE),
    adopted,
    created: context.created,
    pid: () => state.pid,
    stop() {
      stopped ??= stopAll();
      return stopped;
    },
  };

  async function stopAll(): Promise<void> {
    state.stopping = true;
    await watching.stop();
    await stopServer(server, state.pid);
    await context.lock.release();
  }
}

async function ensureDatabase(listen: Listen): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(listen, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [EMBEDDED_DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${EMBEDDED_DATABASE}`);
  } finally {
    await client.end();
  }
}

/** Starts the server again when it died though nobody stopped it, at first at once, then less and less often. */
function keepUp(
  server: ServerOptions,
  state: { pid: number; stopping: boolean },
  log: Logger,
): { stop(): Promise<void> } {
  let busy: Promise<void> = Promise.resolve();
  let pause_ms = 0;
  let next_at = 0;
  const timer = setInterval(() => {
    if (state.stopping || performance.now() < next_at || processExists(state.pid)) return;
    next_at = Number.POSITIVE_INFINITY;
    busy = restart();
  }, WATCH_MS);
  timer.unref();

  async function restart(): Promise<void> {
    log.warn({ pid: state.pid }, 'PostgreSQL ended unexpectedly and is started again');
    try {
      state.pid = await startServer(server);
      pause_ms = 0;
    } catch (error) {
      pause_ms = Math.min(Math.max(pause_ms * 2, WATCH_MS), RESTART_PAUSE_MS_MAX);
      log.error({ err: error, retry_in_ms: pause_ms }, 'PostgreSQL could not be started again');
    }
    next_at = performance.now() + pause_ms;
  }

  return {
    async stop() {
      clearInterval(timer);
      await busy;
    },
  };
}
