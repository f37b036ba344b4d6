import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { AlertView } from '../../../../contract/alerts.ts';
import { PAGE_LIMIT_MAX } from '../../../../contract/endpoint.ts';
import { call } from '../api.ts';
import { live } from '../live/browser-live.ts';

const LOG_PAGE = 50;
const MINUTE_MS = 60_000;

/** Every alert of the person, the newest first. A plan bounds how many there are, so they are read whole. */
export const alertsQuery = queryOptions({
  queryKey: ['alerts'] as const,
  queryFn: async ({ signal }) => {
    const alerts: AlertView[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: PAGE_LIMIT_MAX, ...(cursor === undefined ? {} : { cursor }) };
      const { data, meta } = await call('listAlerts', { query, signal });
      alerts.push(...data);
      cursor = meta.next_cursor ?? undefined;
    } while (cursor !== undefined);
    live.seed(alerts.map(({ quote }) => quote));
    return alerts;
  },
  staleTime: MINUTE_MS,
});

/** What fired, the newest first; of one symbol with `symbol`. */
export function firingsQuery(symbol: string | null) {
  return infiniteQueryOptions({
    queryKey: ['firings', 'log', symbol] as const,
    queryFn: async ({ signal, pageParam }) => {
      const query = {
        limit: LOG_PAGE,
        ...(symbol === null ? {} : { symbol }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      const { data, meta } = await call('listAlertFirings', { query, signal });
      return { firings: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    staleTime: MINUTE_MS,
  });
}

/** Which print fired an alert. It never changes. */
export function firingQuery(id: string) {
  return queryOptions({
    queryKey: ['firings', 'one', id] as const,
    queryFn: async ({ signal }) => (await call('getAlertFiring', { params: { id }, signal })).data,
    staleTime: 3_600_000,
  });
}

/** Prices a minute apart between two instants. */
export function minutesQuery(symbol: string, from: string, to: string) {
  return queryOptions({
    queryKey: ['history', 'minutes', symbol, from, to] as const,
    queryFn: async ({ signal }) => {
      const query = { interval: '1m', from, to } as const;
      return (await call('getHistory', { params: { symbol }, query, signal })).data.candles;
    },
    staleTime: MINUTE_MS,
  });
}

/** Reads alerts and their log again: something outside this page may have changed them. */
export function readAlertsAgain(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: alertsQuery.queryKey });
  void queryClient.invalidateQueries({ queryKey: ['firings', 'log'] });
}
