import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STEP_MS, Walks, walkAt } from './bridge.ts';

const YEAR_STEPS = (365.25 * 86_400_000) / STEP_MS;
const TODAY = Math.floor(Date.UTC(2026, 10, 20) / STEP_MS);
const step = fc.integer({ min: 0, max: 2 * TODAY });

describe('a walk', () => {
  it('that is followed step by step, or in jumps, is the walk that is asked for anywhere', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        step,
        fc.array(fc.integer({ min: -5, max: 5000 })),
        (key, from, jumps) => {
          const walks = new Walks(Uint32Array.of(0, key));
          let at = from;
          for (const jump of [0, 1, 1, ...jumps]) {
            at = Math.max(0, at + jump);
            expect(walks.at(1, at)).toBe(walkAt(key, at));
          }
        },
      ),
    );
  });

  it('varies by time: over an hour, a day, a month and a year as widely as its root', () => {
    for (const steps of [1, 879, 21_094, 642_000]) {
      const moves: number[] = [];
      for (let key = 0; key < 400; key += 1) {
        for (let place = 0; place < 5; place += 1) {
          const from = TODAY - place * 1_111_111;
          moves.push(walkAt(key, from) - walkAt(key, from - steps));
        }
      }
      const expected = Math.sqrt(steps / YEAR_STEPS);
      expect(deviation(moves) / expected).toBeGreaterThan(0.9);
      expect(deviation(moves) / expected).toBeLessThan(1.1);
    }
  });

  it('stays around zero for twenty years', () => {
    for (let key = 0; key < 50; key += 1) {
      for (let year = 0; year < 20; year += 1) {
        expect(Math.abs(walkAt(key, TODAY - Math.floor(year * YEAR_STEPS)))).toBeLessThan(4);
      }
    }
  });

  it('of one key says nothing about that of another', () => {
    const pairs = Array.from({ length: 2000 }, (_, key) => [
      walkAt(2 * key, TODAY) - walkAt(2 * key, TODAY - 21_094),
      walkAt(2 * key + 1, TODAY) - walkAt(2 * key + 1, TODAY - 21_094),
    ]);
    const first = pairs.map(([value = 0]) => value);
    const second = pairs.map(([, value = 0]) => value);
    expect(Math.abs(correlation(first, second))).toBeLessThan(0.1);
  });
});

function deviation(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function correlation(first: readonly number[], second: readonly number[]): number {
  const together = first.reduce((sum, value, index) => sum + value * (second[index] ?? 0), 0) / first.length;
  return together / (deviation(first) * deviation(second));
}
