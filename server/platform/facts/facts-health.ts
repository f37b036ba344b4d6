import type { Db } from '../db/transaction.ts';
import type { HealthCheck } from '../http/health.ts';
import { readBacklog } from './read-backlog.ts';

/** A fact that waits longer to be published means that no worker runs, or none gets on. */
const OLDEST_S_MAX = 60;

/** Whether facts get away, and how many were given up on: those are for people to look at, and hold nothing up. */
export function factsHealth(db: Db): HealthCheck {
  return {
    name: 'facts',
    needed: false,
    async check() {
      const { oldest_s, dead } = await readBacklog(db);
      const detail = `The oldest waits ${Math.round(oldest_s)} s to be published; ${dead} are dead.`;
      return { status: oldest_s > OLDEST_S_MAX ? 'degraded' : 'healthy', detail };
    },
  };
}
