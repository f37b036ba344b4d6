import { type Route, route } from '../../platform/http/route.ts';
import { getOrderGroup } from './checkout/selectors/find-group.ts';
import { listOrderGroups } from './checkout/selectors/list-order-groups.ts';
import type { OrdersContext } from './context.ts';

/** What buyers do with what they bought. */
export function buyerOrderRoutes({ platform }: OrdersContext): Route[] {
  return [
    route('listOrderGroups', async ({ actor, query }) => {
      const { rows, meta } = await listOrderGroups(platform, actor, query);
      return { data: rows, meta };
    }),
    route('getOrderGroup', async ({ params, ...call }) => ({
      data: await getOrderGroup(platform, { ...call, ...params }),
    })),
  ];
}
