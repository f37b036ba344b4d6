import { AppError } from '../../../contract/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { createDiscount, listDiscounts, updateDiscount } from './selling/services/discounts.ts';
import { getPayoutBalances, listPayouts, recordPayout } from './selling/services/payouts.ts';
import { getSellingTerms, updateSellingTerms } from './selling/services/selling-terms.ts';
import {
  createShippingMethod,
  deleteShippingMethod,
  listShippingMethods,
  updateShippingMethod,
} from './selling/services/shipping-methods.ts';

export function sellingRoutes(platform: Platform): Route[] {
  return [
    route('getSellingTerms', async ({ actor, params }) => ({
      data: await getSellingTerms(platform, actor, params.vendor_id),
    })),
    route('updateSellingTerms', async ({ actor, params, body }) => ({
      data: await updateSellingTerms(platform, actor, { ...params, ...body }),
      meta: { message: 'Changed, for orders to come.' },
    })),
    route('listShippingMethods', async ({ actor, params }) => ({
      data: await listShippingMethods(platform, actor, params.vendor_id),
    })),
    route('createShippingMethod', async ({ actor, params, body }) => {
      const data = await createShippingMethod(platform, actor, { ...params, ...body });
      return { data, meta: { message: `Buyers may choose ${data.name} now.` } };
    }),
    route('updateShippingMethod', async ({ actor, params, body }) => {
      const data = await updateShippingMethod(platform, actor, { ...params, ...body });
      return { data, meta: { message: `${data.name} is changed, for orders to come.` } };
    }),
    route('deleteShippingMethod', async ({ actor, params }) => {
      await deleteShippingMethod(platform, actor, params);
      return { meta: { message: 'It is taken away; orders that were made with it keep it.' } };
    }),
    route('listDiscounts', async ({ actor, params }) => ({
      data: await listDiscounts(platform, actor, params.vendor_id),
    })),
    route('createDiscount', async ({ actor, params, body }) => {
      const data = await createDiscount(platform, actor, { ...params, ...body });
      return { data, meta: { message: `The code ${data.code} can be used.` } };
    }),
    route('updateDiscount', async ({ actor, params, body }) => {
      const data = await updateDiscount(platform, actor, { ...params, ...body });
      return { data, meta: { message: `The code ${data.code} is changed.` } };
    }),
    ...payoutRoutes(platform),
  ];
}

function payoutRoutes(platform: Platform): Route[] {
  return [
    route('listPayouts', async ({ actor, params, query }) => {
      const { rows, meta } = await listPayouts(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
    route('getPayoutBalances', async ({ actor, params }) => ({
      data: await getPayoutBalances(platform, actor, params.vendor_id),
    })),
    route('recordPayout', async ({ actor, params, body, request }) => {
      const { id: request_id, idempotency } = request;
      if (idempotency === null) throw new AppError('idempotency_key_required');
      const data = await recordPayout(platform, { ...params, ...body, actor, request_id, idempotency });
      return { data, meta: { message: 'The payout is noted.' } };
    }),
  ];
}
