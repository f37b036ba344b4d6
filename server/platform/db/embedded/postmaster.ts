import { spawn, spawnSync } from 'node:child_process';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { DatabaseStartError } from '../database-start-error.ts';
import { type Account, invocation } from './account.ts';
import { type Binaries, program } from './binaries.ts';
import { processExists } from './directory-lock.ts';

/** How a server is reached: a socket in a private folder, or a port on loopback with a password. */
export type Listen =
  | { readonly kind: 'socket'; readonly directory: string }
  | { readonly kind: 'loopback'; readonly port: number; readonly password: string };

export const SUPERUSER = 'omnistock';
/** Names the socket file; nothing listens on the network there. */
const SOCKET_PORT = 5432;
const START_MS_MAX = 60_000;
const STOP_MS_MAX = 60_000;
const POLL_MS = 10;
/** How long the remains of a killed server may stand in the way. */
const RETRY_MS_MAX = 15_000;
const RETRY_PAUSE_MS = 100;
const LOG_TAIL_CHARACTERS = 2_000;

/** PostgreSQL's code while it starts up, recovers or shuts down. */
const CANNOT_CONNECT_NOW = '57P03';

/** @returns the address of one database, as pg's and libpq's connection string. */
export function databaseUrl(listen: Listen, database: string): string {
  if (listen.kind === 'socket')
    return `postgresql:///${database}?host=${encodeURIComponent(listen.directory)}&port=${SOCKET_PORT}&user=${SUPERUSER}`;
  return `postgresql://${SUPERUSER}:${listen.password}@127.0.0.1:${listen.port}/${database}`;
}

/** `up`: answers and serves this cluster; `changing`: starts, recovers or stops; `down`: nothing answers. */
export async function probe(listen: Listen, cluster: string): Promise<'up' | 'changing' | 'down'> {
  const client = new Client({ connectionString: databaseUrl(listen, 'postgres'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a server that dies now is reported by the call below
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === cluster ? 'up' : 'down';
  } catch (error) {
    return (error as { code?: string }).code === CANNOT_CONNECT_NOW ? 'changing' : 'down';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What a running server wrote about itself; null without one, though the file may also be left by a killed one. */
export async function readPostmasterFile(
  cluster: string,
): Promise<{ readonly pid: number; readonly port: number; readonly socket_directory: string } | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  const [pid, , , port, socket_directory] = text?.split('\n') ?? [];
  if (!pid || !port) return null;
  return { pid: Number(pid), port: Number(port), socket_directory: socket_directory ?? '' };
}

export interface ServerOptions {
  readonly binaries: Binaries;
  readonly account: Account;
  readonly cluster: string;
  readonly listen: Listen;
  readonly log_file: string;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Starts the server in a session of its own, so that Ctrl-C reaches us and not it, writing to a file and not to a pipe,
 * so that it outlives this process. Resolves when it answers.
 *
 * @returns its process number.
 * @throws DatabaseStartError with the end of its log.
 */
export async function startServer(options: ServerOptions): Promise<number> {
  const end = performance.now() + START_MS_MAX;
  const retries_end = performance.now() + RETRY_MS_MAX;
  for (;;) {
    const pid = await spawnServer(options);
    const outcome = await waitUntilUp(options, pid, end);
    if (outcome === 'up') return pid;
    const tail = await logTail(options.log_file);
    const passing = outcome === 'exited' && (await remainsOfKilledServer(options.cluster, tail));
    if (!passing || performance.now() > retries_end)
      throw new DatabaseStartError(`PostgreSQL did not start. The end of ${options.log_file} says:\n${tail}`);
    await pause(RETRY_PAUSE_MS);
  }
}

/**
 * A new server refuses while a killed one's children still run, or its number is still kept for its parent to notice.
 * Both pass within moments. Its file is never removed for that: it is what guards the data against those children.
 */
async function remainsOfKilledServer(cluster: string, log_tail: string): Promise<boolean> {
  if (/pre-existing shared memory block/.test(log_tail)) return true;
  if (!/lock file "postmaster.pid" already exists/.test(log_tail)) return false;
  const left = await readPostmasterFile(cluster);
  return left === null || !processExists(left.pid);
}

async function spawnServer(options: ServerOptions): Promise<number> {
  const { account, binaries, cluster } = options;
  await rename(options.log_file, `${options.log_file}.previous`).catch(() => undefined);
  const log = await open(options.log_file, 'a', 0o600); // it names values that broke a rule: e-mails among them
  try {
    const args = ['-D', cluster, ...settingArguments({ ...listenSettings(options.listen), ...options.settings })];
    const { command, args: all, identity } = invocation(account, program(binaries, 'postgres'), args);
    const child = spawn(command, all, {
      ...identity,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    if (child.pid === undefined) throw new Error('a spawned process has a number');
    return child.pid;
  } finally {
    await log.close();
  }
}

function listenSettings(listen: Listen): Record<string, string> {
  if (listen.kind === 'socket')
    return {
      listen_addresses: '',
      port: String(SOCKET_PORT),
      unix_socket_directories: quotedList(listen.directory),
      unix_socket_permissions: '0700',
    };
  return { listen_addresses: '127.0.0.1', port: String(listen.port), unix_socket_directories: '' };
}

/** The setting is a list: a folder with a comma or a space is quoted. */
function quotedList(directory: string): string {
  return `"${directory.replaceAll('"', '""')}"`;
}

function settingArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function waitUntilUp(options: ServerOptions, pid: number, end: number): Promise<'up' | 'exited' | 'timeout'> {
  while (performance.now() < end) {
    if (!processExists(pid)) return 'exited';
    // Connecting earlier only costs: the file comes just before the socket.
    if (
      (await readPostmasterFile(options.cluster))?.pid === pid &&
      (await probe(options.listen, options.cluster)) === 'up'
    )
      return 'up';
    await pause(POLL_MS);
  }
  return 'timeout';
}

async function logTail(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.slice(-LOG_TAIL_CHARACTERS).trim();
}

/** Ends every session, writes everything down and stops (PostgreSQL's fast shutdown). Safe when it is gone already. */
export async function stopServer(options: Pick<ServerOptions, 'binaries' | 'cluster'>, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    spawnSync(program(options.binaries, 'pg_ctl'), ['stop', '-D', options.cluster, '-m', 'fast', '-w']);
    return;
  }
  signalIfThere(pid, 'SIGINT');
  if (await gone(pid, STOP_MS_MAX)) return;
  signalIfThere(pid, 'SIGQUIT'); // stops at once; the next start recovers from the log
  await gone(pid, STOP_MS_MAX);
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits until a process has ended. */
async function gone(pid: number, limit_ms: number): Promise<boolean> {
  const end = performance.now() + limit_ms;
  while (processExists(pid)) {
    if (performance.now() > end) return false;
    await pause(POLL_MS);
  }
  return true;
}

/**
 * Removes the file of a killed server whose number another program has got since: PostgreSQL would take that program for
 * its server and refuse to start. Only where the system tells what a process runs (Linux); a real server's file stays.
 */
export async function forgetForeignPostmasterFile(cluster: string): Promise<void> {
  const left = await readPostmasterFile(cluster);
  const running = left && (await readFile(`/proc/${left.pid}/comm`, 'utf8').catch(() => null));
  if (running && running.trim() !== 'postgres') await rm(join(cluster, 'postmaster.pid'), { force: true });
}
