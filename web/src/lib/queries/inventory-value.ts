import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { BulkEditView, ValuationView, ValueHistoryView } from '../../../../contract/inventory-bulk.ts';
import { call } from '../api.ts';
import { vendorKey } from './inventory.ts';

export type { BulkEditView, ValuationView };
export type CurrencyValue = ValuationView['currencies'][number];
export type ValueGroup = CurrencyValue['groups'][number];
export type ValueDay = ValueHistoryView['currencies'][number]['days'][number];
export type GroupBy = ValuationView['group_by'];

const EDITS_PAGE = 30;
const MINUTE_MS = 60_000;

/** What the stock is worth now, in groups. Another grouping keeps the totals of the one before in sight. */
export function valuationQuery(vendor_id: string, group_by: GroupBy) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'valuation', group_by),
    queryFn: async ({ signal }) =>
      (await call('getValuation', { params: { vendor_id }, query: { group_by }, signal })).data,
    placeholderData: keepPreviousData,
    staleTime: MINUTE_MS,
  });
}

export function valueHistoryQuery(vendor_id: string, days: number) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'value-history', days),
    queryFn: async ({ signal }) =>
      (await call('getValueHistory', { params: { vendor_id }, query: { days }, signal })).data.currencies,
    placeholderData: keepPreviousData,
    staleTime: MINUTE_MS,
  });
}

/** Changes of many listings, the newest first. */
export function bulkEditsQuery(vendor_id: string) {
  return infiniteQueryOptions({
    queryKey: vendorKey(vendor_id, 'bulk-edits'),
    queryFn: async ({ signal, pageParam }) => {
      const query = { limit: EDITS_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const { data, meta } = await call('listBulkEdits', { params: { vendor_id }, query, signal });
      return { edits: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}
