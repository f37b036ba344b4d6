import type { Clock } from '../../platform/clock.ts';

/** How often something may be tried: `burst` times at once, and again once per `refill_ms`. */
interface Allowance {
  readonly burst: number;
  readonly refill_ms: number;
}

/** One try that counts against one key. */
export interface Attempt {
  readonly key: string;
  readonly allowance: Allowance;
}

/**
 * Token buckets in memory, one per key, at most `keys_max` of them: the key longest untouched is forgotten first, which
 * a flood of new keys cannot turn against a key that is being tried. Each process counts for itself.
 */
export interface AttemptBuckets {
  /** Milliseconds until every one of these may be tried; 0 when they may now. Takes nothing. */
  wait_ms(attempts: readonly Attempt[]): number;
  /** Takes one from each, or from none when any is empty. @returns milliseconds to wait; 0 when taken. */
  take(attempts: readonly Attempt[]): number;
  /** Gives back what an honest try took. */
  giveBack(attempts: readonly Attempt[]): void;
  size(): number;
}

interface Bucket {
  left: number;
  at_ms: number;
}

export function createAttemptBuckets(clock: Clock, keys_max = 50_000): AttemptBuckets {
  const buckets = new Map<string, Bucket>();

  function filled({ key, allowance }: Attempt): Bucket {
    const now_ms = clock.ms();
    const bucket = buckets.get(key);
    if (bucket === undefined) return { left: allowance.burst, at_ms: now_ms };
    const gained = Math.max(0, now_ms - bucket.at_ms) / allowance.refill_ms;
    return { left: Math.min(allowance.burst, bucket.left + gained), at_ms: now_ms };
  }

  function store(key: string, bucket: Bucket): void {
    buckets.delete(key); // back to the end: a Map iterates from the longest untouched
    buckets.set(key, bucket);
    if (buckets.size > keys_max) buckets.delete(buckets.keys().next().value ?? key);
  }

  function wait_ms(attempts: readonly Attempt[]): number {
    return attempts.reduce((longest, attempt) => {
      const { left } = filled(attempt);
      return Math.max(longest, left >= 1 ? 0 : Math.ceil((1 - left) * attempt.allowance.refill_ms));
    }, 0);
  }

  function change(attempts: readonly Attempt[], amount: number): void {
    for (const attempt of attempts) {
      const { left, at_ms } = filled(attempt);
      store(attempt.key, { left: Math.min(attempt.allowance.burst, left + amount), at_ms });
    }
  }

  return {
    wait_ms,
    take(attempts) {
      const wait = wait_ms(attempts);
      if (wait === 0) change(attempts, -1);
      else change(attempts, 0); // touched: it stays remembered
      return wait;
    },
    giveBack: (attempts) => change(attempts, 1),
    size: () => buckets.size,
  };
}
