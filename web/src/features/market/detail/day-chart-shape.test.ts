import { describe, expect, it } from 'vitest';
import { hourTicks, roundStep, roundValues } from './day-chart-shape.ts';

describe('the axes of the day', () => {
  it('steps by round numbers', () => {
    expect(roundStep(194.1, 197.4, 4)).toBe(1);
    expect(roundStep(0.1, 0.11, 4)).toBeCloseTo(0.0025);
    expect(roundStep(5, 5, 4)).toBe(1);
  });

  it('puts its lines inside the range', () => {
    expect(roundValues(194.1, 197.4, 4)).toEqual([195, 196, 197]);
  });

  it('names few enough full hours', () => {
    const from = Date.parse('2026-11-20T14:30:00Z');
    const ticks = hourTicks(from, Date.parse('2026-11-20T21:00:00Z'), 4);
    expect(ticks.map((at) => new Date(at).toISOString().slice(11, 16))).toEqual(['16:00', '18:00', '20:00']);
  });
});
