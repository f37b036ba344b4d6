import type { BodyOf } from '../../../../contract/schemas.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import { meView, nameFromEmail } from '../account.ts';
import { registerAttempts, takeOrRefuse } from '../attempt-limits.ts';
import type { IdentityContext } from '../context.ts';
import { refuseWeakPassword } from '../password-rules.ts';
import { createAccount } from './create-account.ts';
import type { BrowserSignIn } from './sign-in.ts';
import { startBrowserSession } from './start-session.ts';

/**
 * Creates a Standard account and signs its browser in. Whether the e-mail is free is only asked after the password was
 * hashed, so that both answers take the same time; how often one address may ask is limited. Whoever greets new
 * accounts hears of it in the same transaction.
 *
 * @throws AppError `password_weak` `{ reason }`, `email_taken`, `rate_limited` `{ retry_after_s }`, `unavailable`.
 */
export async function register(
  context: IdentityContext,
  request: RequestInfo,
  options: { readonly body: BodyOf<'register'>; readonly previous_cookie: string | null },
): Promise<BrowserSignIn> {
  const { platform } = context;
  const { email, name, password } = options.body;
  refuseWeakPassword(password, { email, name: name ?? nameFromEmail(email) });
  takeOrRefuse(context.attempts, registerAttempts(request.address));
  const password_hash = await context.passwords.hash(password);
  return inTransaction(platform.db, async (tx) => {
    const user = await createAccount(tx, platform, { email, name, password_hash, tier: 'standard', role: 'user' });
    const { previous_cookie } = options;
    const { secret } = await startBrowserSession(tx, platform, { user, request, previous_cookie });
    await context.registered(tx, user);
    return { me: meView(user), cookie: secret };
  });
}
