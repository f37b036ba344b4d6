import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useVendor } from '../inventory/vendor/use-vendor.ts';
import './desk.css';

/** The way between the list, the pick list and the sales; what concerns the page stands at its end. */
export function DeskNav({ children }: { readonly children?: ReactNode }) {
  const params = { vendor: useVendor().vendor_id };
  return (
    <div className="desk-bar">
      <nav className="segments" aria-label="Orders">
        <Link
          className="segment"
          to="/inventory/$vendor/orders"
          params={params}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'data-active': true }}
        >
          List
        </Link>
        <Link
          className="segment"
          to="/inventory/$vendor/orders/picks"
          params={params}
          activeProps={{ 'data-active': true }}
        >
          Pick
        </Link>
        <Link
          className="segment"
          to="/inventory/$vendor/orders/sales"
          params={params}
          activeProps={{ 'data-active': true }}
        >
          Sales
        </Link>
      </nav>
      {children}
    </div>
  );
}
