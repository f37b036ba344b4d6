import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../../../lib/problems.ts';
import { staffQuery } from '../../../lib/queries/inventory.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { OpenInvitations } from './open-invitations.tsx';
import { roleOptions, roleWords } from './roles.ts';
import { StaffRow } from './staff-row.tsx';
import { useVendor } from './use-vendor.ts';

/** Who works for the shop, who is invited, and what each role may do. */
export function StaffPage() {
  const { vendor, vendor_id, can } = useVendor();
  useTitle(`Staff · ${vendor.name}`);
  const [inviting, setInviting] = useState(false);
  const { data, error, isPending, refetch } = useQuery(staffQuery(vendor_id));
  const waited = useWaited(isPending);
  return (
    <div className="page vendor-narrow">
      <header className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h1>Staff</h1>
        {can('inviteStaff') && (
          <Button tone="primary" onClick={() => setInviting(true)}>
            <UserPlus className="icon" aria-hidden="true" />
            Invite
          </Button>
        )}
      </header>
      {error !== null && data === undefined && (
        <div role="alert" className="flex flex-wrap items-center gap-3">
          <p>{messageOf(error)}</p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      )}
      {waited && <Skeleton width={320} />}
      {data && (
        <ul className="card overflow-hidden" aria-label="Staff">
          {data.map((member) => (
            <StaffRow key={member.user_id} member={member} />
          ))}
        </ul>
      )}
      {can('listInvitations') && <OpenInvitations />}
      <RoleTable />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}

function RoleTable() {
  return (
    <section className="mt-8" aria-labelledby="roles-title">
      <h2 id="roles-title" className="mb-2 text-14">
        What each role may do
      </h2>
      <dl className="grid gap-y-2 md:grid-cols-[120px_minmax(0,1fr)]">
        {roleOptions.map(({ value }) => (
          <div key={value} className="contents">
            <dt className="font-medium">{roleWords[value].name}</dt>
            <dd className="text-muted max-md:mb-1">{roleWords[value].may}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
