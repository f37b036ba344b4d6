import { routes } from '../../../contract/routes.ts';
import type { Actor } from '../../platform/actor.ts';
import type { RequestInfo, Route } from '../../platform/http/route.ts';
import type { ScheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import { createAttemptBuckets } from './attempt-buckets.ts';
import type { Arrived, IdentityContext, Leaving, Registered } from './context.ts';
import { identityJobs } from './jobs.ts';
import { createKeySet } from './key-set.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { resolveActor } from './resolve-actor.ts';
import { identityRoutes } from './routes.ts';
import { createSessionCache } from './session-cache.ts';

/** The module in one process. */
export interface Identity {
  readonly routes: readonly Route[];
  readonly jobs: readonly ScheduledJob[];
  readonly services: readonly Service[];
  /** @throws AppError `token_invalid`, `token_expired`. */
  readonly resolveActor: (request: Pick<RequestInfo, 'cookies'>, authorization: string | null) => Promise<Actor>;
}

/**
 * @param options.passwords another pool than the default one, for tests of what happens when it is full.
 * @param options.registered greets an account that somebody made for themselves.
 * @param options.leaving may refuse that an account is erased.
 * @param options.arrived hears of whoever signs a browser in.
 */
export function createIdentity(
  platform: Platform,
  options: {
    readonly passwords?: Passwords;
    readonly registered?: Registered;
    readonly leaving?: Leaving;
    readonly arrived?: Arrived;
  } = {},
): Identity {
  const context: IdentityContext = {
    platform,
    passwords: options.passwords ?? createPasswords(),
    registered: options.registered ?? (() => Promise.resolve()),
    leaving: options.leaving ?? (() => Promise.resolve()),
    arrived: options.arrived ?? (() => Promise.resolve([])),
    attempts: createAttemptBuckets(platform.clock),
    keys: createKeySet(platform),
    sessions: createSessionCache(platform.clock, platform.signals),
  };
  return {
    routes: identityRoutes(context).map((route) => forgetting(context, route)),
    jobs: identityJobs(platform),
    services: [keysAndSessions(context)],
    resolveActor: (request, authorization) => resolveActor(context, request, authorization),
  };
}

/** The first key is made before the first caller needs it, and a key that cannot be opened stops the start. */
function keysAndSessions({ keys, sessions }: IdentityContext): Service {
  return {
    name: 'identity',
    start: async () => {
      await keys.signing();
    },
    drain: async () => {
      keys.close();
      sessions.close();
    },
  };
}

/** After a call that changes something, this process looks its caller's sessions up anew: one that ended is dead at once. */
function forgetting({ sessions }: IdentityContext, { name, handler }: Route): Route {
  if (routes[name].method === 'GET') return { name, handler };
  return {
    name,
    handler: async (call: { readonly actor: Actor }) => {
      try {
        return await handler(call as never);
      } finally {
        if (call.actor.kind === 'member') sessions.forget(call.actor.user_id);
      }
    },
  };
}
