import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ImportField, ImportRowView, StockImportView } from '../../../../contract/inventory-imports.ts';
import type { BodyInput } from '../../../../contract/schemas.ts';
import { call } from '../api.ts';
import { vendorKey } from './inventory.ts';

export type { ImportField, ImportRowView, StockImportView };
export type ImportChange = BodyInput<'updateImport'>;
export type RowOutcome = ImportRowView['outcome'];

const IMPORTS_PAGE = 30;
const ROWS_PAGE = 100;
/** How often one asks how far it is. */
const PROGRESS_MS = 700;

/** A worker has it in hand: it changes by itself. */
export function isAtWork(status: StockImportView['status']): boolean {
  return status === 'checking' || status === 'applying' || status === 'undoing';
}

/** Imports of a vendor, the newest first. */
export function importsQuery(vendor_id: string) {
  return infiniteQueryOptions({
    queryKey: vendorKey(vendor_id, 'imports'),
    queryFn: async ({ signal, pageParam }) => {
      const query = { limit: IMPORTS_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const { data, meta } = await call('listImports', { params: { vendor_id }, query, signal });
      return { imports: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

/** A worker has it, or its photos. */
function isUnderWay({ status, photos }: StockImportView): boolean {
  return isAtWork(status) || (status === 'applied' && photos.waiting > 0);
}

/** One import; read again and again while a worker has it. */
export function importQuery(vendor_id: string, id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'import', id),
    queryFn: async ({ signal }) => (await call('getImport', { params: { vendor_id, id }, signal })).data,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? PROGRESS_MS : false),
  });
}

/** @param stamp of the check or application whose rows these are: another one has other rows. */
export function importRowsQuery(
  { vendor_id, id }: { readonly vendor_id: string; readonly id: string },
  { outcome, stamp }: { readonly outcome: RowOutcome; readonly stamp: string },
) {
  return infiniteQueryOptions({
    queryKey: vendorKey(vendor_id, 'import-rows', id, outcome, stamp),
    queryFn: async ({ signal, pageParam }) => {
      const query = { limit: ROWS_PAGE, outcome, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const { data, meta } = await call('listImportRows', { params: { vendor_id, id }, query, signal });
      return { rows: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

export function mappingsQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'import-mappings'),
    queryFn: async ({ signal }) => (await call('listImportMappings', { params: { vendor_id }, signal })).data,
  });
}
