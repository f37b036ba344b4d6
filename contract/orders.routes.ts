import type { RouteTable } from './endpoint.ts';

const open = { access: 'public', status: 200, guest: true } as const;

/** What you bought. A guest sends the Guest-Token that the checkout answered. Schemas: orders.ts. */
export const orderRoutes = {
  listOrderGroups: {
    method: 'GET',
    path: '/order-groups',
    access: 'signed-in',
    status: 200,
    query: 'OrderGroupsQuery',
    reply: 'OrderGroupList',
    paged: true,
    summary: 'What you bought, newest first',
    errors: ['cursor_invalid'],
  },
  getOrderGroup: {
    ...open,
    method: 'GET',
    path: '/order-groups/{id}',
    params: 'IdParams',
    reply: 'OrderGroup',
    etag: true,
    summary: 'One checkout with its orders, parcels, refunds and what happened',
    errors: ['order_unknown'],
  },
  cancelOrder: {
    ...open,
    method: 'POST',
    path: '/order-groups/{id}/orders/{order_id}/cancellation',
    params: 'OrderPartParams',
    body: 'CancelOrder',
    reply: 'OrderGroup',
    idempotent: true,
    summary: 'Cancels what was not sent yet; what was paid for it is refunded',
    errors: ['order_unknown', 'illegal_transition', 'line_unknown', 'quantity_refused'],
  },
  requestReturn: {
    ...open,
    method: 'POST',
    path: '/order-groups/{id}/orders/{order_id}/returns',
    params: 'OrderPartParams',
    body: 'RequestReturn',
    reply: 'OrderGroup',
    idempotent: true,
    summary: 'Asks to send pieces back',
    errors: ['order_unknown', 'line_unknown', 'quantity_refused', 'return_too_late', 'return_limit'],
  },
  downloadInvoice: {
    ...open,
    method: 'GET',
    path: '/order-groups/{id}/orders/{order_id}/invoice',
    params: 'OrderPartParams',
    file: 'application/pdf',
    summary: 'The invoice of one vendor’s order',
    errors: ['order_unknown', 'order_unpaid'],
  },
} as const satisfies RouteTable;
