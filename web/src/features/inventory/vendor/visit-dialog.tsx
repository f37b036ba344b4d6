import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { call } from '../../../lib/api.ts';
import { problemsByField } from '../../../lib/problems.ts';
import { vendorQuery } from '../../../lib/queries/inventory.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';

interface VisitDialogProps {
  readonly vendor: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Asks why an administrator looks into a shop, and leads there. */
export function VisitDialog({ vendor, onClose }: VisitDialogProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
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
    <FormDialog
      onClose={onClose}
      title={`Look into ${vendor.name}`}
      focusFirst={first}
      action="Look in"
      busy={busy}
      onSubmit={(event) => void visit(event)}
    >
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
    </FormDialog>
  );
}
