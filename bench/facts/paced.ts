import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

export const SLICE_MS = 20;

/** Writers, each with a connection: what they do not keep up with shows in the rate that is reached. */
const LANES = 4;

/** Calls `write` at the rate given, each a transaction of its own. @returns the rate that was reached. */
export async function paced(rate: number, seconds: number, write: (at: number) => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  const count = rate * seconds;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const early_ms = begin + (next * 1000) / rate - performance.now();
      if (early_ms > 0) {
        await pause(Math.min(early_ms, SLICE_MS));
        continue;
      }
      next += 1;
      await write(next - 1);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return (count * 1000) / (performance.now() - begin);
}

export interface Lag {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export function lagText(lag: Lag | undefined): string {
  if (lag === undefined) return 'nothing';
  return `${lag.p50.toFixed(1)} ms p50, ${lag.p99.toFixed(1)} ms p99, ${lag.max.toFixed(0)} ms at most`;
}

/** @returns what tells how many cores everything on this machine kept busy since the call. */
export function busyCores(): () => string {
  const idle = (): number => cpus().reduce((sum, { times }) => sum + times.idle, 0);
  const [begin, idle_before] = [performance.now(), idle()];
  return () => {
    const took_ms = performance.now() - begin;
    return `${(cpus().length - (idle() - idle_before) / took_ms).toFixed(1)} of ${cpus().length} cores busy`;
  };
}
