import { createContext, useContext } from 'react';
import {
  isAtLeast,
  type VendorRole,
  vendorRights,
  type VendorRoute,
} from '../../../../../contract/inventory.rights.ts';
import { formatMoney, minorToText, readMoney } from '../../../lib/format/money.ts';
import type { VendorView } from '../../../lib/queries/inventory.ts';

/** The vendor whose pages are on screen, and what one may do there. */
export interface VendorInHand {
  readonly vendor: VendorView;
  readonly vendor_id: string;
  /** One's role; an administrator who looks in reads what a viewer reads. */
  readonly role: VendorRole;
  /** An administrator looks in: nothing can be changed. */
  readonly visiting: boolean;
  /** Whether one's role is enough for a route; buttons that it is not enough for are not shown. */
  readonly can: (route: VendorRoute) => boolean;
  /** 1250 as "$12.50", in the vendor's currency if none is named; null is a dash. */
  readonly money: (minor: number | null | undefined, currency?: string) => string;
  /** 1250 as "12.50", as a field holds it; null is empty. */
  readonly moneyText: (minor: number | null | undefined, currency?: string) => string;
  /** "12.50" as 1250; empty as null; undefined for what is no amount of the currency. */
  readonly readMoney: (text: string, currency?: string) => number | null | undefined;
}

export const VendorContext = createContext<VendorInHand | null>(null);

/** The vendor of the address; for pages below `/inventory/$vendor`, whose frame has read it. */
export function useVendor(): VendorInHand {
  const vendor = useContext(VendorContext);
  if (vendor === null) throw new Error('useVendor() belongs below the frame of a vendor');
  return vendor;
}

export function vendorInHand(vendor: VendorView): VendorInHand {
  const visiting = vendor.role === 'admin';
  const role = vendor.role === 'admin' ? 'viewer' : vendor.role;
  return {
    vendor,
    vendor_id: vendor.id,
    role,
    visiting,
    can: (route) => isAtLeast(role, vendorRights[route]) && !(visiting && route === 'removeStaff'),
    money: (minor, currency = vendor.currency) => formatMoney(minor, currency),
    moneyText: (minor, currency = vendor.currency) => minorToText(minor, currency),
    readMoney: (text, currency = vendor.currency) => readMoney(text, currency),
  };
}
