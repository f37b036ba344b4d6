import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { VendorRole } from '../../../../../contract/inventory.rights.ts';
import { useUser } from '../../../app/session.ts';
import { call } from '../../../lib/api.ts';
import { formatDate } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import { type StaffMemberView, staffQuery, vendorQuery, vendorsQuery } from '../../../lib/queries/inventory.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Select } from '../../../ui/select.tsx';
import { notify, notifyError } from '../../../ui/toast.tsx';
import { roleOptions, roleWords } from './roles.ts';
import { useVendor } from './use-vendor.ts';

/** One of the staff. An owner changes roles and removes people; everybody may leave. */
export function StaffRow({ member }: { readonly member: StaffMemberView }) {
  const me = useUser();
  const { can, visiting } = useVendor();
  const [asking, setAsking] = useState(false);
  const role = useRoleChange(member);
  const is_me = member.user_id === me?.id;
  const name = member.name === '' ? member.email : member.name;
  return (
    <li className="vendor-row">
      <Avatar name={name} />
      <span className="min-w-0 grow basis-56">
        <span className="flex items-center gap-2 font-medium">
          <span className="truncate">{name}</span>
          {is_me && <Badge tone="accent">You</Badge>}
        </span>
        <span className="block truncate text-12 text-muted">
          {member.email}, since {formatDate(member.joined_at)}
        </span>
      </span>
      {can('updateStaff') ? (
        <div className="vendor-role">
          <Select
            label={<span className="unseen">Role of {name}</span>}
            value={role.shown}
            options={roleOptions}
            onChange={role.change}
          />
        </div>
      ) : (
        <Badge tone="line">{roleWords[member.role].name}</Badge>
      )}
      {!visiting && (is_me || can('updateStaff')) && (
        <Button tone="ghost" onClick={() => setAsking(true)} aria-label={is_me ? 'Leave the shop' : `Remove ${name}`}>
          {is_me ? 'Leave' : 'Remove'}
        </Button>
      )}
      {asking && <RemoveDialog member={member} name={name} is_me={is_me} onClose={() => setAsking(false)} />}
    </li>
  );
}

function useRoleChange(member: StaffMemberView) {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (role: VendorRole) =>
      call('updateStaff', { params: { vendor_id, user_id: member.user_id }, body: { role } }),
    onSuccess: ({ meta }) => notify(meta.message ?? 'Changed.'),
    onError: (error) => notifyError('The role stays as it was', messageOf(error)),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: staffQuery(vendor_id).queryKey }),
        client.invalidateQueries({ queryKey: vendorQuery(vendor_id).queryKey }),
        client.invalidateQueries({ queryKey: vendorsQuery.queryKey }),
      ]),
  });
  return {
    shown: change.isPending ? change.variables : member.role,
    change: (role: VendorRole) => role !== member.role && change.mutate(role),
  };
}

interface RemoveDialogProps {
  readonly member: StaffMemberView;
  readonly name: string;
  readonly is_me: boolean;
  readonly onClose: () => void;
}

function RemoveDialog({ member, name, is_me, onClose }: RemoveDialogProps) {
  const { vendor, vendor_id } = useVendor();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => call('removeStaff', { params: { vendor_id, user_id: member.user_id } }),
    async onSuccess({ meta }) {
      notify(meta.message ?? 'Done.');
      if (is_me) {
        await client.invalidateQueries({ queryKey: vendorsQuery.queryKey });
        await navigate({ to: '/inventory' });
        client.removeQueries({ queryKey: ['inventory', vendor_id] });
      } else {
        onClose();
        await client.invalidateQueries({ queryKey: staffQuery(vendor_id).queryKey });
      }
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={is_me ? `Leave ${vendor.name}?` : `Remove ${name}?`}
      description={
        is_me
          ? 'You lose access at once. An owner can invite you again.'
          : 'They lose access at once. What they did stays in the history.'
      }
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            {is_me ? 'Leave' : 'Remove'}
          </Button>
        </>
      }
    >
      {remove.error !== null && (
        <p role="alert" className="text-danger">
          {messageOf(remove.error)}
        </p>
      )}
    </Dialog>
  );
}
