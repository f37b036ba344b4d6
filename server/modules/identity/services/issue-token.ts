import type { ReplyOf } from '../../../../contract/schemas.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import { ACCESS_LIFE_S } from '../access-token.ts';
import type { Account } from '../account.ts';
import type { IdentityContext } from '../context.ts';
import { checkCredentials } from './check-credentials.ts';
import { startTokenFamily } from './start-session.ts';

/**
 * Signs a program in: an access token, and a refresh token that starts a new family.
 * @throws AppError as `checkCredentials`.
 */
export async function issueToken(
  context: IdentityContext,
  request: RequestInfo,
  typed: { readonly email: string; readonly password: string },
): Promise<ReplyOf<'issueToken'>> {
  const user = await checkCredentials(context, request, typed);
  const { session_id, secret } = await inTransaction(context.platform.db, (tx) =>
    startTokenFamily(tx, context.platform, { user, request }),
  );
  return tokenPair(context, { user, session_id, refresh: secret });
}

/** A signed access token beside the refresh token that follows it. */
export async function tokenPair(
  context: IdentityContext,
  grant: {
    readonly user: Pick<Account, 'id' | 'tier' | 'role'>;
    readonly session_id: string;
    readonly refresh: string;
  },
): Promise<ReplyOf<'issueToken'>> {
  const { user, session_id, refresh } = grant;
  const iat = Math.floor(context.platform.clock.ms() / 1000);
  const key = await context.keys.signing();
  const claims = { sub: user.id, sid: session_id, tier: user.tier, role: user.role, iat, exp: iat + ACCESS_LIFE_S };
  return { access: key.sign(claims), refresh, token_type: 'Bearer', expires_in: ACCESS_LIFE_S };
}
