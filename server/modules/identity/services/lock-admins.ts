import { AppError } from '../../../../contract/errors.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { identity } from '../tables.ts';

/**
 * Takes every administrator's row, in one order and before any other account's, so that two changes of who administers
 * queue instead of deadlocking, and the second sees what the first has done.
 *
 * @returns the ids of the administrators.
 */
export async function lockAdmins(tx: Tx): Promise<readonly string[]> {
  const admins = await identity(tx)
    .selectFrom('users')
    .where('role', '=', 'admin')
    .orderBy('id')
    .select('id')
    .forUpdate()
    .execute();
  return admins.map(({ id }) => id);
}

/** @throws AppError `last_admin` when nobody else could administer any more. */
export function refuseLastAdmin(admins: readonly string[], leavingId: string): void {
  if (admins.length === 1 && admins[0] === leavingId) throw new AppError('last_admin');
}
