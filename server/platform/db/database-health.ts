import { sql } from 'kysely';
import type { HealthCheck } from '../http/health.ts';
import type { Db } from './transaction.ts';

/** Whether the database answers; without it nothing can be served. */
export function databaseHealth(db: Db): HealthCheck {
  return {
    name: 'database',
    needed: true,
    async check() {
      await sql`SELECT 1`.execute(db);
      return { status: 'healthy' };
    },
  };
}
