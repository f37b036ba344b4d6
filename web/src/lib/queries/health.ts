import { queryOptions } from '@tanstack/react-query';
import type { Envelope } from '../../../../contract/envelope.ts';
import { OfflineError } from '../api.ts';

/** What `/health` answers: it stands outside the contract's table, for it serves operators as well. */
export interface Health {
  readonly status: HealthStatus;
  readonly version: string;
  readonly uptime_s: number;
  readonly parts: readonly {
    readonly name: string;
    readonly status: HealthStatus;
    readonly latency_ms: number;
    readonly detail?: string;
  }[];
}
export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

const REFRESH_MS = 10_000;

/** Whether the server and its parts are well; asked every ten seconds while it is looked at. */
export const healthQuery = queryOptions({
  queryKey: ['health'] as const,
  queryFn: async ({ signal }): Promise<Health> => {
    try {
      const response = await fetch('/health', { signal, headers: { accept: 'application/json' } });
      return ((await response.json()) as Envelope<Health>).data;
    } catch (error) {
      if (signal.aborted) throw error;
      throw new OfflineError(error);
    }
  },
  refetchInterval: REFRESH_MS,
  retry: false,
});
