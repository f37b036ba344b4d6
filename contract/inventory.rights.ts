import type { collectibleRoutes } from './inventory-collectibles.routes.ts';
import type { stockRoutes } from './inventory-stock.routes.ts';
import type { vendorRoutes } from './inventory-vendors.routes.ts';

/** From the least to the most: each may do what those before it may. */
export const vendorRoles = ['viewer', 'clerk', 'manager', 'owner'] as const;
export type VendorRole = (typeof vendorRoles)[number];

/** Routes that need no role with a vendor: they are one's own, or lead to one, or are an administrator's. */
type Open = 'listVendors' | 'createVendor' | 'acceptInvitation' | 'listAllVendors' | 'visitVendor';
export type VendorRoute = Exclude<
  keyof typeof vendorRoutes | keyof typeof collectibleRoutes | keyof typeof stockRoutes,
  Open
>;

/** The least role each route asks for: the one table, enforced by the services and used by the pages. */
export const vendorRights = {
  getVendor: 'viewer',
  updateVendor: 'owner',
  listStaff: 'viewer',
  updateStaff: 'owner',
  // One's own place is anyone's to leave; another's is an owner's to take.
  removeStaff: 'viewer',
  listInvitations: 'owner',
  inviteStaff: 'owner',
  revokeInvitation: 'owner',
  listLocations: 'viewer',
  createLocation: 'manager',
  updateLocation: 'manager',
  createCollectible: 'clerk',
  listCollectibles: 'viewer',
  getCollectible: 'viewer',
  updateCollectible: 'clerk',
  archiveCollectible: 'manager',
  listCollectibleChanges: 'viewer',
  listCollectiblePrices: 'viewer',
  listMovements: 'viewer',
  receiveStock: 'clerk',
  adjustStock: 'manager',
  transferStock: 'clerk',
  writeOffStock: 'manager',
  listCounts: 'viewer',
  startCount: 'clerk',
  getCount: 'viewer',
  enterCounts: 'clerk',
  applyCount: 'manager',
  cancelCount: 'clerk',
} as const satisfies Readonly<Record<VendorRoute, VendorRole>>;

/** Whether `role` is at least `needed`. */
export function isAtLeast(role: VendorRole, needed: VendorRole): boolean {
  return vendorRoles.indexOf(role) >= vendorRoles.indexOf(needed);
}
