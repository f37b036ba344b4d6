import { queryOptions } from '@tanstack/react-query';
import { ApiError, call } from '../api.ts';

/** What somebody is about to buy, and how it is paid. */

export type { BasketLineView, BasketPartView, BasketView } from '../../../../contract/basket.ts';

/** While it is on screen, what others do to its lines is seen this soon. */
export const BASKET_REFRESH_MS = 15_000;

/** The basket as it stands; null while there is none. */
export const basketQuery = queryOptions({
  queryKey: ['basket'] as const,
  queryFn: async ({ signal }) => {
    try {
      return (await call('getBasket', { signal })).data;
    } catch (error) {
      if (error instanceof ApiError && error.has('basket_unknown')) return null;
      throw error;
    }
  },
  staleTime: 2_000,
});

/** Who takes the money; it changes with a restart only. */
export const paymentProviderQuery = queryOptions({
  queryKey: ['payment-provider'] as const,
  queryFn: async ({ signal }) => (await call('getPaymentProvider', { signal })).data,
  staleTime: 600_000,
});

/** A test payment that asks something of its buyer. */
export function testPaymentQuery(ref: string) {
  return queryOptions({
    queryKey: ['test-payment', ref] as const,
    queryFn: async ({ signal }) => (await call('getTestPayment', { params: { ref }, signal })).data,
    staleTime: 0,
  });
}

/** While an order waits on screen, what others do to it, and that its time is over, is seen this soon. */
export const PAYING_REFRESH_MS = 15_000;

/** A checkout that waits for its payment, as its buyer or with a guest's token. */
export function payingQuery(id: string, guest_token: string | undefined) {
  return queryOptions({
    queryKey: ['paying', id] as const,
    queryFn: async ({ signal }) => (await call('getOrderGroup', { params: { id }, guest_token, signal })).data,
    staleTime: 0,
  });
}
