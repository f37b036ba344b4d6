import type { AccountTier, Role } from '../../contract/tiers.ts';

/** On whose behalf a call is made: the first argument of every service and selector that asks "may they?". */
export type Actor = Visitor | Member;

/** Nobody we know. */
export interface Visitor {
  readonly kind: 'visitor';
  readonly tier: 'anonymous';
}

/** A signed-in account, as of this request. */
export interface Member {
  readonly kind: 'member';
  readonly user_id: string;
  readonly tier: AccountTier;
  readonly role: Role;
  readonly is_demo: boolean;
  /** The browser session or token family that vouches for this call; ending it ends the call's sockets. */
  readonly session_id: string;
  readonly via: 'cookie' | 'token';
  /** When what vouches for the call runs out, in epoch milliseconds. */
  readonly expires_at_ms: number;
}

export const visitor: Visitor = { kind: 'visitor', tier: 'anonymous' };
