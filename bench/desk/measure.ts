import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';

export type Ask = (round: number) => Promise<unknown>;
export type Questions = Readonly<Record<string, Ask>>;
export interface Times {
  readonly p50: number;
  readonly p99: number;
  /** Of this process and its connection, for one question, however busy the machine is; null where no system tells. */
  readonly work: number | null;
}

/** @param one the only connection that is asked on. */
export async function measure(one: Db, questions: Questions, rounds: number): Promise<Record<string, Times>> {
  const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(one);
  const pid = rows[0]?.pid ?? 0;
  const measured: Record<string, Times> = {};
  for (const [name, ask] of Object.entries(questions)) {
    await ask(0);
    const times: number[] = [];
    const before = worked(pid);
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      await ask(round);
      times.push(performance.now() - began);
    }
    const after = worked(pid);
    times.sort((a, b) => a - b);
    const at = (part: number) => Number((times[Math.ceil(times.length * part) - 1] ?? 0).toFixed(1));
    const work = before === null || after === null ? null : Number(((after - before) / rounds).toFixed(1));
    measured[name] = { p50: at(0.5), p99: at(0.99), work };
  }
  return measured;
}

/** Milliseconds that this process and a connection have worked so far. */
function worked(pid: number): number | null {
  try {
    const [ran = ''] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    const { user, system } = process.cpuUsage();
    return Number(ran) / 1e6 + (user + system) / 1e3;
  } catch {
    return null;
  }
}
