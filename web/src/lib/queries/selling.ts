import { queryOptions } from '@tanstack/react-query';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import { call } from '../api.ts';
import { vendorKey } from './inventory.ts';

/** How a vendor sells: what orders to come are made with, and what is owed for those that were. */

export type {
  DiscountView,
  PayoutEntryView,
  SellingTermsView,
  ShippingMethodView,
  SubscriptionDeliveryView,
  SubscriptionView,
} from '../../../../contract/selling.ts';

export type PayoutBalanceView = ReplyOf<'getPayoutBalances'>[number];

export function sellingTermsQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'selling', 'terms'),
    queryFn: async ({ signal }) => (await call('getSellingTerms', { params: { vendor_id }, signal })).data,
    staleTime: 30_000,
  });
}

export function shippingMethodsQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'selling', 'shipping'),
    queryFn: async ({ signal }) => (await call('listShippingMethods', { params: { vendor_id }, signal })).data,
    staleTime: 30_000,
  });
}

export function discountsQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'selling', 'discounts'),
    queryFn: async ({ signal }) => (await call('listDiscounts', { params: { vendor_id }, signal })).data,
    staleTime: 30_000,
  });
}

export function balancesQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'selling', 'balances'),
    queryFn: async ({ signal }) => (await call('getPayoutBalances', { params: { vendor_id }, signal })).data,
    staleTime: 10_000,
  });
}

const ENTRIES_PAGE = 25;

/** The account with the operator, newest first, a page at a time. */
export function payoutsQuery(vendor_id: string, cursor: string | null) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'selling', 'payouts', cursor),
    queryFn: async ({ signal }) => {
      const query = { limit: ENTRIES_PAGE, ...(cursor === null ? {} : { cursor }) };
      const { data, meta } = await call('listPayouts', { params: { vendor_id }, query, signal });
      return { entries: data, next_cursor: meta.next_cursor ?? null };
    },
    staleTime: 10_000,
  });
}

export function subscriptionsQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'selling', 'subscriptions'),
    queryFn: async ({ signal }) => (await call('listSubscriptions', { params: { vendor_id }, signal })).data,
    staleTime: 10_000,
  });
}

/** What was sent to one program, newest first. */
export function subscriptionDeliveriesQuery(vendor_id: string, id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'selling', 'deliveries', id),
    queryFn: async ({ signal }) =>
      (await call('listSubscriptionDeliveries', { params: { vendor_id, id }, query: { limit: ENTRIES_PAGE }, signal }))
        .data,
    refetchInterval: 5_000,
    staleTime: 0,
  });
}
