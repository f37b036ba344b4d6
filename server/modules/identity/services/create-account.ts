import { AppError } from '../../../../contract/errors.ts';
import type { AccountTier, Role } from '../../../../contract/tiers.ts';
import { isUniqueViolation } from '../../../platform/db/violations.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Account, DEMO_EMAIL, nameFromEmail } from '../account.ts';
import { identity } from '../tables.ts';

export interface NewAccount {
  readonly email: string;
  readonly name: string | undefined;
  readonly password_hash: string;
  readonly tier: AccountTier;
  readonly role: Role;
}

/** @throws AppError `email_taken`; the caller's transaction is then over. The demo account's address is always taken. */
export async function createAccount(tx: Tx, platform: Platform, account: NewAccount): Promise<Account & SignInHash> {
  if (account.email === DEMO_EMAIL) throw taken();
  const row = {
    ...account,
    id: newId(),
    name: account.name ?? nameFromEmail(account.email),
    is_demo: false,
    created_at: platform.clock.now(),
  };
  try {
    await identity(tx).insertInto('users').values(row).execute();
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key')) throw taken();
    throw error;
  }
  return row;
}

interface SignInHash {
  readonly password_hash: string;
}

function taken(): AppError {
  return new AppError('email_taken', { pointer: '/email' });
}
