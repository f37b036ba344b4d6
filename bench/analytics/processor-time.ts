import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';

/**
 * Processor time in ms that this process and the connections of its database took so far: what a question costs, also where
 * other work keeps it waiting. Only of a database on the same machine, and where Linux tells it; else of this process.
 */
export async function processorTime(db: Db): Promise<() => Promise<number>> {
  const { rows } = await sql<{ pid: number }>`SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'`.execute(db);
  return async () => {
    const { user, system } = process.cpuUsage();
    const told = await Promise.all(rows.map(({ pid }) => readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0')));
    return (user + system) / 1_000 + told.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0);
  };
}
