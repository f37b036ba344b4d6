import { AppError } from '../../../../contract/errors.ts';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import type { AccountTier, Role } from '../../../../contract/tiers.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { IdentityContext } from '../context.ts';
import { hashToken, isToken, newToken } from '../opaque-token.ts';
import { identity } from '../tables.ts';
import { endSessions } from './end-sessions.ts';
import { tokenPair } from './issue-token.ts';

/**
 * Spends a refresh token for the next pair. Every token is good once: one that comes back was copied, by whom cannot be
 * told, and so its whole family ends, access tokens and sockets included. There is no grace for a token sent twice by
 * mistake: of parallel uses one makes the successor, the next ends the family, and a program must refresh one at a time.
 *
 * @throws AppError `token_invalid` (unknown, or its family was ended), `token_expired` (30 days after sign-in),
 *   `refresh_reused`.
 */
export async function refreshToken(
  context: IdentityContext,
  request: RequestInfo,
  refresh: string,
): Promise<ReplyOf<'refreshToken'>> {
  const { platform } = context;
  if (!isToken(refresh)) throw new AppError('token_invalid');
  // A refusal leaves the transaction as a value: thrown inside, it would undo the revocation.
  const outcome = await inTransaction(platform.db, (tx) => spend(tx, platform, hashToken(refresh)));
  if (outcome.refusal === null) return tokenPair(context, outcome);
  if (outcome.refusal === 'refresh_reused') {
    platform.log.warn({ event: 'authn_token_reuse', user_id: outcome.user.id, request_id: request.id });
  }
  throw new AppError(outcome.refusal);
}

type Outcome =
  | { readonly refusal: null; readonly user: FamilyUser; readonly session_id: string; readonly refresh: string }
  | { readonly refusal: 'refresh_reused'; readonly user: FamilyUser }
  | { readonly refusal: 'token_invalid' | 'token_expired' };

interface FamilyUser {
  readonly id: string;
  readonly tier: AccountTier;
  readonly role: Role;
}

async function spend(tx: Tx, platform: Platform, token_hash: Buffer): Promise<Outcome> {
  const now = platform.clock.now();
  const family = await lockFamily(tx, token_hash);
  if (family === undefined) return { refusal: 'token_invalid' };
  const { session_id, ended_at, expires_at, ...user } = family;

  const { numUpdatedRows } = await identity(tx)
    .updateTable('refresh_tokens')
    .set({ spent_at: now })
    .where('token_hash', '=', token_hash)
    .where('spent_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) {
    await endSessions(tx, platform, { user_id: user.id, only: session_id });
    return { refusal: 'refresh_reused', user };
  }
  if (ended_at !== null) return { refusal: 'token_invalid' };
  if (expires_at <= now) return { refusal: 'token_expired' };

  const refresh = newToken();
  await identity(tx)
    .insertInto('refresh_tokens')
    .values({ token_hash: hashToken(refresh), session_id, created_at: now, spent_at: null })
    .execute();
  await identity(tx).updateTable('sessions').set({ last_used_at: now }).where('id', '=', session_id).execute();
  return { refusal: null, user, session_id, refresh };
}

/** One use of a family at a time: whoever comes second sees what the first has done. */
async function lockFamily(tx: Tx, token_hash: Buffer) {
  return identity(tx)
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .where('sessions.id', 'in', (eb) =>
      eb.selectFrom('refresh_tokens').where('token_hash', '=', token_hash).select('session_id'),
    )
    .select(['sessions.id as session_id', 'sessions.ended_at', 'sessions.expires_at'])
    .select(['users.id', 'users.tier', 'users.role'])
    .forUpdate('sessions')
    .executeTakeFirst();
}
