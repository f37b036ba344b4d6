import { AppError } from '../../../../contract/errors.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { identity } from '../tables.ts';

/**
 * Makes sure that somebody can still administer when this account no longer does. Takes every administrator's row in one
 * order, so that of two who leave at the same moment the second sees that the first has gone.
 *
 * @throws AppError `last_admin` when the account is the only administrator; nothing for one who is none.
 */
export async function keepAnAdmin(tx: Tx, leavingId: string): Promise<void> {
  const admins = await identity(tx)
    .selectFrom('users')
    .where('role', '=', 'admin')
    .orderBy('id')
    .select('id')
    .forUpdate()
    .execute();
  if (admins.length === 1 && admins[0]?.id === leavingId) throw new AppError('last_admin');
}
