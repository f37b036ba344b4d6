import type { RouteTable } from './endpoint.ts';

const seen = { method: 'GET', access: 'public', status: 200, etag: true } as const;

/** The shop window, for anyone. Schemas: shop.ts. */
export const shopRoutes = {
  listProducts: {
    ...seen,
    path: '/products',
    query: 'ProductsQuery',
    reply: 'ProductList',
    paged: true,
    summary: 'What is on sale, grouped by card or item, with its lowest price by condition',
    errors: ['cursor_invalid'],
  },
  getProductFacets: {
    ...seen,
    path: '/products/facets',
    query: 'ProductFacetsQuery',
    reply: 'ProductFacets',
    summary: 'How many products each value of a filter would leave',
    errors: [],
  },
  getProduct: {
    ...seen,
    path: '/products/{slug}',
    params: 'ProductParams',
    reply: 'Product',
    summary: 'One product with its offers by condition and vendor, and what it sold for',
    errors: ['product_unknown'],
  },
  getInstrumentSales: {
    ...seen,
    path: '/stocks/{symbol}/sales',
    params: 'SymbolParams',
    reply: 'InstrumentSales',
    summary: 'What a collectible sold for in one state, newest first, and the product it belongs to',
    errors: ['product_unknown'],
  },
  getShopVendor: {
    ...seen,
    path: '/shop-vendors/{vendor_id}',
    params: 'VendorParams',
    reply: 'ShopVendor',
    summary: 'What anyone may know of a vendor',
    errors: ['vendor_unknown'],
  },
} as const satisfies RouteTable;
