import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { VendorOrderView } from '../../../../contract/orders.ts';
import type { QueryInput } from '../../../../contract/schemas.ts';
import type { VendorOrderSummaryView } from '../../../../contract/vendor-orders.ts';
import { call, callIfChanged } from '../api.ts';
import { vendorKey } from './inventory.ts';

/** What a vendor sold. Every key begins with `deskKey`. */

export type { VendorOrderView } from '../../../../contract/orders.ts';
export type { DeskSummaryView, PickListView, VendorOrderSummaryView } from '../../../../contract/vendor-orders.ts';

const ORDERS_PAGE = 50;
/** Read again this often while it is on screen, whatever the socket tells. */
const REFRESH_MS = 30_000;

export function deskKey<Parts extends readonly unknown[]>(vendor_id: string, ...parts: Parts) {
  return vendorKey(vendor_id, 'desk', ...parts);
}

/** What is to be done, and the sales of the last days. */
export function deskQuery(vendor_id: string, days: number) {
  return queryOptions({
    queryKey: deskKey(vendor_id, 'summary', days),
    queryFn: async ({ signal }) => (await call('getDesk', { params: { vendor_id }, query: { days }, signal })).data,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    staleTime: 5_000,
  });
}

export type VendorOrdersFilter = Omit<QueryInput<'listVendorOrders'>, 'limit' | 'cursor'>;
interface VendorOrdersPage {
  readonly orders: readonly VendorOrderSummaryView[];
  readonly next_cursor: string | null;
}

/** Orders as they are asked for, a page at a time. */
export function vendorOrdersQuery(vendor_id: string, filter: VendorOrdersFilter) {
  return infiniteQueryOptions({
    queryKey: deskKey(vendor_id, 'orders', filter),
    queryFn: async ({ signal, pageParam }): Promise<VendorOrdersPage> => {
      const query = { ...filter, limit: ORDERS_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const { data, meta } = await call('listVendorOrders', { params: { vendor_id }, query, signal });
      return { orders: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
}

interface HeldOrder {
  readonly order: VendorOrderView;
  readonly etag: string | null;
}

/** One order with its buyer, where its pieces lie, and what happened. */
export function vendorOrderQuery(vendor_id: string, id: string) {
  const queryKey = deskKey(vendor_id, 'order', id);
  return queryOptions({
    queryKey,
    queryFn: async ({ signal, client }): Promise<HeldOrder> => {
      const held = client.getQueryData<HeldOrder>(queryKey);
      const options = { params: { vendor_id, id }, signal };
      const answer = await callIfChanged('getVendorOrder', held?.etag ?? null, options);
      if (answer !== null) return { order: answer.data, etag: answer.etag };
      if (held !== undefined) return held;
      throw new Error('Nothing changed of what is not held');
    },
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  });
}

/** Every piece to fetch, in walking order. */
export function picksQuery(vendor_id: string) {
  return queryOptions({
    queryKey: deskKey(vendor_id, 'picks'),
    queryFn: async ({ signal }) => (await call('listPicks', { params: { vendor_id }, signal })).data,
    refetchInterval: REFRESH_MS,
    staleTime: 5_000,
  });
}
