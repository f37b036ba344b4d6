import type { z } from 'zod';
import type { Me } from '../../../contract/identity.ts';
import type { AccountTier, Role } from '../../../contract/tiers.ts';

/** The account everybody may try; its address takes no mail and cannot be registered. */
export const DEMO_EMAIL = 'demo@omni-stock.local';

/** Columns of an account that its owner and administrators may see. */
export const accountColumns = ['id', 'email', 'name', 'tier', 'role', 'is_demo', 'created_at'] as const;

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly tier: AccountTier;
  readonly role: Role;
  readonly is_demo: boolean;
  readonly created_at: Date;
}

export type MeView = z.output<typeof Me>;

/** Names each field, so that a new column never leaves by itself. */
export function meView(account: Account): MeView {
  const { id, email, name, tier, role, is_demo, created_at } = account;
  return { id, email, name, tier, role, is_demo, created_at: created_at.toISOString() };
}

/** What an account is called until its owner says: the part of the e-mail before the @. */
export function nameFromEmail(email: string): string {
  return email.split('@')[0] ?? email;
}
