import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../lib/api.ts';

const RETRIES_MAX = 2;

/** One cache for the page. A refusal is an answer and is not asked again; what failed on the way is. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < RETRIES_MAX && !(error instanceof ApiError && error.status < 500),
      staleTime: 5_000,
    },
    mutations: { retry: false },
  },
});
