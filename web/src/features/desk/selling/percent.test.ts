import { describe, expect, it } from 'vitest';
import { percentText, readPercent, readWhole } from './percent.ts';

describe('percentages and whole numbers', () => {
  it('are read as people write them, exactly', () => {
    expect(['19', '19.5', '0,07', '100 %', '8.25%'].map(readPercent)).toEqual([1900, 1950, 7, 10_000, 825]);
    expect(['', '101', '1.234', '-1', 'x'].map(readPercent)).toEqual(Array.from({ length: 5 }));
    expect([1900, 1950, 7].map(percentText)).toEqual(['19', '19.5', '0.07']);
    expect([readWhole('14', 30), readWhole('31', 30), readWhole('1.5', 30), readWhole('', 30)]).toEqual([
      14,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
