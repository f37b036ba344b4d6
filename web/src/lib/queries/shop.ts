import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { InstrumentSalesView, ProductFacetsView, ProductSummaryView } from '../../../../contract/shop.ts';
import type { QueryInput } from '../../../../contract/schemas.ts';
import { ApiError, call } from '../api.ts';

export type {
  InstrumentSalesView,
  OfferView,
  ProductStateView,
  ProductSummaryView,
  ProductView,
} from '../../../../contract/shop.ts';

/** What all vendors together have on sale. Every key begins with `shop`. */

/** Products of one page: three screens of a wide window. */
const PRODUCTS_PAGE = 48;
const REFRESH_MS = 30_000;

export type ProductFilter = QueryInput<'getProductFacets'>;
export type Facet = NonNullable<ProductFacetsView['facets']['game']>;
export interface ProductsPageData {
  readonly products: readonly ProductSummaryView[];
  readonly next_cursor: string | null;
}

/** What the filter leaves, in its order, a page at a time. */
export function productsQuery(query: QueryInput<'listProducts'>) {
  return infiniteQueryOptions({
    queryKey: ['shop', 'products', query] as const,
    queryFn: async ({ signal, pageParam }): Promise<ProductsPageData> => {
      const page = { ...query, limit: PRODUCTS_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const { data, meta } = await call('listProducts', { query: page, signal });
      return { products: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    staleTime: REFRESH_MS,
  });
}

/** How many products each value of a filter would leave. */
export function productFacetsQuery(filter: ProductFilter) {
  return queryOptions({
    queryKey: ['shop', 'facets', filter] as const,
    queryFn: async ({ signal }) => (await call('getProductFacets', { query: filter, signal })).data,
    placeholderData: keepPreviousData,
    staleTime: REFRESH_MS,
  });
}

/** One product with its offers; read again while it is on screen, since others buy too. */
export function productQuery(slug: string) {
  return queryOptions({
    queryKey: ['shop', 'product', slug] as const,
    queryFn: async ({ signal }) => (await call('getProduct', { params: { slug }, signal })).data,
    refetchInterval: REFRESH_MS,
    staleTime: 5_000,
  });
}

/** What one state of a product sold for; null where the shop never had it. */
export function salesQuery(symbol: string) {
  return queryOptions({
    queryKey: ['shop', 'sales', symbol] as const,
    queryFn: async ({ signal }): Promise<InstrumentSalesView | null> => {
      try {
        return (await call('getInstrumentSales', { params: { symbol }, signal })).data;
      } catch (error) {
        if (error instanceof ApiError && error.has('product_unknown')) return null;
        throw error;
      }
    },
    refetchInterval: REFRESH_MS,
    staleTime: 5_000,
  });
}

/** What anyone may know of a vendor. */
export function shopVendorQuery(vendor_id: string) {
  return queryOptions({
    queryKey: ['shop', 'vendor', vendor_id] as const,
    queryFn: async ({ signal }) => (await call('getShopVendor', { params: { vendor_id }, signal })).data,
    staleTime: 60_000,
  });
}
