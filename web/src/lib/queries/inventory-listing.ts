import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import { call } from '../api.ts';
import { vendorKey } from './inventory.ts';

export type Listing = ReplyOf<'getCollectible'>;
export type ListingPrice = ReplyOf<'listCollectiblePrices'>[number];
export type Photo = Listing['photos'][number];
export type Printing = ReplyOf<'listPrintings'>[number];

const CHANGES_PAGE = 20;
const PRICES_PAGE = 100;
const PRINTINGS_MAX = 12;

/** One listing with its details, photos and stock, and the ETag an edit names. */
export function listingQuery(vendor_id: string, id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'collectibles', 'one', id),
    queryFn: async ({ signal }) => {
      const { data, etag } = await call('getCollectible', { params: { vendor_id, id }, signal });
      return { listing: data, etag: etag ?? `"${data.version}"` };
    },
    refetchInterval: 30_000,
  });
}

/** Field by field, the newest first. */
export function listingChangesQuery(vendor_id: string, id: string) {
  return infiniteQueryOptions({
    queryKey: vendorKey(vendor_id, 'collectibles', 'changes', id),
    queryFn: async ({ signal, pageParam }) => {
      const query = { limit: CHANGES_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const { data, meta } = await call('listCollectibleChanges', { params: { vendor_id, id }, query, signal });
      return { changes: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

/** The newest hundred prices. */
export function listingPricesQuery(vendor_id: string, id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'collectibles', 'prices', id),
    queryFn: async ({ signal }) =>
      (await call('listCollectiblePrices', { params: { vendor_id, id }, query: { limit: PRICES_PAGE }, signal })).data,
  });
}

/** Printings that a name or a number may mean, the best first. */
export function printingsQuery(search: { readonly q: string; readonly game: string; readonly set: string }) {
  const { q, game, set } = search;
  return queryOptions({
    queryKey: ['inventory', 'printings', search] as const,
    queryFn: async ({ signal }) => {
      const query = { q, limit: PRINTINGS_MAX, ...(game && { game }), ...(set && { set }) };
      return (await call('listPrintings', { query, signal })).data;
    },
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
}

/** The games whose cards are known. */
export const gamesQuery = queryOptions({
  queryKey: ['inventory', 'games'] as const,
  queryFn: async ({ signal }) => (await call('listCatalogueGames', { signal })).data,
  staleTime: 600_000,
});
