import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { PAGE_LIMIT_MAX } from '../../../../contract/endpoint.ts';
import { call } from '../api.ts';
import { live } from '../live/browser-live.ts';

/** Your lists, in your order. One page holds every tier's lists. */
export const watchlistsQuery = queryOptions({
  queryKey: ['watchlists'] as const,
  queryFn: async ({ signal }) => (await call('listWatchlists', { query: { limit: PAGE_LIMIT_MAX }, signal })).data,
  staleTime: 30_000,
});

/** One list with its items and the quotes they had when it was read, which the live store takes up and keeps new. */
export function watchlistQuery(id: string) {
  return queryOptions({
    queryKey: ['watchlist', id] as const,
    queryFn: async ({ signal }) => {
      const { data } = await call('getWatchlist', { params: { id }, signal });
      live.seed(data.items.map((item) => item.quote));
      return data;
    },
    staleTime: 30_000,
  });
}

/** A list shared by link, as anyone sees it. */
export function sharedWatchlistQuery(token: string) {
  return queryOptions({
    queryKey: ['shared', token] as const,
    queryFn: async ({ signal }) => (await call('getSharedWatchlist', { params: { token }, signal })).data,
    staleTime: 30_000,
  });
}

/** Figures of every symbol of a list since a day, and how their returns move together. */
export function watchlistAnalyticsQuery(id: string, from: string) {
  return queryOptions({
    queryKey: ['watchlist-analytics', id, from] as const,
    queryFn: async ({ signal }) =>
      (await call('getWatchlistAnalytics', { params: { id }, query: { from }, signal })).data,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
}
