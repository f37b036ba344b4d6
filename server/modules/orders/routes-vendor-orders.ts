import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { getVendorOrder } from './selectors/get-vendor-order.ts';
import { listPicks } from './selectors/list-picks.ts';
import { listVendorOrders } from './selectors/list-vendor-orders.ts';
import { addOrderNote } from './services/add-order-note.ts';
import { answerReturn } from './services/answer-return.ts';
import { cancelVendorOrder } from './services/cancel-vendor-order.ts';
import { declareShortfall } from './services/declare-shortfall.ts';
import { deliverShipment } from './services/deliver-shipment.ts';
import { pickOrder } from './services/pick-order.ts';
import { receiveReturn } from './services/receive-return.ts';
import { refundOrder } from './services/refund-order.ts';
import { shipOrder } from './services/ship-order.ts';

export function vendorOrderRoutes(platform: Platform): Route[] {
  return [...readingRoutes(platform), ...sendingRoutes(platform), ...returnRoutes(platform)];
}

function readingRoutes(platform: Platform): Route[] {
  return [
    route('listVendorOrders', async ({ actor, params, query }) => {
      const { rows, meta } = await listVendorOrders(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
    route('getVendorOrder', async ({ actor, params }) => ({ data: await getVendorOrder(platform, actor, params) })),
    route('listPicks', async ({ actor, params }) => ({ data: await listPicks(platform, actor, params.vendor_id) })),
  ];
}

function sendingRoutes(platform: Platform): Route[] {
  return [
    route('pickOrder', async ({ actor, params, body }) => {
      const data = await pickOrder({ platform, actor, ...params }, body);
      return { data, meta: { message: 'It is noted what is fetched.' } };
    }),
    route('shipOrder', async ({ actor, params, body, request: { idempotency } }) => {
      const data = await shipOrder({ platform, actor, ...params, idempotency }, body);
      return { data, meta: { message: 'The parcel is on its way.' } };
    }),
    route('deliverShipment', async ({ actor, params: { part_id, ...params } }) => {
      const data = await deliverShipment({ platform, actor, ...params }, part_id);
      return { data, meta: { message: 'The parcel has arrived.' } };
    }),
    route('cancelVendorOrder', async ({ actor, params, body, request: { idempotency } }) => {
      const data = await cancelVendorOrder({ platform, actor, ...params, idempotency }, body);
      return { data, meta: { message: 'It is cancelled; what was paid for it is given back.' } };
    }),
    route('declareShortfall', async ({ actor, params, body, request: { idempotency } }) => {
      const data = await declareShortfall({ platform, actor, ...params, idempotency }, body);
      return { data, meta: { message: 'The pieces are written off; these orders are cancelled and refunded.' } };
    }),
  ];
}

function returnRoutes(platform: Platform): Route[] {
  return [
    route('refundOrder', async ({ actor, params, body, request: { idempotency } }) => {
      const data = await refundOrder({ platform, actor, ...params, idempotency }, body);
      return { data, meta: { message: 'The money is on its way back.' } };
    }),
    route('answerReturn', async ({ actor, params: { part_id, ...params }, body }) => {
      const data = await answerReturn({ platform, actor, ...params }, part_id, body);
      return { data, meta: { message: body.approve ? 'The return may come.' : 'The return is refused.' } };
    }),
    route('receiveReturn', async ({ actor, params: { part_id, ...params }, body, request: { idempotency } }) => {
      const data = await receiveReturn({ platform, actor, ...params, idempotency }, part_id, body);
      return { data, meta: { message: 'The return is received.' } };
    }),
    route('addOrderNote', async ({ actor, params, body }) => {
      const data = await addOrderNote({ platform, actor, ...params }, body);
      return { data, meta: { message: body.public ? 'The buyer sees your note too.' : 'Your staff see your note.' } };
    }),
  ];
}
