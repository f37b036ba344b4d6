import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { vendorsQuery } from '../../../lib/queries/inventory.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { notify } from '../../../ui/toast.tsx';
import { SettingsSection } from '../../settings/settings-section.tsx';
import { useVendor } from './use-vendor.ts';

/** The end of a shop: nothing of it is on sale any more, and nobody enters. */
export function CloseSection() {
  const [asking, setAsking] = useState(false);
  return (
    <SettingsSection
      id="close"
      title="Close the shop"
      lead="Takes everything off sale and everybody off the staff. It cannot be undone."
    >
      <div>
        <Button tone="danger" onClick={() => setAsking(true)}>
          Close the shop…
        </Button>
      </div>
      {asking && <CloseDialog onClose={() => setAsking(false)} />}
    </SettingsSection>
  );
}

function CloseDialog({ onClose }: { readonly onClose: () => void }) {
  const { vendor, vendor_id } = useVendor();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const close = useMutation({
    mutationFn: () => call('closeVendor', { params: { vendor_id } }),
    async onSuccess({ meta }) {
      await client.invalidateQueries({ queryKey: vendorsQuery.queryKey });
      await navigate({ to: '/inventory' });
      client.removeQueries({ queryKey: ['inventory', vendor_id] });
      notify(meta.message ?? 'The shop is closed.');
    },
  });
  const is_sure = typed.trim() === vendor.name;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Close ${vendor.name}?`}
      description="Export your stock first if you want to keep it. Listings and the ledger stay on record, out of everybody’s reach but an administrator’s."
      footer={
        <>
          <Button onClick={onClose}>Keep it open</Button>
          <Button tone="danger" disabled={!is_sure} busy={close.isPending} onClick={() => close.mutate()}>
            Close the shop
          </Button>
        </>
      }
    >
      <Field
        label={`Type “${vendor.name}” to be sure`}
        value={typed}
        autoComplete="off"
        error={close.error === null ? undefined : messageOf(close.error)}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Dialog>
  );
}
