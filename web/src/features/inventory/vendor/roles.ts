import { type VendorRole, vendorRoles } from '../../../../../contract/inventory.rights.ts';

/** What each role is called, and may do beside what those before it may. */
export const roleWords: Readonly<Record<VendorRole, { readonly name: string; readonly may: string }>> = {
  viewer: { name: 'Read-only', may: 'Sees stock, prices and history; changes nothing.' },
  clerk: { name: 'Clerk', may: 'Adds and edits listings, receives, moves and counts stock.' },
  manager: { name: 'Manager', may: 'Also corrects and writes off stock, imports, edits in bulk and sees values.' },
  owner: { name: 'Owner', may: 'Also manages staff and the shop itself.' },
};

export const roleOptions = vendorRoles.map((value) => ({ value, label: roleWords[value].name }));
