import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import { call } from '../api.ts';

/** What administrators keep an eye on; every key begins with `admin`. */

export type Stock = ReplyOf<'listStocks'>[number];
export type AdminStock = ReplyOf<'getAdminStock'>;
export type AuditEvent = ReplyOf<'listAudit'>[number];
export type SymbolSync = ReplyOf<'listSyncs'>['syncs'][number];
export type Backfill = ReplyOf<'listBackfills'>[number];
export type PriceProvider = ReplyOf<'listProviders'>[number];

const INSTRUMENTS_SHOWN = 30;
/** How often a page is asked for again while it is looked at, and while something on it runs. */
const REFRESH_MS = 5_000;
const RUNNING_MS = 1_000;

/** Instruments with their prices; without a search the largest. */
export function adminStocksQuery(q: string) {
  return queryOptions({
    queryKey: ['admin', 'stocks', q] as const,
    queryFn: async ({ signal }) => {
      const query = { limit: INSTRUMENTS_SHOWN, ...(q === '' ? {} : { q }) };
      return (await call('listStocks', { query, signal })).data;
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

/** One instrument as it is stored, read anew each time: an edit says which state of it was seen. */
export function adminStockQuery(symbol: string) {
  return queryOptions({
    queryKey: ['admin', 'stock', symbol] as const,
    queryFn: async ({ signal }) => (await call('getAdminStock', { params: { symbol }, signal })).data,
    gcTime: 0,
  });
}

export function auditQuery(cursor: string | null) {
  return queryOptions({
    queryKey: ['admin', 'audit', cursor] as const,
    queryFn: async ({ signal }) => {
      const { data, meta } = await call('listAudit', {
        query: { limit: 30, ...(cursor === null ? {} : { cursor }) },
        signal,
      });
      return { events: data, next_cursor: meta.next_cursor ?? null };
    },
    placeholderData: keepPreviousData,
  });
}

export const syncsQuery = queryOptions({
  queryKey: ['admin', 'syncs'] as const,
  queryFn: async ({ signal }) => (await call('listSyncs', { signal })).data,
  refetchInterval: (query) =>
    query.state.data?.syncs.some(({ state }) => state === 'running') ? RUNNING_MS : REFRESH_MS,
});

export const backfillsQuery = queryOptions({
  queryKey: ['admin', 'backfills'] as const,
  queryFn: async ({ signal }) => (await call('listBackfills', { query: { limit: 30 }, signal })).data,
  refetchInterval: (query) =>
    query.state.data?.some(({ status }) => status === 'running' || status === 'waiting') ? RUNNING_MS : REFRESH_MS,
});

export const providersQuery = queryOptions({
  queryKey: ['admin', 'providers'] as const,
  queryFn: async ({ signal }) => (await call('listProviders', { signal })).data,
  refetchInterval: REFRESH_MS,
});
