import { createHash, createHmac, randomBytes } from 'node:crypto';
import { AppError } from '../../../contract/errors.ts';
import type { Actor } from '../../platform/actor.ts';
import { networkOf } from '../../platform/http/rate-limit.ts';
import type { RequestInfo } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';

/** Who buys: an account, or whoever holds a guest's token. Many people share the demo account, so there all are guests. */
export interface Buyer {
  readonly user_id: string | null;
  readonly guest_hash: string | null;
  /** Whose limits and idempotency keys: "user:<id>" or "guest:<hash>". */
  readonly key: string;
  /** The network a call comes from. */
  readonly network: string;
}

/** A buyer's call. */
export interface BuyerCall {
  readonly actor: Actor;
  readonly request: RequestInfo;
}

/** @returns null: a guest without a token. */
export function buyerOf({ actor, request }: BuyerCall): Buyer | null {
  const network = networkOf(request.address);
  if (actor.kind === 'member' && !actor.is_demo) return { ...userKey(actor.user_id), network };
  return request.guest_token === null ? null : { ...guestKey(request.guest_token), network };
}

/** Whoever holds an order's own token pays as a guest does. @throws AppError `order_unknown` for a guest without a token. */
export function payerOf(call: BuyerCall): Buyer {
  const buyer = buyerOf(call);
  if (buyer === null) throw new AppError('order_unknown');
  return call.request.guest_token === null ? buyer : { ...guestKey(call.request.guest_token), network: buyer.network };
}

export function userKey(user_id: string): Pick<Buyer, 'user_id' | 'guest_hash' | 'key'> {
  return { user_id, guest_hash: null, key: `user:${user_id}` };
}

export function guestKey(token: string): Pick<Buyer, 'user_id' | 'guest_hash' | 'key'> {
  const guest_hash = hashOf(token);
  return { user_id: null, guest_hash, key: `guest:${guest_hash}` };
}

/** 256 random bits in base64url. */
export function newGuestToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. SHA-256 is enough for 256 random bits: there is nothing to guess. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** How long a browser keeps a guest's token; baskets that are left are purged sooner. */
export const GUEST_TOKEN_DAYS = 180;

/**
 * The token that opens one checkout without an account, as the header Guest-Token: made from its id, so that mail may carry
 * it at any time while the tables hold its hash alone.
 */
export function orderToken({ secrets }: Platform, group_id: string): string {
  return createHmac('sha256', secrets.derive('orders.access')).update(group_id).digest('base64url');
}
