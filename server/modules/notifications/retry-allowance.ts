import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../../contract/errors.ts';
import { MAILS_PER_HOUR_MAX } from './delivery-plan.ts';
import type { SentChannel } from './senders/sender.ts';

/** Deliveries to webhooks and browsers that one account may send again in a minute: they call other people's servers. */
const CALLS_PER_MINUTE = 20;

/** Counts one delivery that its owner sends again. @throws AppError `rate_limited` `{ retry_after_s }` */
export type TakeRetry = (user_id: string, channel: SentChannel) => Promise<void>;

/**
 * What waits because of a limit or a digest may be sent at once by its owner, but not all of it: an address nobody has
 * proved to be theirs would get as many mails as there are alerts. Counts are kept per process and are gone with it.
 */
export function createRetryAllowance(): TakeRetry {
  const mails = new RateLimiterMemory({ points: MAILS_PER_HOUR_MAX, duration: 3600 });
  const calls = new RateLimiterMemory({ points: CALLS_PER_MINUTE, duration: 60 });
  return async (user_id, channel) => {
    await (channel === 'email' ? mails : calls).consume(user_id).catch((reason: unknown) => {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      throw new AppError('rate_limited', { retry_after_s: Math.ceil(reason.msBeforeNext / 1000) });
    });
  };
}
