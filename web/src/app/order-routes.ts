import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app, either } from './parents.tsx';

/** The addresses of what one bought. A guest opens one order by the token in its link; the list is an account's. */
export const orders = createRoute({
  getParentRoute: () => app,
  path: '/orders',
  component: lazyRouteComponent(() => import('../features/orders/orders-page.tsx'), 'OrdersPage'),
});
export const order = createRoute({
  getParentRoute: () => either,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('../features/orders/order-page.tsx'), 'OrderPage'),
});
