import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadOrder } from './http-load-process.ts';

export interface Load extends AsyncDisposable {
  /** Runs the order to its end. @returns CPU of this process for each request, in microseconds */
  cpuPerRequest_us(order: LoadOrder): Promise<number>;
}

/** Starts the process that makes requests. */
export function startLoad(): Load {
  const child = fork(new URL('./http-load-process.ts', import.meta.url), { stdio: 'inherit' });
  return {
    async cpuPerRequest_us(order) {
      const before = process.cpuUsage();
      child.send(order);
      await answered(child);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / order.requests;
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function answered(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onExit = (): void => reject(new Error('The load process ended before its answer'));
  child.once('message', () => resolve()).once('exit', onExit);
  await promise;
  child.off('exit', onExit);
}
