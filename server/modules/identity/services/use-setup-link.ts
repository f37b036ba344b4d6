import { AppError } from '../../../../contract/errors.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { meView, nameFromEmail } from '../account.ts';
import { registerAttempts, takeOrRefuse } from '../attempt-limits.ts';
import type { IdentityContext } from '../context.ts';
import { hashToken } from '../opaque-token.ts';
import { refuseWeakPassword } from '../password-rules.ts';
import { identity } from '../tables.ts';
import { createAccount } from './create-account.ts';
import { recordAudit } from './record-audit.ts';
import type { BrowserSignIn } from './sign-in.ts';
import { startBrowserSession } from './start-session.ts';

/**
 * Makes the first administrator with the one-time link, and signs the browser in. The link is spent in the transaction
 * that makes the account: of two who use it at once one is refused, and a refused e-mail leaves it good.
 *
 * @throws AppError `setup_link_invalid`, `email_taken`, `password_weak`, `rate_limited`, `unavailable`.
 */
export async function useSetupLink(
  context: IdentityContext,
  request: RequestInfo,
  options: { readonly body: BodyOf<'useSetupLink'>; readonly previous_cookie: string | null },
): Promise<BrowserSignIn> {
  const { platform } = context;
  const { token, email, password } = options.body;
  takeOrRefuse(context.attempts, registerAttempts(request.address));
  const token_hash = hashToken(token);
  await refuseUnknownLink(platform, token_hash);
  refuseWeakPassword(password, { email, name: nameFromEmail(email) });
  const password_hash = await context.passwords.hash(password);
  return inTransaction(platform.db, async (tx) => {
    const { numDeletedRows } = await identity(tx)
      .deleteFrom('setup_links')
      .where('token_hash', '=', token_hash)
      .where('expires_at', '>', platform.clock.now())
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw new AppError('setup_link_invalid');
    const account = { email, name: undefined, password_hash, tier: 'premium', role: 'admin' } as const;
    const user = await createAccount(tx, platform, account);
    const subject = { subject_id: user.id, request_id: request.id, detail: { by: 'setup link' } };
    await recordAudit(tx, platform, { action: 'admin.created', actor_id: user.id, ...subject });
    const { previous_cookie } = options;
    const { secret } = await startBrowserSession(tx, platform, { user, request, previous_cookie });
    return { me: meView(user), cookie: secret };
  });
}

/** A wrong link costs no hash. */
async function refuseUnknownLink(platform: Platform, token_hash: Buffer): Promise<void> {
  const link = await identity(platform.db)
    .selectFrom('setup_links')
    .where('token_hash', '=', token_hash)
    .where('expires_at', '>', platform.clock.now())
    .select('only_one')
    .executeTakeFirst();
  if (link === undefined) throw new AppError('setup_link_invalid');
}
