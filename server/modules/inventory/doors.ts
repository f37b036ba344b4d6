import type { VendorRole } from '../../../contract/inventory.rights.ts';
import type { Tx } from '../../platform/db/transaction.ts';

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

/** What the module asks of others. */
export interface InventoryDoors {
  readonly invited: Invited;
}

export const nobodyElse: InventoryDoors = { invited: () => Promise.resolve() };
