import { AppError } from '../../../contract/errors.ts';
import { type Tier, tiers } from '../../../contract/tiers.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Cookie, type RequestInfo, type Route, route } from '../../platform/http/route.ts';
import { sessionCookieName } from '../../platform/http/session-cookie.ts';
import type { MeView } from './account.ts';
import type { IdentityContext } from './context.ts';
import { sessionCookieOf } from './resolve-actor.ts';
import { listAudit } from './selectors/list-audit.ts';
import { listSessions } from './selectors/list-sessions.ts';
import { listUsers } from './selectors/list-users.ts';
import { userById } from './selectors/user-by-id.ts';
import { deleteMe } from './services/delete-me.ts';
import { endSession } from './services/end-session.ts';
import { issueToken } from './services/issue-token.ts';
import { refreshToken } from './services/refresh-token.ts';
import { register } from './services/register.ts';
import { revokeToken } from './services/revoke-token.ts';
import { type BrowserSignIn, signIn } from './services/sign-in.ts';
import { signInDemo } from './services/sign-in-demo.ts';
import { signOut } from './services/sign-out.ts';
import { updateMe } from './services/update-me.ts';
import { updateUser } from './services/update-user.ts';
import { useSetupLink } from './services/use-setup-link.ts';
import { sessionLife_ms } from './session.ts';

const PRIVATE = 'no-store';

export function identityRoutes(context: IdentityContext): Route[] {
  return [...signInRoutes(context), ...tokenRoutes(context), ...accountRoutes(context), ...adminRoutes(context)];
}

function signInRoutes(context: IdentityContext): Route[] {
  const { platform } = context;
  const previous = (request: RequestInfo) => ({ previous_cookie: sessionCookieOf(context, request) });
  const signedIn = async (request: RequestInfo, { me, cookie }: BrowserSignIn, message: string) => ({
    data: me,
    meta: { message },
    cookies: [sessionCookie(context, cookie, me), ...(await context.arrived(me, request))],
  });
  return [
    route('register', async ({ body, request }) =>
      signedIn(request, await register(context, request, { body, ...previous(request) }), 'Welcome to Omni-Stock.'),
    ),
    route('signIn', async ({ body, request }) =>
      signedIn(request, await signIn(context, request, { ...body, ...previous(request) }), 'You are signed in.'),
    ),
    route('signInDemo', async ({ request }) =>
      signedIn(
        request,
        await signInDemo(context, request, previous(request)),
        'You are trying the shared demo account.',
      ),
    ),
    route('useSetupLink', async ({ body, request }) =>
      signedIn(
        request,
        await useSetupLink(context, request, { body, ...previous(request) }),
        'You are the administrator.',
      ),
    ),
    route('signOut', async ({ request }) => {
      const cookie = sessionCookieOf(context, request);
      if (cookie !== null) await signOut(platform, cookie);
      return { meta: { message: 'You are signed out.' }, cookies: [clearedCookie(context)] };
    }),
    route('getSession', async ({ actor, request }) => {
      const user = actor.kind === 'member' ? await userById(platform, actor.user_id) : null;
      const data = { user, demo: platform.config.demo };
      return { data, cache_control: PRIVATE, cookies: freshCookies(context, request, { actor, user }) };
    }),
  ];
}

function tokenRoutes(context: IdentityContext): Route[] {
  return [
    route('issueToken', async ({ body, request }) => ({
      data: await issueToken(context, request, body),
      meta: { message: 'Send the access token as Authorization: Bearer, and spend the refresh token once.' },
      cache_control: PRIVATE,
    })),
    route('refreshToken', async ({ body, request }) => ({
      data: await refreshToken(context, request, body.refresh),
      meta: { message: 'The refresh token you sent is spent; keep the new one.' },
      cache_control: PRIVATE,
    })),
    route('revokeToken', async ({ body }) => {
      await revokeToken(context.platform, body.refresh);
      return { meta: { message: 'If there was such a token, it and all of its sign-in are revoked.' } };
    }),
  ];
}

function accountRoutes(context: IdentityContext): Route[] {
  const { platform } = context;
  return [
    route('getMe', async ({ actor }) => {
      const me = await userById(platform, actor.user_id);
      if (me === null) throw new AppError('sign_in_required');
      return { data: me, cache_control: PRIVATE };
    }),
    route('updateMe', async (call) => ({
      data: await updateMe(context, call),
      meta: { message: call.body.password === undefined ? 'Saved.' : 'Saved. You are signed out everywhere else.' },
    })),
    route('deleteMe', async ({ actor, body, request }) => {
      await deleteMe(context, { actor, request, ...body });
      return { meta: { message: 'Your account is erased.' }, cookies: [clearedCookie(context)] };
    }),
    route('listSessions', async ({ actor }) => ({
      data: await listSessions(platform, actor),
      cache_control: PRIVATE,
    })),
    route('endSession', async ({ actor, params }) => {
      await endSession(platform, actor, params.id);
      return { meta: { message: 'The session is ended.' } };
    }),
    route('listTiers', async () => ({
      data: (Object.keys(tiers) as Tier[]).map((tier) =>
        Object.assign({ tier }, tiers[tier], { channels: [...tiers[tier].channels] }),
      ),
    })),
  ];
}

function adminRoutes({ platform }: IdentityContext): Route[] {
  return [
    route('listUsers', async ({ query }) => {
      const { rows, meta } = await listUsers(platform, query);
      return { data: rows, meta: { ...meta }, cache_control: PRIVATE };
    }),
    route('listAudit', async ({ query }) => {
      const { rows, meta } = await listAudit(platform, query);
      return { data: rows, meta: { ...meta }, cache_control: PRIVATE };
    }),
    route('updateUser', async ({ actor, params, body, request }) => ({
      data: await updateUser(platform, { actor, user_id: params.id, body, request }),
      meta: { message: 'Saved; it counts from now on.' },
    })),
  ];
}

function sessionCookie(context: IdentityContext, value: string, me: MeView): Cookie {
  return {
    name: sessionCookieName(context.platform.config),
    value,
    max_age_s: sessionLife_ms(me.is_demo) / 1000,
  };
}

function clearedCookie(context: IdentityContext): Cookie {
  return { name: sessionCookieName(context.platform.config), value: '', max_age_s: 0 };
}

/** Every page load asks for the session: there a cookie in use gets its full life again, and a dead one goes. */
function freshCookies(
  context: IdentityContext,
  request: RequestInfo,
  known: { readonly actor: Actor; readonly user: MeView | null },
): readonly Cookie[] {
  if (known.actor.kind === 'member' && known.actor.via === 'token') return [];
  const cookie = sessionCookieOf(context, request);
  if (cookie !== null && known.user !== null) return [sessionCookie(context, cookie, known.user)];
  const sent = request.cookies[sessionCookieName(context.platform.config)] !== undefined;
  return sent ? [clearedCookie(context)] : [];
}
