import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readProductState } from '../features/shop/product/product-state.ts';
import { readShopState } from '../features/shop/view/shop-state.ts';
import { either, root } from './parents.tsx';

/** The addresses of whoever buys: nobody needs an account for them. */
const shop = createRoute({
  getParentRoute: () => either,
  path: '/shop',
  validateSearch: readShopState,
  component: lazyRouteComponent(() => import('../features/shop/shop-page.tsx'), 'ShopPage'),
});
const product = createRoute({
  getParentRoute: () => either,
  path: '/shop/$slug',
  validateSearch: readProductState,
  component: lazyRouteComponent(() => import('../features/shop/product/product-page.tsx'), 'ProductPage'),
});
const shopVendor = createRoute({
  getParentRoute: () => either,
  path: '/shop/vendors/$id',
  validateSearch: readShopState,
  component: lazyRouteComponent(() => import('../features/shop/vendor/shop-vendor-page.tsx'), 'ShopVendorPage'),
});
const basket = createRoute({
  getParentRoute: () => either,
  path: '/basket',
  component: lazyRouteComponent(() => import('../features/basket/basket-page.tsx'), 'BasketPage'),
});
const checkout = createRoute({
  getParentRoute: () => either,
  path: '/checkout',
  component: lazyRouteComponent(() => import('../features/basket/checkout/checkout-page.tsx'), 'CheckoutPage'),
});
const testPayment = createRoute({
  getParentRoute: () => either,
  path: '/pay/test/$ref',
  component: lazyRouteComponent(() => import('../features/basket/test-payment-page.tsx'), 'TestPaymentPage'),
});

/** In no frame: this document runs a script of Stripe's, and nothing else of the app. */
export const cardPayment = createRoute({
  getParentRoute: () => root,
  path: '/pay/stripe/$id',
  component: lazyRouteComponent(() => import('../features/basket/card/card-page.tsx'), 'CardPage'),
});

export const shopRoutes = [shop, product, shopVendor, basket, checkout, testPayment] as const;
