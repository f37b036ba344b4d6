import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../lib/api.ts';

const RETRIES_MAX = 2;

/** What is worked out bit by bit is asked for until it is done: for six minutes at most. */
const ASKED_ON_MAX = 50;
const PAUSE_MS_MAX = 30_000;

/** One cache for the page. A refusal is an answer and is not asked again; what failed on the way is. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => {
        if (!(error instanceof ApiError)) return failures < RETRIES_MAX;
        if (error.has('figures_in_progress')) return failures < ASKED_ON_MAX;
        return failures < RETRIES_MAX && error.status >= 500;
      },
      retryDelay: (failures, error) => {
        const told_s = error instanceof ApiError ? error.retry_after_s : undefined;
        return Math.min(told_s === undefined ? 1_000 * 2 ** failures : told_s * 1_000, PAUSE_MS_MAX);
      },
      staleTime: 5_000,
    },
    mutations: { retry: false },
  },
});
