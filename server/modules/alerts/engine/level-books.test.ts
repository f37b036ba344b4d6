import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScaled } from '../../../../contract/decimal.ts';
import type { Rule } from '../alert.ts';
import { hasGoneBack, holds, type PrintFacts } from '../evaluate-condition.ts';
import { LevelBooks } from './level-books.ts';
import { LevelStage } from './level-stage.ts';
import { levelsOf } from './level-keys.ts';
import type { Arming } from './target-step.ts';

const price = fc.integer({ min: 1, max: 400 });
const type = fc.constantFrom('PRICE_ABOVE', 'PRICE_BELOW', 'CROSSES', 'CROSSES_UP', 'CROSSES_DOWN');
const arming = fc.constantFrom<Arming>(
  { state: 'armed', waits_for: null },
  { state: 'waiting', waits_for: 'band' },
  { state: 'waiting', waits_for: 'other_side' },
);
/** In thousandths: between two prices as often as at one. */
const threshold = fc.integer({ min: 5, max: 4_000 }).map((thousandths) => formatScaled(thousandths, 3));

function ruleOf(condition_type: Rule['condition_type'], threshold_value: string): Rule {
  const none = { threshold_upper: null, basis: null, window_minutes: null, window_days: null, and: null };
  return { ...none, condition_type, threshold_value, repeat: 'ONCE', cooldown_s: null, regular_session_only: false };
}

function factsAt(now: number, last: number): PrintFacts {
  const none = { previous_close: null, price_at_creation: null, volume: null };
  const past = { priceBefore: () => null, extremeBefore: () => null };
  return { ...none, ...past, price: formatScaled(now, 2), previous_price: formatScaled(last, 2) };
}

describe('the books of thresholds', () => {
  it('tell a target of exactly the prices at which its rule holds, or at which it is armed', () => {
    fc.assert(
      fc.property(type, threshold, arming, price, price, fc.boolean(), (kind, text, stand, last, now, staged) => {
        const rule = ruleOf(kind, text);
        const levels = levelsOf(rule, { ...stand, no: 7 }, 2);
        if (levels === null) return; // looked at with every print
        const reaches = (at: number, before: number): boolean =>
          stand.state === 'armed'
            ? holds(rule, factsAt(at, before))
            : stand.waits_for === 'band'
              ? hasGoneBack(rule, factsAt(at, before), 2)
              : !holds(rule, factsAt(at, before));
        const isLevel = stand.state === 'waiting' || kind.startsWith('PRICE');
        // A level that is there already was told when it was put in.
        fc.pre(!isLevel || !reaches(last, last));
        const books = new LevelBooks();
        books.ensure(2);
        books.setLast(1, last);
        const stage = new LevelStage();
        for (const level of levels) {
          if (staged) stage.add({ ...level, book: 1, no: 7 });
          else books.insert({ ...level, book: 1, no: 7 });
        }
        if (staged) books.load(stage);
        const told: number[] = [];
        books.sweep(1, now, (no) => told.push(no));
        expect(told.length > 0).toBe(reaches(now, last));
      }),
      { numRuns: 5_000 },
    );
  });

  it('lose and double nothing through thousands of changes, and stay within 16 bytes an entry', () => {
    const books = new LevelBooks();
    books.ensure(200);
    for (let book = 0; book < 200; book += 1) books.setLast(book, 0);
    const kept = new Map<number, number>();
    let seed = 9;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let no = 1; no <= 40_000; no += 1) {
      const level = 1 + random(1_000_000);
      books.insert({ book: no % 200, level, kind: 0, no });
      kept.set(no, level);
      const gone = 1 + random(no);
      if (no % 3 === 0 && kept.delete(gone)) expect(books.remove(gone % 200, gone)).toBe(1);
    }
    expect(books.size).toBe(kept.size);
    expect(books.bytes / books.size).toBeLessThan(16);
    const told: number[] = [];
    for (let book = 0; book < 200; book += 1)
      for (const upTo of [300_000, 700_000, 1_000_000]) books.sweep(book, upTo, (no) => told.push(no));
    expect(told.toSorted((a, b) => a - b)).toEqual([...kept.keys()]);
    expect(books.size).toBe(0);
  });
});
