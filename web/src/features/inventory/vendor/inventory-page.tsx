import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { signOut } from '../../../app/account-menu.tsx';
import { useUser } from '../../../app/session.ts';
import { messageOf } from '../../../lib/problems.ts';
import { vendorsQuery } from '../../../lib/queries/inventory.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { lastVendor } from './last-vendor.ts';
import { OpenShopForm } from './open-shop.tsx';

/** Leads to the shop that was looked at last; without any, to opening one. */
export function InventoryPage() {
  const { data, error, refetch } = useQuery(vendorsQuery);
  const last = lastVendor();
  const vendor = data?.find(({ id }) => id === last) ?? data?.[0];
  if (vendor) return <Navigate to="/inventory/$vendor" params={{ vendor: vendor.id }} replace />;
  if (data) return <FirstShop />;
  if (!error) return null;
  return (
    <EmptyState
      icon={<Unplug className="icon" aria-hidden="true" />}
      title="Your shops could not be read"
      action={<Button onClick={() => void refetch()}>Try again</Button>}
    >
      {messageOf(error)}
    </EmptyState>
  );
}

function FirstShop() {
  useTitle('Open a shop');
  const user = useUser();
  return (
    <div className="page">
      <div className="mx-auto grid max-w-[480px] gap-6 pt-[8vh]">
        <header className="grid gap-2">
          <h1>Open a shop</h1>
          <p className="text-muted">
            Keep cards, comics, coins, sealed boxes and watches: import your spreadsheet, count with a scanner, and see
            what the stock is worth. What you put on sale can be watched like any other price.
          </p>
        </header>
        {user?.is_demo ? <DemoHasNone /> : <OpenShopForm />}
        <p className="text-muted">
          Somebody else’s shop? Ask an owner to invite you: the link they send leads you in.
          {user?.role === 'admin' && (
            <>
              {' '}
              <Link to="/admin/vendors" className="link">
                All vendors
              </Link>
            </>
          )}
        </p>
      </div>
    </div>
  );
}

/** Who tries the demo comes to an account of their own in one press. */
function DemoHasNone() {
  const navigate = useNavigate();
  return (
    <div className="grid justify-items-start gap-4">
      <p>The demo account keeps no shop. With an account of your own you open one at once.</p>
      <Button tone="primary" onClick={() => void signOut(() => navigate({ to: '/register' }))}>
        Leave the demo and sign up
      </Button>
    </div>
  );
}
