import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { type Account, accountColumns } from '../account.ts';
import { identity } from '../tables.ts';

/**
 * The account of an address, or null. Nobody has shown that the address is theirs: what only its reader may know goes
 * there by mail, and not into the account.
 */
export async function accountByEmail(handle: Db | Tx, email: string): Promise<Account | null> {
  const account = await identity(handle)
    .selectFrom('users')
    .where('email', '=', email)
    .select(accountColumns)
    .executeTakeFirst();
  return account ?? null;
}
