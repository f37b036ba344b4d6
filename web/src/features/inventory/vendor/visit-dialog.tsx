import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useRef, useState } from 'react';
import { call } from '../../../lib/api.ts';
import { problemsByField } from '../../../lib/problems.ts';
import { vendorQuery } from '../../../lib/queries/inventory.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';

interface VisitDialogProps {
  readonly vendor: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Asks why an administrator looks into a shop, and leads there. */
export function VisitDialog({ vendor, onClose }: VisitDialogProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const visit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (reason.trim().length < 5) return setProblem('Say why, in a few words.');
    setBusy(true);
    try {
      await call('visitVendor', { params: { vendor_id: vendor.id }, body: { reason } });
      await client.invalidateQueries({ queryKey: vendorQuery(vendor.id).queryKey });
      await navigate({ to: '/inventory/$vendor', params: { vendor: vendor.id } });
    } catch (error) {
      const found = problemsByField(error, ['reason']);
      setProblem(found.fields.reason ?? found.form ?? '');
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Look into ${vendor.name}`}
      focusFirst={first}
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button tone="primary" type="submit" form={form} busy={busy}>
            Look in
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void visit(event)} noValidate>
        <Field
          ref={first}
          label="Why"
          hint="Such as a ticket and what it is about. It stands in the audit log."
          error={problem}
          value={reason}
          maxLength={300}
          autoComplete="off"
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
