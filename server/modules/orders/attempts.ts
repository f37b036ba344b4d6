import { AppError } from '../../../contract/errors.ts';
import type { Clock } from '../../platform/clock.ts';
import { createAttemptBuckets } from '../identity/index.ts';
import type { Buyer } from './buyer.ts';

/**
 * How often somebody may check out, pay, or have the provider asked, besides what all calls are limited to: whoever tries out stolen cards, or freezes
 * stock by checkouts that are never paid, is slowed down. Counts are kept per process and are gone with it.
 */
const BY_BUYER = { burst: 20, refill_ms: 15_000 };
/** Of guests, who can be as many as they like: a school, or a shop's own network, is one. */
const BY_NETWORK = { burst: 60, refill_ms: 2_000 };
const TRY = { own: BY_BUYER, near: BY_NETWORK };
/** A page asks every two seconds for as long as an answer is due. */
const QUESTION = { own: { burst: 60, refill_ms: 5_000 }, near: { burst: 120, refill_ms: 500 } };
const ALLOWED = { checkout: TRY, payment: TRY, confirmation: QUESTION } as const;

export interface BuyerAttempts {
  /** @throws AppError `rate_limited` `{ retry_after_s }`. */
  take(what: keyof typeof ALLOWED, buyer: Buyer): void;
}

export function createBuyerAttempts(clock: Clock): BuyerAttempts {
  const buckets = createAttemptBuckets(clock);
  return {
    take(what, buyer) {
      const own = { key: `${what} ${buyer.key}`, allowance: ALLOWED[what].own };
      const near = { key: `${what} ${buyer.network}`, allowance: ALLOWED[what].near };
      const wait_ms = buckets.take(buyer.user_id === null ? [own, near] : [own]);
      if (wait_ms > 0) throw new AppError('rate_limited', { retry_after_s: Math.ceil(wait_ms / 1000) });
    },
  };
}
