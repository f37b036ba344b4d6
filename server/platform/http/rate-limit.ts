import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { tiers } from '../../../contract/tiers.ts';
import type { Actor } from '../actor.ts';
import type { Clock } from '../clock.ts';

const WINDOW_S = 60;
/** Addresses and users counted at a time, each; about 300 bytes for one. */
const KEYS_MAX = 50_000;
/** Callers who came when all keys were taken share this many buckets. */
const SHARED_BUCKETS = 1024;

/** How many of the allowed requests are left, as told in the RateLimit headers. */
export interface Allowance {
  readonly ok: boolean;
  readonly headers: { readonly 'RateLimit-Policy': string; readonly RateLimit: string };
  /** Seconds until the window starts again. */
  readonly reset_s: number;
}

export interface RateLimit {
  /** Counts one request: of the member, or for visitors and in the demo account of the address. */
  count(actor: Actor, address: string): Promise<Allowance>;
}

/** @param requestsPerMinute of an actor; the tier's, unless a test or a bench needs more. */
export function createRateLimit(
  clock: Clock,
  requestsPerMinute: (actor: Actor) => number = (actor) => tiers[actor.tier].requests_per_minute,
): RateLimit {
  const limiter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: WINDOW_S });
  // Apart, so that no flood of addresses takes the members' keys.
  const keys = { user: boundedKeys(clock, 'u'), demo: boundedKeys(clock, 'd'), address: boundedKeys(clock, 'a') };
  return {
    async count(actor, address) {
      const quota = requestsPerMinute(actor);
      // Many people share the demo account: each counts by address, or one of them could lock out all. Not together with
      // visitors, who have a smaller quota: who leaves the demo has to be able to sign in.
      const isPerson = actor.kind === 'member' && !actor.is_demo;
      const name = isPerson ? 'user' : 'address';
      const key = isPerson
        ? keys.user.take(actor.user_id)
        : keys[actor.kind === 'member' ? 'demo' : 'address'].take(networkOf(address));
      const { consumedPoints, msBeforeNext } = await limiter.consume(key).catch(asResult);
      const reset_s = Math.max(1, Math.ceil(msBeforeNext / 1000));
      return {
        ok: consumedPoints <= quota,
        reset_s,
        headers: {
          'RateLimit-Policy': `"${name}";q=${quota};w=${WINDOW_S}`,
          RateLimit: `"${name}";r=${Math.max(0, quota - consumedPoints)};t=${reset_s}`,
        },
      };
    },
  };
}

/** The library rejects with its result when the points are used up. */
function asResult(reason: unknown): RateLimiterRes {
  if (reason instanceof RateLimiterRes) return reason;
  throw reason;
}

/** Keeps the number of keys of one kind and window bounded, so that many addresses cannot fill the memory. */
function boundedKeys(clock: Clock, kind: string): { take(name: string): string } {
  let known = new Set<string>();
  let ends_ms = clock.ms() + WINDOW_S * 1000;
  return {
    take(name) {
      const key = kind + name;
      if (clock.ms() >= ends_ms) {
        known = new Set();
        ends_ms = clock.ms() + WINDOW_S * 1000;
      }
      if (known.has(key)) return key;
      if (known.size >= KEYS_MAX) return `shared ${kind}${bucketOf(key)}`;
      known.add(key);
      return key;
    },
  };
}

function bucketOf(key: string): number {
  let hash = 0;
  for (let index = 0; index < key.length; index += 1) hash = (hash * 31 + key.charCodeAt(index)) >>> 0;
  return hash % SHARED_BUCKETS;
}

/** One IPv6 customer holds a /64, and could count as endless many callers otherwise. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
