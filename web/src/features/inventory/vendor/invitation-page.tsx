import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Store } from 'lucide-react';
import { signOut } from '../../../app/account-menu.tsx';
import { useUser } from '../../../app/session.ts';
import { ApiError, call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { vendorQuery, vendorsQuery } from '../../../lib/queries/inventory.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { notify } from '../../../ui/toast.tsx';
import './vendor.css';

/** Where the link of an invitation leads: one press joins the staff, after signing in with the address it is for. */
export function InvitationPage() {
  useTitle('Invitation');
  const { token } = useParams({ from: '/either/invitations/$token' });
  const user = useUser();
  return (
    <div className="grid min-h-full place-items-center px-4 py-12">
      <div className="card flex w-full max-w-[440px] flex-col items-start gap-3 p-6">
        <span className="vendor-icon" aria-hidden="true">
          <Store className="icon" />
        </span>
        <h1>You are invited to a shop’s staff</h1>
        {user === null ? <SignedOut next={`/invitations/${token}`} /> : <Joining token={token} email={user.email} />}
      </div>
    </div>
  );
}

function SignedOut({ next }: { readonly next: string }) {
  return (
    <>
      <p className="text-muted">Sign in with the e-mail address the invitation was sent to; you come back here.</p>
      <div className="mt-1 flex flex-wrap gap-2">
        <Link to="/sign-in" search={{ next }} className={buttonClass({ tone: 'primary' })}>
          Sign in
        </Link>
        <Link to="/register" search={{ next }} className={buttonClass()}>
          Make an account
        </Link>
      </div>
    </>
  );
}

function Joining({ token, email }: { readonly token: string; readonly email: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const join = useMutation({
    mutationFn: () => call('acceptInvitation', { body: { token } }),
    async onSuccess({ data, meta }) {
      client.setQueryData(vendorQuery(data.id).queryKey, data);
      await client.invalidateQueries({ queryKey: vendorsQuery.queryKey });
      await navigate({ to: '/inventory/$vendor', params: { vendor: data.id } });
      notify(meta.message ?? 'You have joined.');
    },
  });
  const for_another = join.error instanceof ApiError && join.error.has('invitation_for_another');
  const back = () => navigate({ to: '/sign-in', search: { next: `/invitations/${token}` } });
  return (
    <>
      <p className="text-muted">You join as {email}. What you may do there, an owner of the shop has chosen.</p>
      {join.error !== null && (
        <p role="alert" className="text-danger">
          {for_another
            ? `This invitation is for another address than ${email}. Sign in with the e-mail it was sent to.`
            : messageOf(join.error)}
        </p>
      )}
      <div className="mt-1 flex flex-wrap gap-2">
        {for_another ? (
          <Button tone="primary" onClick={() => void signOut(back)}>
            Sign in as someone else
          </Button>
        ) : (
          <Button tone="primary" busy={join.isPending} onClick={() => join.mutate()}>
            Join
          </Button>
        )}
        <Link to="/inventory" className={buttonClass()}>
          Your shops
        </Link>
      </div>
    </>
  );
}
