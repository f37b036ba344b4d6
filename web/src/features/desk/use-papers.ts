import { useMutation } from '@tanstack/react-query';
import { PAPERS_MAX } from '../../../../contract/orders-terms.ts';
import { callForFile } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { notifyError } from '../../ui/toast.tsx';
import { saveFile } from '../inventory/import/save-file.ts';
import { useVendor } from '../inventory/vendor/use-vendor.ts';

export const papers = [
  { kind: 'packing_slips', label: 'Packing slips' },
  { kind: 'invoices', label: 'Invoices' },
  { kind: 'pick_list', label: 'Pick list' },
] as const;
export type PaperKind = (typeof papers)[number]['kind'];

/** Makes papers of some orders as one file, and saves it. */
export function usePapers() {
  const { vendor_id } = useVendor();
  return useMutation({
    mutationFn: async ({ kind, ids }: { readonly kind: PaperKind; readonly ids: readonly string[] }) => {
      const body = { kind, ids: ids.slice(0, PAPERS_MAX) };
      const file = await callForFile('printPapers', { params: { vendor_id }, body });
      saveFile(file, `${kind.replace('_', '-')}.pdf`);
    },
    onError: (error) => notifyError('The papers could not be made', messageOf(error)),
  });
}
