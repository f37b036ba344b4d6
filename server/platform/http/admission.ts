import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { AppError } from '../../../contract/errors.ts';
import { type Actor, visitor } from '../actor.ts';
import type { HttpContext } from './context.ts';
import { CallerInfo } from './request-info.ts';

/** Who calls, known from admission on. */
interface Caller {
  readonly actor: Actor;
  readonly info: CallerInfo;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
}

/** Headers that pages of other origins on the list may send. */
const ALLOWED = 'Authorization, Content-Type, Guest-Token, Idempotency-Key, If-Match, If-None-Match, X-Request-Id';
/** Members of answers that pages of other origins on the list may read. */
const EXPOSED = 'ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';

/**
 * Decides whether a call may reach its handler, before its body is read: origin, caller, allowance, access.
 * @throws AppError `origin_refused`, `rate_limited`, `sign_in_required`, `forbidden`, and what resolveActor throws.
 */
export async function admit(
  context: HttpContext,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { headers } = request;
  reply.header('vary', varyOf(endpoint));
  const authorization = headers.authorization ?? null;
  const info = new CallerInfo(request, { guest_cookie: context.guest_cookie });
  if (endpoint.method !== 'GET' && authorization === null && context.origins.refuses(headers)) {
    await spend(context, visitor, info.address, reply);
    throw new AppError('origin_refused');
  }
  const actor = await identify(context, info, authorization, reply);
  await spend(context, actor, info.address, reply);
  request.caller = { actor, info };
  if (endpoint.access === 'public') return;
  if (actor.kind !== 'member') throw new AppError('sign_in_required');
  if (endpoint.access === 'admin' && actor.role !== 'admin') throw new AppError('forbidden');
}

/** What an answer depends on besides its address. */
function varyOf({ access, guest }: Endpoint): string {
  if (guest === true) return 'Accept, Authorization, Cookie, Guest-Token, Origin';
  return access === 'public' ? 'Accept, Origin' : 'Accept, Authorization, Cookie, Origin';
}

async function identify(
  context: HttpContext,
  info: CallerInfo,
  authorization: string | null,
  reply: FastifyReply,
): Promise<Actor> {
  try {
    return await context.options.resolveActor(info, authorization);
  } catch (error) {
    // A bad token counts against the address, or guessing tokens would be free.
    if (error instanceof AppError) await spend(context, visitor, info.address, reply);
    throw error;
  }
}

async function spend(context: HttpContext, actor: Actor, address: string, reply: FastifyReply): Promise<void> {
  const { ok, headers, reset_s } = await context.rate_limit.count(actor, address);
  reply.headers(headers);
  if (!ok) throw new AppError('rate_limited', { retry_after_s: reset_s });
}

/** Lets pages of the listed origins read the answer, whatever it is. */
export function allowOrigin(context: HttpContext, origin: string | undefined, reply: FastifyReply): void {
  const allowed = origin === undefined ? null : context.origins.allowedFor(origin);
  if (allowed === null) return;
  reply
    .header('access-control-allow-origin', allowed)
    .header('access-control-allow-credentials', 'true')
    .header('access-control-expose-headers', EXPOSED);
}

/** Answers a browser that asks, before a call from another origin, whether it may. */
export function allowPreflight(methods: readonly string[], reply: FastifyReply): void {
  if (!reply.hasHeader('access-control-allow-origin')) return;
  reply
    .header('access-control-allow-methods', methods.join(', '))
    .header('access-control-allow-headers', ALLOWED)
    .header('access-control-max-age', '600');
}
