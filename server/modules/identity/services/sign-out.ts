import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { endSessionOfCookie } from './start-session.ts';

/** Ends the browser session a cookie stands for; a cookie that stands for none is no matter. */
export async function signOut(platform: Platform, cookie: string): Promise<void> {
  await inTransaction(platform.db, (tx) => endSessionOfCookie(tx, platform, cookie));
}
