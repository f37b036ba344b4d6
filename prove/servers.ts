import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, 'server-process.ts');

/** One process of the program, on a database that others use too. */
export interface Server extends AsyncDisposable {
  readonly url: string;
  /** Its end, by itself or by a signal. */
  readonly ended: Promise<NodeJS.Signals | null>;
  /** kill -9; returns when it is gone. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  readonly database_url: string;
  readonly smtp_url: string;
  /** Where programs of vendors are, `host:port`: nothing else on this machine is called. */
  readonly programs: string;
  readonly run: 'api' | 'worker' | 'api,worker';
  readonly crash_at?: string;
}

/** Starts a process and returns when it serves, or has already died where it was asked to. */
export async function startServer({ run, crash_at = '', ...world }: ServerOptions): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: join(tmpdir(), 'omni-stock-prove-cache'),
      DATABASE_URL: world.database_url,
      SMTP_URL: world.smtp_url,
      OUTBOUND_ALLOW: world.programs,
      RUN: run,
      HOST: '127.0.0.1',
      PORT: '0',
      PUBLIC_URL: 'https://stock.example.org',
      LOG_LEVEL: process.env['PROVE_LOG'] ?? 'silent',
      TRUST_PROXY: '1',
      DEMO: '0',
      STARTER_CATALOGUE: '0',
      COMMISSION_BP: '500',
      DB_POOL_MAX: '12',
      CRASH_AT: crash_at,
    },
  });
  const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
  let said = '';
  const { promise, resolve } = Promise.withResolvers<string>();
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes('\n')) resolve(said.trim());
  });
  const url = await Promise.race([promise, ended.then(() => '')]);
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  };
  if (url === '' && crash_at === '') throw new Error('a server process ended before it served');
  return { url, ended, kill, [Symbol.asyncDispose]: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await ended;
}
