import { type InfiniteData, infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CollectibleSummaryView } from '../../../../contract/inventory-collectibles.ts';
import type { QueryInput } from '../../../../contract/schemas.ts';
import { call } from '../api.ts';
import { vendorKey } from './inventory.ts';

/** The table of a vendor's stock: its rows page by page, counts beside them, saved views, the ledger of a row. */

/** Rows of one page. Enough to fill a tall screen twice, so that scrolling seldom meets the end of what is there. */
const ROWS_PAGE = 100;
const LEDGER_PAGE = 50;

type Filter = QueryInput<'getCollectibleFacets'>;
export interface StockPageData {
  readonly rows: readonly CollectibleSummaryView[];
  readonly next_cursor: string | null;
}
export type StockPages = InfiniteData<StockPageData, string | null>;

export function stockKey(vendor_id: string) {
  return vendorKey(vendor_id, 'collectibles', 'table');
}

/** What the filter leaves, in its order, a page at a time. */
export function stockQuery(vendor_id: string, query: QueryInput<'listCollectibles'>) {
  return infiniteQueryOptions({
    queryKey: [...stockKey(vendor_id), query] as const,
    queryFn: async ({ signal, pageParam }): Promise<StockPageData> => {
      const page = { ...query, limit: ROWS_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const { data, meta } = await call('listCollectibles', { params: { vendor_id }, query: page, signal });
      return { rows: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** How many listings the filter leaves, and how many there are of each value of a member. */
export function facetsQuery(vendor_id: string, filter: Filter) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'collectibles', 'facets', filter),
    queryFn: async ({ signal }) =>
      (await call('getCollectibleFacets', { params: { vendor_id }, query: filter, signal })).data,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export function viewsQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'views'),
    queryFn: async ({ signal }) => (await call('listViews', { params: { vendor_id }, signal })).data,
    staleTime: 30_000,
  });
}

/** Where the pieces of one listing lie. */
export function levelsQuery(vendor_id: string, id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'levels', id),
    queryFn: async ({ signal }) => (await call('getCollectible', { params: { vendor_id, id }, signal })).data,
    staleTime: 0,
  });
}

/** Every change of a listing's stock, the newest first. */
export function ledgerQuery(vendor_id: string, listing_id: string) {
  return infiniteQueryOptions({
    queryKey: vendorKey(vendor_id, 'ledger', listing_id),
    queryFn: async ({ signal, pageParam }) => {
      const query = { listing_id, limit: LEDGER_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const { data, meta } = await call('listMovements', { params: { vendor_id }, query, signal });
      return { movements: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    staleTime: 0,
  });
}
