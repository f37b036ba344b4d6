import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../lib/api.ts';
import { messageOf } from '../../../../lib/problems.ts';
import type { BulkEditView } from '../../../../lib/queries/inventory-value.ts';
import { vendorKey } from '../../../../lib/queries/inventory.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { notify } from '../../../../ui/toast.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';

interface UndoDialogProps {
  readonly edit: BulkEditView;
  readonly words: string;
  readonly onClose: () => void;
}

/** Asks once more: an undo of many listings cannot itself be undone. */
export function UndoDialog({ edit, words, onClose }: UndoDialogProps) {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => call('undoBulkEdit', { params: { vendor_id, id: edit.id } }),
    async onSuccess({ meta }) {
      await client.invalidateQueries({ queryKey: vendorKey(vendor_id) });
      onClose();
      notify(meta.message ?? 'The edit is taken back.');
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Take this edit back?"
      description={`“${words}” is taken out of every listing that it changed. What somebody changed since then stays as it is, and is counted.`}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button tone="primary" busy={undo.isPending} onClick={() => undo.mutate()}>
            Take back
          </Button>
        </>
      }
    >
      {undo.error !== null && (
        <p role="alert" className="text-danger">
          {messageOf(undo.error)}
        </p>
      )}
    </Dialog>
  );
}
