import type { AccountTier, Role } from '../../../contract/tiers.ts';
import type { Member } from '../../platform/actor.ts';

/**
 * A session is one sign-in. A browser's is held by a cookie and lives on while it is used; a program's is a family of
 * refresh tokens that follow each other, with an end fixed at sign-in. Both end at once when their row says so: every
 * call looks here (through a short cache), whatever a cookie or token claims.
 */
export type SessionKind = 'browser' | 'token';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** A browser session ends after this long without use, a family of tokens this long after sign-in. */
const SESSION_LIFE_MS = 30 * DAY_MS;
/** The demo account is everybody's: its sessions are short. */
const DEMO_SESSION_LIFE_MS = DAY_MS;
/** A browser session's last use is written at most this often. */
export const TOUCH_EVERY_MS = HOUR_MS;
/** Sessions of one account at a time; the one longest unused ends first. The demo account has no such bound. */
export const SESSIONS_MAX = 100;
/** Characters of User-Agent that are kept. */
export const CLIENT_LENGTH_MAX = 200;

/** A session that may be used, with the account as it is now. */
export interface LiveSession {
  readonly session_id: string;
  readonly kind: SessionKind;
  readonly user_id: string;
  readonly tier: AccountTier;
  readonly role: Role;
  readonly is_demo: boolean;
  readonly last_used_at: Date;
  readonly expires_at: Date;
}

export function sessionLife_ms(isDemo: boolean): number {
  return isDemo ? DEMO_SESSION_LIFE_MS : SESSION_LIFE_MS;
}

/** @param expires_at_ms when what vouches for the call runs out. */
export function memberOf(session: LiveSession, expires_at_ms: number): Member {
  return {
    kind: 'member',
    user_id: session.user_id,
    tier: session.tier,
    role: session.role,
    is_demo: session.is_demo,
    session_id: session.session_id,
    via: session.kind === 'browser' ? 'cookie' : 'token',
    expires_at_ms,
  };
}
