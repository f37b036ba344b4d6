import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from './program.ts';

const MAIN = join(import.meta.dirname, '../../server/main.ts');

/** The real program in the role of the worker; gone with the test. */
export interface Worker extends AsyncDisposable {
  /** kill -9; returns when it is gone. */
  kill(): Promise<void>;
  /** Returns when it is gone, by whatever; how often it is asked does not matter. */
  readonly gone: Promise<void>;
}

/** @param env further settings of the program. */
export async function startWorker(database_url: string, env: Readonly<Record<string, string>> = {}): Promise<Worker> {
  const child: ChildProcess = spawn(process.execPath, [MAIN, '--run=worker'], {
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database_url,
      PUBLIC_URL: 'https://stock.example.org',
      HOST: '127.0.0.1',
      PORT: String(await freePort()),
      LOG_LEVEL: 'silent',
      ...env,
    },
  });
  const gone = once(child, 'exit').then(() => undefined);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  return { kill, gone, [Symbol.asyncDispose]: kill };
}
