import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { type ImportChange, importQuery, type StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { vendorKey } from '../../../lib/queries/inventory.ts';
import { notifyError } from '../../../ui/toast.tsx';
import { useVendor } from '../vendor/use-vendor.ts';

export type ImportStep = 'checkImport' | 'applyImport' | 'cancelImport' | 'undoImport';
export interface ImportActions {
  /** Changes how the file is read; seen at once. */
  readonly change: (body: ImportChange) => void;
  readonly start: (step: ImportStep) => void;
  /** Changes how the file is read, and checks it again. */
  readonly recheck: (body: ImportChange) => void;
  readonly isBusy: boolean;
}

/** Calls about one import go one after the other: each builds on the one before. */
export function importScope(id: string): { readonly id: string } {
  return { id: `import ${id}` };
}

/** What one can do with an import. A refusal is told, and the import is read again. */
export function useImport({ id }: Pick<StockImportView, 'id'>): ImportActions {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const { queryKey } = importQuery(vendor_id, id);
  const mutationKey = ['import', id];
  const shared = {
    mutationKey,
    scope: importScope(id),
    onError(error: Error) {
      notifyError('The import did not go on', messageOf(error));
      return client.invalidateQueries({ queryKey });
    },
  };
  const settle = (data: StockImportView): void => {
    if (client.isMutating({ mutationKey }) <= 1) client.setQueryData(queryKey, data);
  };
  const params = { vendor_id, id };
  const change = useMutation({
    ...shared,
    mutationFn: (body: ImportChange) => call('updateImport', { params, body }),
    onMutate: (body) =>
      client.setQueryData(queryKey, (old) => old && { ...old, ...(body as Partial<StockImportView>) }),
    onSuccess: ({ data }) => settle(data),
  });
  const start = useMutation({
    ...shared,
    // The four take and answer the same.
    mutationFn: (step: ImportStep) => call(step as 'checkImport', { params }),
    onSuccess({ data }) {
      settle(data);
      void client.invalidateQueries({ queryKey: vendorKey(vendor_id, 'imports') });
    },
  });
  return {
    change: (body) => change.mutate(body),
    start: (step) => start.mutate(step),
    recheck(body) {
      change.mutate(body);
      start.mutate('checkImport');
    },
    isBusy: start.isPending,
  };
}
