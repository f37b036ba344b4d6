import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { VendorRole } from '../../../../../contract/inventory.rights.ts';
import { call } from '../../../lib/api.ts';
import { type FormProblems, problemsByField } from '../../../lib/problems.ts';
import { invitationsQuery } from '../../../lib/queries/inventory.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Select } from '../../../ui/select.tsx';
import { notify } from '../../../ui/toast.tsx';
import { roleOptions, roleWords } from './roles.ts';
import { useVendor } from './use-vendor.ts';

interface Sent {
  readonly email: string;
  readonly link: string;
}

/** Invites one address; the link is shown once, to be copied. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const [sent, setSent] = useState<Sent | null>(null);
  return sent === null ? (
    <AskDialog onClose={onClose} onSent={setSent} />
  ) : (
    <LinkDialog sent={sent} onClose={onClose} onNext={() => setSent(null)} />
  );
}

interface AskProps {
  readonly onClose: () => void;
  readonly onSent: (sent: Sent) => void;
}

function AskDialog({ onClose, onSent }: AskProps) {
  const first = useRef<HTMLInputElement>(null);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<VendorRole>('clerk');
  const { busy, problems, send } = useInvite(onSent);
  return (
    <FormDialog
      onClose={onClose}
      title="Invite to the staff"
      description="Whoever signs in with this address can join with the link, once and within a week."
      focusFirst={first}
      action="Make the link"
      busy={busy}
      problem={problems.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send(email, role);
      }}
    >
      <Field
        ref={first}
        label="E-mail"
        type="email"
        autoComplete="off"
        value={email}
        error={problems.fields.email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Select label="Role" value={role} options={roleOptions} hint={roleWords[role].may} onChange={setRole} />
    </FormDialog>
  );
}

function useInvite(onSent: (sent: Sent) => void) {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblems<'email'>>({ fields: {}, form: null });
  const send = async (email: string, role: VendorRole) => {
    if (busy) return;
    if (!/^\S+@\S+$/.test(email.trim()))
      return setProblems({ fields: { email: 'Type the whole e-mail address.' }, form: null });
    setBusy(true);
    try {
      const { data } = await call('inviteStaff', { params: { vendor_id }, body: { email, role } });
      void client.invalidateQueries({ queryKey: invitationsQuery(vendor_id).queryKey });
      onSent({ email: data.email, link: `${location.origin}/invitations/${data.token}` });
    } catch (error) {
      setProblems(problemsByField(error, ['email'], { staff_exists: 'email' }));
      setBusy(false);
    }
  };
  return { busy, problems, send };
}

interface LinkProps {
  readonly sent: Sent;
  readonly onClose: () => void;
  readonly onNext: () => void;
}

function LinkDialog({ sent, onClose, onNext }: LinkProps) {
  const [problem, setProblem] = useState<string>();
  const copy = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(sent.link);
      notify('Link copied');
    } catch {
      setProblem('The browser does not allow copying. Select the link and copy it by hand.');
    }
  };
  const form = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      title={`The link for ${sent.email}`}
      description="Copy it and send it yourself: it is shown this once. Where this server sends mail and the address has an account here, the link goes there by mail as well."
      footer={
        <>
          <Button tone="ghost" className="mr-auto" onClick={onNext}>
            Invite another
          </Button>
          <Button onClick={onClose}>Done</Button>
          <Button tone="primary" type="submit" form={form}>
            Copy link
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void copy(event)}>
        <Field label="Link" readOnly value={sent.link} onFocus={(event) => event.target.select()} error={problem} />
      </form>
    </Dialog>
  );
}
