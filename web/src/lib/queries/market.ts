import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { instrumentKinds } from '../../../../contract/market.ts';
import { call } from '../api.ts';
import { live } from '../live/browser-live.ts';

export type InstrumentKind = (typeof instrumentKinds)[number];

export interface StockSearch {
  readonly q?: string | undefined;
  readonly kind?: InstrumentKind | undefined;
  readonly limit?: number | undefined;
}

/**
 * Search as one types: the last answer stays on screen until the next one is there. The live store takes up the quotes
 * of the hits.
 */
export function stocksQuery(search: StockSearch) {
  const { q = '', kind, limit = 12 } = search;
  return queryOptions({
    queryKey: ['stocks', { q, kind, limit }] as const,
    queryFn: async ({ signal }) => {
      const query = { limit, ...(q === '' ? {} : { q }), ...(kind === undefined ? {} : { kind }) };
      const { data } = await call('listStocks', { query, signal });
      live.seed(data.map((stock) => stock.quote));
      return data;
    },
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
}

/** One instrument with its newest quote. */
export function stockQuery(symbol: string) {
  return queryOptions({
    queryKey: ['stock', symbol] as const,
    queryFn: async ({ signal }) => {
      const { data } = await call('getStock', { params: { symbol }, signal });
      live.seed([data.quote]);
      return data;
    },
    staleTime: 15_000,
  });
}

const REFRESH_MS = 60_000;

/** The day's line of several symbols, by symbol; drawn again once a minute. */
export function sparklinesQuery(symbols: readonly string[]) {
  const wanted = [...new Set(symbols)].sort();
  return queryOptions({
    queryKey: ['sparklines', wanted] as const,
    queryFn: async ({ signal }) => {
      const { data } = await call('getSparklines', { query: { symbols: wanted.join(',') }, signal });
      return new Map(data.map((line) => [line.symbol, line]));
    },
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    staleTime: REFRESH_MS,
  });
}

/** Symbols that one call for splits takes. */
const SPLITS_MAX = 200;

/**
 * Splits of several symbols, by symbol; a symbol without any is not in there. Asked for again once a minute: from
 * the first price after a split on, a page that stays open must count earlier prices in the new pieces.
 */
export function splitsQuery(symbols: readonly string[]) {
  const wanted = [...new Set(symbols)].sort();
  return queryOptions({
    queryKey: ['splits', wanted] as const,
    queryFn: async ({ signal }) => {
      const calls = Array.from({ length: Math.ceil(wanted.length / SPLITS_MAX) }, (_, at) => {
        const some = wanted.slice(at * SPLITS_MAX, (at + 1) * SPLITS_MAX);
        return call('getSplits', { query: { symbols: some.join(',') }, signal });
      });
      const found = (await Promise.all(calls)).flatMap(({ data }) => data);
      return new Map(found.map(({ symbol, splits }) => [symbol, splits]));
    },
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    staleTime: REFRESH_MS,
  });
}
