import { AppError } from '../../../../contract/errors.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { hashToken, newToken } from '../opaque-token.ts';
import { CLIENT_LENGTH_MAX, SESSIONS_MAX, sessionLife_ms } from '../session.ts';
import { identity } from '../tables.ts';
import { endSessions } from './end-sessions.ts';
import { rememberPlace } from './remember-place.ts';

/** Whom a session is started for, as it was when the password was checked. */
export interface SignedIn {
  readonly id: string;
  readonly is_demo: boolean;
  readonly password_hash: string | null;
}

export interface StartedSession {
  readonly session_id: string;
  /** A browser's cookie or a program's first refresh token; it is stored only as a hash. */
  readonly secret: string;
}

/**
 * Starts a browser session. Every sign-in gets a new one, and the one this browser had before ends with it.
 * @throws AppError `credentials_wrong` when the password has been changed since it was checked.
 */
export async function startBrowserSession(
  tx: Tx,
  platform: Platform,
  options: { readonly user: SignedIn; readonly request: RequestInfo; readonly previous_cookie: string | null },
): Promise<StartedSession> {
  const { user, request, previous_cookie } = options;
  await holdPassword(tx, user);
  if (previous_cookie !== null) await endSessionOfCookie(tx, platform, previous_cookie);
  const secret = newToken();
  const session_id = await insertSession(tx, platform, { user, request, cookie_hash: hashToken(secret) });
  return { session_id, secret };
}

/**
 * Starts a family of tokens for a program.
 * @throws AppError `credentials_wrong` when the password has been changed since it was checked.
 */
export async function startTokenFamily(
  tx: Tx,
  platform: Platform,
  options: { readonly user: SignedIn; readonly request: RequestInfo },
): Promise<StartedSession> {
  await holdPassword(tx, options.user);
  const session_id = await insertSession(tx, platform, { ...options, cookie_hash: null });
  const secret = newToken();
  await identity(tx)
    .insertInto('refresh_tokens')
    .values({ token_hash: hashToken(secret), session_id, created_at: platform.clock.now(), spent_at: null })
    .execute();
  return { session_id, secret };
}

/** Ends the session a cookie stands for, if any; whose it is makes no difference to the browser that holds it. */
export async function endSessionOfCookie(tx: Tx, platform: Platform, cookie: string): Promise<void> {
  const session = await identity(tx)
    .selectFrom('sessions')
    .where('cookie_hash', '=', hashToken(cookie))
    .where('ended_at', 'is', null)
    .select(['id', 'user_id'])
    .executeTakeFirst();
  if (session !== undefined) await endSessions(tx, platform, { user_id: session.user_id, only: session.id });
}

/**
 * Keeps the account as it is until the session is in: a change of password either happened before, and this sign-in
 * fails, or it waits and then ends this session with the others.
 */
async function holdPassword(tx: Tx, user: SignedIn): Promise<void> {
  const held = await identity(tx)
    .selectFrom('users')
    .where('id', '=', user.id)
    .select('password_hash')
    .forShare()
    .executeTakeFirst();
  if (held === undefined || held.password_hash !== user.password_hash) throw new AppError('credentials_wrong');
}

async function insertSession(
  tx: Tx,
  platform: Platform,
  options: { readonly user: SignedIn; readonly request: RequestInfo; readonly cookie_hash: Buffer | null },
): Promise<string> {
  const { user, request, cookie_hash } = options;
  const now = platform.clock.now();
  const id = newId();
  await identity(tx)
    .insertInto('sessions')
    .values({
      id,
      user_id: user.id,
      kind: cookie_hash === null ? 'token' : 'browser',
      cookie_hash,
      client: request.user_agent.slice(0, CLIENT_LENGTH_MAX),
      created_at: now,
      last_used_at: now,
      expires_at: new Date(now.getTime() + sessionLife_ms(user.is_demo)),
      ended_at: null,
    })
    .execute();
  if (!user.is_demo) {
    await endLongestUnused(tx, platform, user.id);
    await rememberPlace(tx, platform, { user_id: user.id, address: request.address });
  }
  return id;
}

async function endLongestUnused(tx: Tx, platform: Platform, userId: string): Promise<void> {
  const tooMany = await identity(tx)
    .selectFrom('sessions')
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .orderBy('last_used_at', 'desc')
    .orderBy('id', 'desc')
    .offset(SESSIONS_MAX)
    .select('id')
    .execute();
  for (const { id } of tooMany) await endSessions(tx, platform, { user_id: userId, only: id });
}
