import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { Store, Unplug } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { usePath } from '../../../app/navigation.tsx';
import { ApiError } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { vendorQuery } from '../../../lib/queries/inventory.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { rememberVendor } from './last-vendor.ts';
import { useVendor, VendorContext, vendorInHand } from './use-vendor.ts';
import { VendorSwitch } from './vendor-switch.tsx';
import './vendor.css';

/** What the pages of a vendor stand in: which vendor it is, and the way between its pages. */
export function VendorFrame() {
  const { vendor: vendor_id } = useParams({ from: '/app/inventory/$vendor' });
  const { data, error, refetch } = useQuery(vendorQuery(vendor_id));
  const in_hand = useMemo(() => (data ? vendorInHand(data) : null), [data]);
  const serves = data !== undefined && data.role !== 'admin';
  useEffect(() => {
    if (serves) rememberVendor(vendor_id);
  }, [serves, vendor_id]);

  if (in_hand === null) return error && <NoVendor error={error} retry={() => void refetch()} />;
  return (
    <VendorContext value={in_hand}>
      <div className="vendor">
        <VendorNav />
        {in_hand.visiting && <VisitBanner />}
        {/* Another vendor is another page: nothing half typed goes along. */}
        <div className="vendor-page" key={vendor_id}>
          <Outlet />
        </div>
      </div>
    </VendorContext>
  );
}

function VendorNav() {
  const { vendor_id, can } = useVendor();
  const params = { vendor: vendor_id };
  const path = usePath();
  const bar = useRef<HTMLElement>(null);
  // On a phone the bar is wider than the screen.
  useEffect(() => {
    const here = path === '' ? null : bar.current?.querySelector('[aria-current="page"]');
    here?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  return (
    <nav className="vendor-nav" aria-label="Inventory" ref={bar}>
      <VendorSwitch />
      <Link to="/inventory/$vendor" params={params} activeOptions={{ exact: true, includeSearch: false }}>
        Stock
      </Link>
      <Link to="/inventory/$vendor/orders" params={params} activeOptions={{ includeSearch: false }}>
        Orders
      </Link>
      <Link to="/inventory/$vendor/imports" params={params}>
        Imports
      </Link>
      <Link to="/inventory/$vendor/counts" params={params}>
        Counts
      </Link>
      <Link to="/inventory/$vendor/edits" params={params}>
        Edits
      </Link>
      {can('getValuation') && (
        <Link to="/inventory/$vendor/value" params={params}>
          Value
        </Link>
      )}
      <Link to="/inventory/$vendor/selling" params={params}>
        Selling
      </Link>
      <Link to="/inventory/$vendor/staff" params={params}>
        Staff
      </Link>
      <Link to="/inventory/$vendor/settings" params={params}>
        Settings
      </Link>
    </nav>
  );
}

function VisitBanner() {
  const { vendor } = useVendor();
  return (
    <Banner
      tone="info"
      action={
        <Link to="/admin/vendors" className="link">
          All vendors
        </Link>
      }
    >
      You look in on {vendor.name} as an administrator. You can read, not change; the visit stands in the audit log.
    </Banner>
  );
}

function NoVendor({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const missing = error instanceof ApiError && error.has('vendor_unknown');
  return (
    <EmptyState
      icon={missing ? <Store className="icon" aria-hidden="true" /> : <Unplug className="icon" aria-hidden="true" />}
      title={missing ? 'No such shop' : 'The shop could not be read'}
      action={
        missing ? (
          <Link to="/inventory" className={buttonClass()}>
            Your shops
          </Link>
        ) : (
          <Button onClick={retry}>Try again</Button>
        )
      }
    >
      {missing ? 'There is none at this address, or you are not on its staff.' : messageOf(error)}
    </EmptyState>
  );
}
