import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { OrderGroupSummaryView, OrderGroupView } from '../../../../contract/orders.ts';
import { call, callIfChanged } from '../api.ts';

/** What one bought. Every key begins with `orders`. */

export type { OrderEventView, OrderGroupSummaryView, OrderGroupView, OrderView } from '../../../../contract/orders.ts';

const ORDERS_PAGE = 20;

interface OrdersPageData {
  readonly groups: readonly OrderGroupSummaryView[];
  readonly next_cursor: string | null;
}

/** Checkouts, newest first, a page at a time. */
export const orderGroupsQuery = infiniteQueryOptions({
  queryKey: ['orders', 'list'] as const,
  queryFn: async ({ signal, pageParam }): Promise<OrdersPageData> => {
    const query = { limit: ORDERS_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
    const { data, meta } = await call('listOrderGroups', { query, signal });
    return { groups: data, next_cursor: meta.next_cursor ?? null };
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ next_cursor }) => next_cursor,
  staleTime: 5_000,
});

interface HeldGroup {
  readonly group: OrderGroupView;
  /** Of the answer that is held: asking again costs nothing while it is still true. */
  readonly etag: string | null;
}

/** One checkout, for its buyer, or for who holds a guest's token. */
export function orderGroupQuery(id: string, guest_token: string | undefined) {
  const queryKey = ['orders', 'group', id, guest_token ?? null] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal, client }): Promise<HeldGroup> => {
      const held = client.getQueryData<HeldGroup>(queryKey);
      const options = { params: { id }, guest_token, signal };
      const answer = await callIfChanged('getOrderGroup', held?.etag ?? null, options);
      if (answer !== null) return { group: answer.data, etag: answer.etag };
      if (held !== undefined) return held;
      throw new Error('Nothing changed of what is not held');
    },
    staleTime: 0,
  });
}
