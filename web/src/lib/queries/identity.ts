import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import { call } from '../api.ts';

export type Me = ReplyOf<'getMe'>;

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

/**
 * Another person, or nobody, uses this page from now on: what was read for the one before is forgotten. Live prices
 * follow by themselves.
 */
export function changePerson(queryClient: QueryClient, user: Me | null): void {
  const demo = queryClient.getQueryData(sessionQuery.queryKey)?.demo ?? false;
  for (const key of [
    'watchlists',
    'watchlist',
    'sessions',
    'users',
    'admin',
    'notifications',
    'alerts',
    'firings',
    'inventory',
    'basket',
    'paying',
  ])
    queryClient.removeQueries({ queryKey: [key] });
  queryClient.setQueryData(sessionQuery.queryKey, { user, demo });
}

/** The signed-in person changed their own account. */
export function updatePerson(queryClient: QueryClient, user: Me): void {
  queryClient.setQueryData(sessionQuery.queryKey, (held) => (held ? { ...held, user } : held));
}

/** Accounts as administrators see them, a page at a time. */
export function usersQuery(search: { readonly q: string; readonly cursor: string | null }) {
  const { q, cursor } = search;
  return queryOptions({
    queryKey: ['users', { q, cursor }] as const,
    queryFn: async ({ signal }) => {
      const query = { limit: 50, ...(q === '' ? {} : { q }), ...(cursor === null ? {} : { cursor }) };
      const { data, meta } = await call('listUsers', { query, signal });
      return { users: data, next_cursor: meta.next_cursor ?? null };
    },
  });
}
