import { type Route, route } from '../../platform/http/route.ts';
import { getOrderGroup } from './checkout/selectors/find-group.ts';
import { listOrderGroups } from './checkout/selectors/list-order-groups.ts';
import { giveUpPayment } from './checkout/services/give-up-payment.ts';
import type { OrdersContext } from './context.ts';
import { cancelOrder } from './services/cancel-order.ts';
import { requestReturn } from './services/request-return.ts';

/** What buyers do with what they bought. */
export function buyerOrderRoutes(context: OrdersContext): Route[] {
  const { platform } = context;
  return [
    route('listOrderGroups', async ({ actor, query }) => {
      const { rows, meta } = await listOrderGroups(platform, actor, query);
      return { data: rows, meta };
    }),
    route('getOrderGroup', async ({ params, ...call }) => ({
      data: await getOrderGroup(platform, { ...call, ...params }),
    })),
    route('cancelOrder', async ({ actor, request, body, params: { id: group_id, order_id } }) => {
      await giveUpPayment(context, { actor, request, id: group_id, whole: body.lines === undefined });
      const data = await cancelOrder({ platform, actor, request, group_id, order_id }, body);
      return { data, meta: { message: 'It is cancelled; what was paid for it is given back.' } };
    }),
    route('requestReturn', async ({ actor, request, body, params: { id: group_id, order_id } }) => {
      const data = await requestReturn({ platform, actor, request, group_id, order_id }, body);
      return { data, meta: { message: 'The vendor is asked; wait for their answer before you send it.' } };
    }),
  ];
}
