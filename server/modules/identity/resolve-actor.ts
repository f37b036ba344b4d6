import { AppError } from '../../../contract/errors.ts';
import { type Actor, visitor } from '../../platform/actor.ts';
import { sessionCookieName } from '../../platform/http/session-cookie.ts';
import type { RequestInfo } from '../../platform/http/route.ts';
import { verifyAccessToken } from './access-token.ts';
import type { IdentityContext } from './context.ts';
import { hashToken, isToken } from './opaque-token.ts';
import { findSessionByCookie, findTokenFamily } from './selectors/find-live-session.ts';
import { touchSession } from './services/touch-session.ts';
import { memberOf } from './session.ts';

const BEARER = /^bearer +/i;

/**
 * On whose behalf a request is made. An Authorization header speaks alone: whatever cookie comes with it is not looked
 * at, because calls with the header are not asked for their origin. Without one, a cookie that stands for nothing is a
 * visitor's.
 *
 * @throws AppError `token_invalid`, also for another scheme than Bearer; `token_expired`.
 */
export async function resolveActor(
  context: IdentityContext,
  request: Pick<RequestInfo, 'cookies'>,
  authorization: string | null,
): Promise<Actor> {
  if (authorization !== null) {
    if (!BEARER.test(authorization)) throw new AppError('token_invalid');
    return actorOfToken(context, authorization.replace(BEARER, ''));
  }
  const cookie = sessionCookieOf(context, request);
  return cookie === null ? visitor : actorOfCookie(context, cookie);
}

/** The request's session cookie, where it has the form of one. */
export function sessionCookieOf(context: IdentityContext, request: Pick<RequestInfo, 'cookies'>): string | null {
  const cookie = request.cookies[sessionCookieName(context.platform.config)];
  return cookie !== undefined && isToken(cookie) ? cookie : null;
}

async function actorOfToken({ platform, keys, sessions }: IdentityContext, token: string): Promise<Actor> {
  const { sub, sid, exp } = await verifyAccessToken(token, platform.clock.ms(), (kid) => keys.verifying(kid));
  const session = await sessions.get(`token ${sid} ${sub}`, () =>
    findTokenFamily(platform, { session_id: sid, user_id: sub }),
  );
  if (session === null) throw new AppError('token_invalid');
  return memberOf(session, Math.min(exp * 1000, session.expires_at.getTime()));
}

async function actorOfCookie({ platform, sessions }: IdentityContext, cookie: string): Promise<Actor> {
  const hash = hashToken(cookie);
  const session = await sessions.get(`cookie ${hash.toString('base64')}`, async () => {
    const found = await findSessionByCookie(platform, hash);
    return found === null ? null : touchSession(platform, found);
  });
  if (session === null || session.expires_at.getTime() <= platform.clock.ms()) return visitor;
  return memberOf(session, session.expires_at.getTime());
}
