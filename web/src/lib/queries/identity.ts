import { queryOptions } from '@tanstack/react-query';
import { call } from '../api.ts';

/** Who is signed in, if anyone, and whether there is a demo account. The whole app asks this one first. */
export const sessionQuery = queryOptions({
  queryKey: ['session'] as const,
  queryFn: async ({ signal }) => (await call('getSession', { signal })).data,
  staleTime: 60_000,
});

/** Where the account is signed in. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'] as const,
  queryFn: async ({ signal }) => (await call('listSessions', { signal })).data,
});

/** What each plan may do; it changes with a release only. */
export const tiersQuery = queryOptions({
  queryKey: ['tiers'] as const,
  queryFn: async ({ signal }) => (await call('listTiers', { signal })).data,
  staleTime: 3_600_000,
});
