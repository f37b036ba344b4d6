import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { sparklinesQuery } from '../../lib/queries/market.ts';
import { type ProductFilter, productFacetsQuery, productsQuery } from '../../lib/queries/shop.ts';
import { filterOf, type ShopState } from './view/shop-state.ts';
import { leadOf } from './words.ts';

/** The next page is asked for when so few cards are left below. */
const AHEAD = 16;

/** What the state leaves, page by page, with what may be chosen of it. `fixed` always holds. */
export function useProducts(state: ShopState, fixed: ProductFilter = {}) {
  const filter = { ...filterOf(state), ...fixed };
  const query = useInfiniteQuery(productsQuery({ ...filter, ...(state.sort && { sort: state.sort }) }));
  const facets = useQuery(productFacetsQuery(filter));
  const pages = query.data?.pages ?? [];
  const products = pages.flatMap((page) => page.products);
  const answers = useQueries({
    queries: pages.map((page) =>
      sparklinesQuery(page.products.flatMap((product) => leadOf(product)?.instrument_symbol ?? [])),
    ),
  });
  const lineOf = (symbol: string | undefined) =>
    symbol === undefined ? undefined : answers.map(({ data }) => data?.get(symbol)).find((line) => line !== undefined);
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  const reach = (last: number) => {
    if (last >= products.length - AHEAD && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  };
  return { query, facets, products, lineOf, reach, filter };
}

export type Products = ReturnType<typeof useProducts>;
