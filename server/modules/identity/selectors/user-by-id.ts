import type { Platform } from '../../../platform/platform.ts';
import { accountColumns, type MeView, meView } from '../account.ts';
import { identity } from '../tables.ts';

/** One account, or null when it has been erased. */
export async function userById(platform: Platform, userId: string): Promise<MeView | null> {
  const account = await identity(platform.db)
    .selectFrom('users')
    .where('id', '=', userId)
    .select(accountColumns)
    .executeTakeFirst();
  return account === undefined ? null : meView(account);
}
