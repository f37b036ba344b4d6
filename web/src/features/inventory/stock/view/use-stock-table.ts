import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { facetsQuery, stockQuery } from '../../../../lib/queries/stock.ts';
import type { StockRow } from '../row.ts';
import { filterOf, isFiltered, type StockState } from './stock-state.ts';

/** Changes parts of the address; undefined takes a part away. */
export type StateChange = { readonly [K in keyof StockState]?: StockState[K] | undefined };

/** The stock as it is looked at: the rows that are loaded, and how many there are. */
export interface StockTable {
  readonly vendor_id: string;
  readonly state: StockState;
  readonly show: (next: StateChange) => void;
  /** Another view as a whole, as a saved one is. */
  readonly open: (state: StockState) => void;
  readonly query: ReturnType<typeof useRows>;
  readonly rows: readonly StockRow[];
  /** Listings that the filter leaves; null until it is known. */
  readonly total: number | null;
  /** Listings of the vendor. */
  readonly whole: number | null;
  readonly facets: ReturnType<typeof useFacets>;
}

function useRows(vendor_id: string, state: StockState) {
  return useInfiniteQuery(stockQuery(vendor_id, state));
}

function useFacets(vendor_id: string, state: StockState) {
  return useQuery(facetsQuery(vendor_id, filterOf(state))).data;
}

export function useStockTable(vendor_id: string): StockTable {
  const state = useSearch({ from: '/app/inventory/$vendor/' });
  const navigate = useNavigate({ from: '/inventory/$vendor' });
  const query = useRows(vendor_id, state);
  const facets = useFacets(vendor_id, state);
  const whole = useQuery(facetsQuery(vendor_id, noFilter)).data?.total ?? null;
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? noRows, [query.data]);
  return {
    vendor_id,
    state,
    show: (next) => void navigate({ search: (before) => withChanges(before, next), replace: next.q !== undefined }),
    open: (next) => void navigate({ search: () => next }),
    query,
    rows,
    total: isFiltered(state) ? (facets?.total ?? null) : whole,
    whole,
    facets,
  };
}

const noRows: readonly never[] = [];
const noFilter = {};

function withChanges(before: StockState, next: StateChange): StockState {
  const merged = Object.entries({ ...before, ...next }).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(merged);
}
