import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import { type MeView, meView } from '../account.ts';
import type { IdentityContext } from '../context.ts';
import { checkCredentials } from './check-credentials.ts';
import { startBrowserSession } from './start-session.ts';

/** An account and the cookie its browser is to keep. */
export interface BrowserSignIn {
  readonly me: MeView;
  readonly cookie: string;
}

/**
 * Signs a browser in with a new session.
 * @param previous_cookie the session cookie it came with, if any; that session ends.
 * @throws AppError as `checkCredentials`.
 */
export async function signIn(
  context: IdentityContext,
  request: RequestInfo,
  options: { readonly email: string; readonly password: string; readonly previous_cookie: string | null },
): Promise<BrowserSignIn> {
  const { previous_cookie, ...typed } = options;
  const user = await checkCredentials(context, request, typed);
  const { secret } = await inTransaction(context.platform.db, (tx) =>
    startBrowserSession(tx, context.platform, { user, request, previous_cookie }),
  );
  return { me: meView(user), cookie: secret };
}
