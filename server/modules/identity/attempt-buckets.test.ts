import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../platform/clock.ts';
import { createAttemptBuckets } from './attempt-buckets.ts';

const THREE_A_MINUTE = { burst: 3, refill_ms: 20_000 };

describe('counting attempts', () => {
  it('lets a burst through and then one for every refill', () => {
    const clock = manualClock(0);
    const buckets = createAttemptBuckets(clock);
    const attempt = [{ key: 'a', allowance: THREE_A_MINUTE }];
    expect([1, 2, 3].map(() => buckets.take(attempt))).toEqual([0, 0, 0]);
    expect(buckets.take(attempt)).toBe(20_000);
    clock.advance(19_999);
    expect(buckets.take(attempt)).toBe(1);
    clock.advance(1);
    expect(buckets.take(attempt)).toBe(0);
    expect(buckets.take(attempt)).toBe(20_000);
  });

  it('takes from all keys or from none', () => {
    const buckets = createAttemptBuckets(manualClock(0));
    const wide = { key: 'wide', allowance: THREE_A_MINUTE };
    const narrow = { key: 'narrow', allowance: { burst: 1, refill_ms: 1000 } };
    expect(buckets.take([wide, narrow])).toBe(0);
    expect(buckets.take([wide, narrow])).toBe(1000);
    expect([1, 2].map(() => buckets.take([wide]))).toEqual([0, 0]);
  });

  it('gives back what an honest attempt took, and never more than the burst', () => {
    const buckets = createAttemptBuckets(manualClock(0));
    const attempt = [{ key: 'a', allowance: { burst: 1, refill_ms: 1000 } }];
    for (let round = 0; round < 5; round += 1) {
      expect(buckets.take(attempt)).toBe(0);
      buckets.giveBack(attempt);
      buckets.giveBack(attempt);
    }
    expect(buckets.take(attempt)).toBe(0);
    expect(buckets.take(attempt)).toBe(1000);
  });

  it('holds a bounded number of keys, and remembers the one under attack', () => {
    const buckets = createAttemptBuckets(manualClock(0), 100);
    const attacked = [{ key: 'attacked', allowance: { burst: 1, refill_ms: 1e9 } }];
    buckets.take(attacked);
    for (let other = 0; other < 10_000; other += 1) {
      buckets.take([{ key: `other ${other}`, allowance: THREE_A_MINUTE }]);
      if (other % 50 === 0) expect(buckets.take(attacked)).toBeGreaterThan(0);
    }
    expect(buckets.size()).toBe(100);
  });

  it('never lets more through than burst plus elapsed refills, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30_000), { maxLength: 200 }), (pauses) => {
        const clock = manualClock(0);
        const buckets = createAttemptBuckets(clock);
        let passed = 0;
        for (const pause of pauses) {
          clock.advance(pause);
          if (buckets.take([{ key: 'a', allowance: THREE_A_MINUTE }]) === 0) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(3 + clock.ms() / 20_000 + 1e-6);
      }),
    );
  });
});
