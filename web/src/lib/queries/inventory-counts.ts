import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { StockCountView } from '../../../../contract/inventory-stock.ts';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import { call } from '../api.ts';
import { vendorKey } from './inventory.ts';

export type { StockCountView };
export type StockCountHead = ReplyOf<'listCounts'>[number];

const COUNTS_PAGE = 30;

/** Counts of a vendor, the newest first. */
export function countsQuery(vendor_id: string) {
  return infiniteQueryOptions({
    queryKey: vendorKey(vendor_id, 'counts'),
    queryFn: async ({ signal, pageParam }) => {
      const query = { limit: COUNTS_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const { data, meta } = await call('listCounts', { params: { vendor_id }, query, signal });
      return { counts: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

/** One count with its entries; others may be counting too, so it is read again while it is open. */
export function countQuery(vendor_id: string, id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'count', id),
    queryFn: async ({ signal }) => (await call('getCount', { params: { vendor_id, id }, signal })).data,
    refetchInterval: ({ state }) => (state.data?.status === 'open' ? 10_000 : false),
  });
}
