import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runningEmbedded } from '../../server/platform/db/embedded.ts';
import { readPostmasterFile } from '../../server/platform/db/embedded/postmaster.ts';

const MAIN = join(import.meta.dirname, '../../server/main.ts');
const START_MS_MAX = 400_000;

/** The real program as a process of its own, on its own data directory. */
interface Installation extends AsyncDisposable {
  readonly data_dir: string;
  readonly port: number;
  readonly url: string;
  /** Starts the program and returns when it is healthy. */
  start(): Promise<Running>;
  /** Starts it and returns what it said when it ended by itself. */
  startInVain(): Promise<{ readonly code: number | null; readonly output: string }>;
  /** The server that runs there now. */
  postmaster(): Promise<number>;
}

export interface Running {
  /** kill -9; returns when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; returns the exit code. */
  stop(): Promise<number | null>;
  output(): string;
}

/** @param shared another installation whose data directory or port this one is given too. */
export async function installation(
  shared: { readonly data_dir?: string; readonly port?: number } = {},
): Promise<Installation> {
  const own = shared.data_dir === undefined ? await mkdtemp(join(tmpdir(), 'omni-stock faults-')) : null;
  if (own !== null) await chmod(own, 0o755); // root runs PostgreSQL as another account, which must get in
  const data_dir = shared.data_dir ?? own ?? '';
  const port = shared.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const children = new Set<ChildProcess>();

  function spawned(): { readonly child: ChildProcess; readonly output: () => string } {
    const child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: String(port),
        PUBLIC_URL: url,
        DATA_DIR: data_dir,
        TRUST_PROXY: '1',
        LOG_LEVEL: 'warn',
      },
    });
    children.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    return { child, output: () => output };
  }

  const postmaster = async (): Promise<number> => {
    const file = await readPostmasterFile(join(data_dir, 'postgres'));
    if (!file) throw new Error('no server runs');
    return file.pid;
  };

  return {
    data_dir,
    port,
    url,
    async start() {
      const { child, output } = spawned();
      await healthy(url, child, output);
      return {
        output,
        kill: () => ended(child, 'SIGKILL').then(() => undefined),
        stop: () => ended(child, 'SIGTERM'),
      };
    },
    async startInVain() {
      const { child, output } = spawned();
      await once(child, 'close');
      return { code: child.exitCode, output: output() };
    },
    postmaster,
    async [Symbol.asyncDispose]() {
      for (const child of children) await ended(child, 'SIGTERM');
      if (own === null) return;
      if (await runningEmbedded(data_dir)) process.kill(await postmaster(), 'SIGKILL'); // it survived its program
      await rm(own, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
  return child.exitCode;
}

async function healthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const end = performance.now() + START_MS_MAX;
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(20);
  }
  throw new Error(`The program did not start (exit code ${child.exitCode}). It said:\n${output()}`);
}

/** Below what a system gives to whoever names no port: until a program listens there, and while it is killed, nobody else does. */
const PORTS = { first: 12_000, count: 20_000, of_a_process: 64 } as const;
let ports_given = 0;

/** A port that nobody listens on; each call gives another one, in all processes of a run. */
export async function freePort(): Promise<number> {
  const port = PORTS.first + ((process.pid * PORTS.of_a_process + ports_given) % PORTS.count);
  ports_given += 1;
  const server = createServer().listen(port, '127.0.0.1');
  const isFree = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return isFree ? port : freePort();
}
