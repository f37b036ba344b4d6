import { queryOptions } from '@tanstack/react-query';
import { call } from '../api.ts';

/**
 * What vendors keep. Every key begins with `inventory`; what is a vendor's goes on with its id (`vendorKey`), so that
 * one can forget all of a vendor, or all of its collectibles, at once.
 */

export type {
  InvitationView,
  LocationView,
  StaffMemberView,
  VendorView,
} from '../../../../contract/inventory-vendors.ts';

/** `['inventory', vendor_id, 'collectibles', …]`. */
export function vendorKey<Parts extends readonly unknown[]>(vendor_id: string, ...parts: Parts) {
  return ['inventory', vendor_id, ...parts] as const;
}

/** The vendors one serves, with one's role. */
export const vendorsQuery = queryOptions({
  queryKey: ['inventory', 'vendors'] as const,
  queryFn: async ({ signal }) => (await call('listVendors', { signal })).data,
  staleTime: 60_000,
});

export function vendorQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'vendor'),
    queryFn: async ({ signal }) => (await call('getVendor', { params: { vendor_id }, signal })).data,
    staleTime: 60_000,
  });
}

export function locationsQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'locations'),
    queryFn: async ({ signal }) => (await call('listLocations', { params: { vendor_id }, signal })).data,
    staleTime: 60_000,
  });
}

export function staffQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'staff'),
    queryFn: async ({ signal }) => (await call('listStaff', { params: { vendor_id }, signal })).data,
    staleTime: 30_000,
  });
}

/** Invitations that are open. */
export function invitationsQuery(vendor_id: string) {
  return queryOptions({
    queryKey: vendorKey(vendor_id, 'invitations'),
    queryFn: async ({ signal }) => (await call('listInvitations', { params: { vendor_id }, signal })).data,
    staleTime: 30_000,
  });
}

/** Every vendor there is, for administrators, a page at a time. */
export function allVendorsQuery(cursor: string | null) {
  return queryOptions({
    queryKey: ['inventory', 'all-vendors', cursor] as const,
    queryFn: async ({ signal }) => {
      const { data, meta } = await call('listAllVendors', { query: { limit: 50, ...(cursor && { cursor }) }, signal });
      return { vendors: data, next_cursor: meta.next_cursor ?? null };
    },
  });
}
