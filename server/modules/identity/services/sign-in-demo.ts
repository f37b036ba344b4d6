import { AppError } from '../../../../contract/errors.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import { accountColumns, meView } from '../account.ts';
import { demoAttempts, takeOrRefuse } from '../attempt-limits.ts';
import type { IdentityContext } from '../context.ts';
import { identity } from '../tables.ts';
import type { BrowserSignIn } from './sign-in.ts';
import { startBrowserSession } from './start-session.ts';

/**
 * Signs a browser in to the shared demo account; each gets a session of its own.
 * @throws AppError `demo_disabled`; `rate_limited` `{ retry_after_s }`.
 */
export async function signInDemo(
  context: IdentityContext,
  request: RequestInfo,
  options: { readonly previous_cookie: string | null },
): Promise<BrowserSignIn> {
  const { platform } = context;
  if (!platform.config.demo) throw new AppError('demo_disabled');
  takeOrRefuse(context.attempts, demoAttempts(request.address));
  return inTransaction(platform.db, async (tx) => {
    const account = await identity(tx)
      .selectFrom('users')
      .where('is_demo', '=', true)
      .select(accountColumns)
      .executeTakeFirst();
    if (account === undefined) throw new AppError('demo_disabled');
    const user = { ...account, password_hash: null };
    const { secret } = await startBrowserSession(tx, platform, { user, request, ...options });
    return { me: meView(account), cookie: secret };
  });
}
