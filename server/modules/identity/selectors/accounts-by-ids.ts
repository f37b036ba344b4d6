import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { type Account, accountColumns } from '../account.ts';
import { identity } from '../tables.ts';

/** These accounts, in no order; those that have been erased are left out. */
export async function accountsByIds(handle: Db | Tx, ids: readonly string[]): Promise<Account[]> {
  if (ids.length === 0) return [];
  return identity(handle)
    .selectFrom('users')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .select(accountColumns)
    .execute();
}
