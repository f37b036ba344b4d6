import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { mappingsQuery, type StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { notify } from '../../../ui/toast.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { importScope } from './use-import.ts';

interface SaveMappingDialogProps {
  readonly one: StockImportView;
  readonly onClose: () => void;
}

/** Keeps the columns and settings for the next file with the same headers. */
export function SaveMappingDialog({ one, onClose }: SaveMappingDialogProps) {
  const form = useId();
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const [name, setName] = useState(one.file_name.replace(/\.\w+$/, '').slice(0, 60));
  const save = useMutation({
    // After the changes that are still on their way.
    scope: importScope(one.id),
    mutationFn: () => call('saveImportMapping', { params: { vendor_id }, body: { name, import_id: one.id } }),
    onSuccess() {
      void client.invalidateQueries({ queryKey: mappingsQuery(vendor_id).queryKey });
      notify('Saved: the next file with these headers is read the same way.');
      onClose();
    },
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Save these columns"
      description="The next file with the same headers is read the same way by itself. One of the same name is replaced."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form={form} busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={onSubmit}>
        <Field
          label="Name"
          value={name}
          maxLength={60}
          autoComplete="off"
          error={save.error === null ? undefined : messageOf(save.error)}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
