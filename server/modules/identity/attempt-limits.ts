import { AppError } from '../../../contract/errors.ts';
import { networkOf } from '../../platform/http/rate-limit.ts';
import type { Attempt, AttemptBuckets } from './attempt-buckets.ts';

/**
 * Guessing is slowed in three ways, and none of them shuts the owner out:
 *
 * - by address: someone who tries many accounts;
 * - by address and e-mail: someone who tries many passwords on one account;
 * - by e-mail alone: many machines that try one account together. A network the account has signed in from before does
 *   not count here, so its owner signs in while the attack goes on.
 *
 * A try is taken before the password is hashed and given back when the password was right. An e-mail nobody has an
 * account for is treated the same. Counts are kept per process and are gone with it.
 */
const MINUTE_MS = 60_000;
const BY_ADDRESS = { burst: 15, refill_ms: MINUTE_MS };
const BY_ADDRESS_AND_EMAIL = { burst: 5, refill_ms: 3 * MINUTE_MS };
const BY_EMAIL = { burst: 10, refill_ms: MINUTE_MS };
const BY_ACCOUNT = { burst: 5, refill_ms: 3 * MINUTE_MS };
const REGISTRATIONS = { burst: 20, refill_ms: 3 * MINUTE_MS };
const DEMO_SIGN_INS = { burst: 100, refill_ms: MINUTE_MS / 12 };

/** What one sign-in takes that comes from `address` (all the tries), whether or not the place is known. */
export function addressAttempts(address: string, email: string): readonly Attempt[] {
  const network = networkOf(address);
  return [
    { key: `address ${network}`, allowance: BY_ADDRESS },
    { key: `pair ${network} ${email}`, allowance: BY_ADDRESS_AND_EMAIL },
  ];
}

/** What one sign-in takes in all. */
export function signInAttempts(address: string, email: string, place_known: boolean): readonly Attempt[] {
  const near = addressAttempts(address, email);
  return place_known ? near : [...near, { key: `email ${email}`, allowance: BY_EMAIL }];
}

/** What a signed-in caller takes who proves the current password again. */
export function confirmAttempts(userId: string): readonly Attempt[] {
  return [{ key: `account ${userId}`, allowance: BY_ACCOUNT }];
}

/** What making an account takes; also the first administrator's. */
export function registerAttempts(address: string): readonly Attempt[] {
  return [{ key: `register ${networkOf(address)}`, allowance: REGISTRATIONS }];
}

export function demoAttempts(address: string): readonly Attempt[] {
  return [{ key: `demo ${networkOf(address)}`, allowance: DEMO_SIGN_INS }];
}

/** @throws AppError `rate_limited` `{ retry_after_s }`; then nothing was taken. */
export function takeOrRefuse(buckets: AttemptBuckets, attempts: readonly Attempt[]): void {
  refuse(buckets.take(attempts));
}

/** Looks without taking. @throws AppError `rate_limited` `{ retry_after_s }` */
export function refuseIfSpent(buckets: AttemptBuckets, attempts: readonly Attempt[]): void {
  refuse(buckets.wait_ms(attempts));
}

function refuse(wait_ms: number): void {
  if (wait_ms > 0) throw new AppError('rate_limited', { retry_after_s: Math.ceil(wait_ms / 1000) });
}
