import type { bulkRoutes } from './inventory-bulk.routes.ts';
import type { collectibleRoutes } from './inventory-collectibles.routes.ts';
import type { importRoutes } from './inventory-imports.routes.ts';
import type { photoRoutes } from './inventory-photos.routes.ts';
import type { sellingRoutes } from './selling.routes.ts';
import type { stockRoutes } from './inventory-stock.routes.ts';
import type { vendorOrderRoutes } from './vendor-orders.routes.ts';
import type { vendorRoutes } from './inventory-vendors.routes.ts';
import type { viewRoutes } from './inventory-views.routes.ts';

/** From the least to the most: each may do what those before it may. */
export const vendorRoles = ['viewer', 'clerk', 'manager', 'owner'] as const;
export type VendorRole = (typeof vendorRoles)[number];

/** Routes that need no role with a vendor: they are one's own, or lead to one, or are an administrator's. */
type Open = 'listVendors' | 'createVendor' | 'acceptInvitation' | 'listAllVendors' | 'visitVendor' | 'recordPayout';
export type VendorRoute = Exclude<
  keyof (typeof vendorRoutes &
    typeof collectibleRoutes &
    typeof viewRoutes &
    typeof photoRoutes &
    typeof stockRoutes &
    typeof importRoutes &
    typeof bulkRoutes &
    typeof vendorOrderRoutes &
    typeof sellingRoutes),
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
  getCollectibleFacets: 'viewer',
  listViews: 'viewer',
  createView: 'clerk',
  updateView: 'clerk',
  deleteView: 'clerk',
  addPhoto: 'clerk',
  fetchPhoto: 'clerk',
  orderPhotos: 'clerk',
  removePhoto: 'clerk',
  uploadImport: 'manager',
  listImports: 'viewer',
  getImport: 'viewer',
  updateImport: 'manager',
  checkImport: 'manager',
  applyImport: 'manager',
  cancelImport: 'manager',
  undoImport: 'manager',
  listImportRows: 'viewer',
  downloadImportErrors: 'viewer',
  listImportMappings: 'viewer',
  saveImportMapping: 'manager',
  deleteImportMapping: 'manager',
  downloadImportTemplate: 'viewer',
  exportCollectibles: 'viewer',
  previewBulkEdit: 'manager',
  startBulkEdit: 'manager',
  listBulkEdits: 'viewer',
  undoBulkEdit: 'manager',
  getValuation: 'manager',
  getValueHistory: 'manager',
  exportValuation: 'manager',
  exportValueHistory: 'manager',
  printLabels: 'viewer',
  listVendorOrders: 'viewer',
  getDesk: 'viewer',
  listPicks: 'viewer',
  exportVendorOrders: 'manager',
  printPapers: 'clerk',
  declareShortfall: 'manager',
  getVendorOrder: 'viewer',
  shipOrder: 'clerk',
  deliverShipment: 'clerk',
  cancelVendorOrder: 'manager',
  refundOrder: 'manager',
  answerReturn: 'manager',
  receiveReturn: 'manager',
  pickOrder: 'clerk',
  addOrderNote: 'clerk',
  getSellingTerms: 'viewer',
  updateSellingTerms: 'owner',
  listShippingMethods: 'viewer',
  createShippingMethod: 'manager',
  updateShippingMethod: 'manager',
  deleteShippingMethod: 'manager',
  listDiscounts: 'viewer',
  createDiscount: 'manager',
  updateDiscount: 'manager',
  listPayouts: 'manager',
  getPayoutBalances: 'manager',
  listSubscriptions: 'manager',
  createSubscription: 'owner',
  updateSubscription: 'owner',
  deleteSubscription: 'owner',
  listSubscriptionDeliveries: 'manager',
  resendSubscriptionDelivery: 'manager',
  // The end of all of it.
  closeVendor: 'owner',
} as const satisfies Readonly<Record<VendorRoute, VendorRole>>;

/** Whether `role` is at least `needed`. */
export function isAtLeast(role: VendorRole, needed: VendorRole): boolean {
  return vendorRoles.indexOf(role) >= vendorRoles.indexOf(needed);
}
