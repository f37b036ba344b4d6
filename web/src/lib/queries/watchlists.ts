import { queryOptions } from '@tanstack/react-query';
import { PAGE_LIMIT_MAX } from '../../../../contract/endpoint.ts';
import { call } from '../api.ts';

/** Your lists, in your order. One page holds every tier's lists. */
export const watchlistsQuery = queryOptions({
  queryKey: ['watchlists'] as const,
  queryFn: async ({ signal }) => (await call('listWatchlists', { query: { limit: PAGE_LIMIT_MAX }, signal })).data,
  staleTime: 30_000,
});

/** One list with its items and the quotes they had when it was read; live prices are in the live store. */
export function watchlistQuery(id: string) {
  return queryOptions({
    queryKey: ['watchlist', id] as const,
    queryFn: async ({ signal }) => (await call('getWatchlist', { params: { id }, signal })).data,
    staleTime: 30_000,
  });
}
