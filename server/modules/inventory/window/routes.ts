import { type Route, route } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { getInstrumentSales } from './selectors/get-instrument-sales.ts';
import { getProduct } from './selectors/get-product.ts';
import { getProductFacets } from './selectors/get-product-facets.ts';
import { getShopVendor } from './selectors/get-shop-vendor.ts';
import { listProducts } from './selectors/list-products.ts';

/** The shop window, for anybody. */
export function windowRoutes(platform: Platform): Route[] {
  const facets = getProductFacets(platform);
  return [
    route('listProducts', async ({ query }) => {
      const { rows, meta } = await listProducts(platform, query);
      return { data: rows, meta };
    }),
    route('getProductFacets', async ({ query }) => ({ data: await facets(query) })),
    route('getProduct', async ({ params }) => ({ data: await getProduct(platform, params.slug) })),
    route('getInstrumentSales', async ({ params }) => ({ data: await getInstrumentSales(platform, params.symbol) })),
    route('getShopVendor', async ({ params }) => ({ data: await getShopVendor(platform, params.vendor_id) })),
  ];
}
