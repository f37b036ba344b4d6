import type { VendorRole } from '../../../contract/inventory.rights.ts';
import type { Tx } from '../../platform/db/transaction.ts';
import type { VendorTx } from './tables.ts';

/** An invitation, as whoever is told of it must hear. */
export interface InvitationNews {
  readonly invitation_id: string;
  readonly vendor_id: string;
  /** Its name. */
  readonly vendor: string;
  /** Whoever signs in with this address may accept. */
  readonly email: string;
  readonly role: VendorRole;
  /** Name or address of the owner who invites. */
  readonly invited_by: string;
  /** In the web app: "/invitations/…". */
  readonly path: string;
  readonly at: Date;
}

/** Tells somebody of an invitation, in the transaction that makes it. `path` is a secret of the mailbox that it is for. */
export type Invited = (tx: Tx, news: InvitationNews) => Promise<void>;

/** Whom pieces and vendors are promised to, asked in a transaction behind the vendor's walls. */
export interface Promises {
  /** Numbers of the orders that wait for pieces at one level. */
  promisedTo(
    tx: VendorTx,
    level: { readonly vendor_id: string; readonly listing_id: string; readonly location_id: string },
  ): Promise<readonly string[]>;
  /** Whether buyers still wait for something of a vendor. */
  hasOpenOrders(tx: VendorTx, vendor_id: string): Promise<boolean>;
}

/** What the module asks of others. */
export interface InventoryDoors {
  readonly promises: Promises;
  readonly invited: Invited;
}

export const nobodyElse: InventoryDoors = {
  invited: () => Promise.resolve(),
  promises: { promisedTo: () => Promise.resolve([]), hasOpenOrders: () => Promise.resolve(false) },
};
