import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '../../../contract/errors.ts';
import type { InvitationView, VendorView } from '../../../contract/inventory-vendors.ts';
import type { Member } from '../../platform/actor.ts';

/** Of the demo account, which everybody shares, no vendor could be anyone's own. */
export function refuseDemo(actor: Member): void {
  if (actor.is_demo) throw new AppError('demo_protected');
}

export function vendorView(
  row: { readonly id: string; readonly name: string; readonly currency: string; readonly created_at: Date },
  role: VendorView['role'],
): VendorView {
  return { id: row.id, name: row.name, currency: row.currency, role, created_at: row.created_at.toISOString() };
}

export function invitationView(
  row: Pick<InvitationView, 'id' | 'email' | 'role'> & { readonly created_at: Date; readonly expires_at: Date },
): InvitationView {
  const { id, email, role } = row;
  return { id, email, role, created_at: row.created_at.toISOString(), expires_at: row.expires_at.toISOString() };
}

/** 256 random bits for a link; we keep its hash. */
export function newInvitationToken(): string {
  return randomBytes(32).toString('base64url');
}

export function invitationHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
