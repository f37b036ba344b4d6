import { useEffect } from 'react';
import type { StockTable } from './use-stock-table.ts';

/** The next page is asked for when so few rows are left below. */
const AHEAD = 40;

/** Asks for the next page before the last row is reached. */
export function useMorePages({ rows, query }: Pick<StockTable, 'rows' | 'query'>, last: number): void {
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = query;
  const near = last >= rows.length - AHEAD;
  useEffect(() => {
    if (near && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [near, hasNextPage, isFetchingNextPage, fetchNextPage, isError]);
}
