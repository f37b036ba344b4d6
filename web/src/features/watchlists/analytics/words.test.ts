import { describe, expect, it } from 'vitest';
import { formatCorrelation, formatFall, formatShare, windowStart } from './words.ts';

describe('figures of a list', () => {
  it('reads shares as percents: sizes without a sign, falls with one', () => {
    expect(formatShare(0.2134)).toBe('21.34%');
    expect(formatFall(0.34)).toBe('\u221234.00%');
    expect(formatFall(0)).toBe('0.00%');
    expect([formatShare(null), formatFall(null), formatCorrelation(null)]).toEqual(['\u2014', '\u2014', '\u2014']);
  });

  it('reads a correlation with two decimals, and no minus zero', () => {
    expect([1, 0.314, -0.314, -0.001].map(formatCorrelation)).toEqual(['1.00', '0.31', '\u22120.31', '0.00']);
  });

  it('begins a window on a day', () => {
    expect(windowStart('1m', Date.parse('2026-11-21T01:00:00Z'))).toBe('2026-10-21');
    expect(windowStart('1y', Date.parse('2026-11-21T01:00:00Z'))).toBe('2025-11-21');
  });
});
