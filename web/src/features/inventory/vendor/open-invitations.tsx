import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { formatDate } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import { type InvitationView, invitationsQuery } from '../../../lib/queries/inventory.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { notify, notifyError } from '../../../ui/toast.tsx';
import { roleWords } from './roles.ts';
import { useVendor } from './use-vendor.ts';

/** Who is invited and has not come yet; nothing where nobody is. */
export function OpenInvitations() {
  const { vendor_id } = useVendor();
  const { data = [] } = useQuery(invitationsQuery(vendor_id));
  if (data.length === 0) return null;
  return (
    <section className="mt-8" aria-labelledby="invited-title">
      <h2 id="invited-title" className="mb-2 text-14">
        Invited
      </h2>
      <ul className="card overflow-hidden">
        {data.map((invitation) => (
          <InvitedRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </section>
  );
}

function InvitedRow({ invitation }: { readonly invitation: InvitationView }) {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => call('revokeInvitation', { params: { vendor_id, id: invitation.id } }),
    onSuccess: ({ meta }) => notify(meta.message ?? 'Revoked.'),
    onError: (error) => notifyError('The link still works', messageOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery(vendor_id).queryKey }),
  });
  return (
    <li className="vendor-row">
      <span className="min-w-0 grow basis-44">
        <span className="block truncate font-medium">{invitation.email}</span>
        <span className="block truncate text-12 text-muted">
          Invited {formatDate(invitation.created_at)}, the link works until {formatDate(invitation.expires_at)}
        </span>
      </span>
      <Badge tone="line">{roleWords[invitation.role].name}</Badge>
      <Button
        tone="ghost"
        busy={revoke.isPending}
        aria-label={`Revoke the invitation of ${invitation.email}`}
        onClick={() => revoke.mutate()}
      >
        Revoke
      </Button>
    </li>
  );
}
