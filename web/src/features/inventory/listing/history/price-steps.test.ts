import { describe, expect, it } from 'vitest';
import { CHART_HEIGHT, CHART_WIDTH, pricePath } from './price-steps.ts';

describe('the line of a price', () => {
  it('holds each price until the next, and the last until now', () => {
    const points = [
      { at_ms: 0, minor: 100 },
      { at_ms: 50, minor: 200 },
    ];
    expect(pricePath(points, 100)).toBe(`M0 ${CHART_HEIGHT}H${CHART_WIDTH / 2}V0H${CHART_WIDTH}`);
  });

  it('has a gap where there was no price, and is level where there was one only', () => {
    const points = [
      { at_ms: 0, minor: 100 },
      { at_ms: 25, minor: null },
      { at_ms: 75, minor: 100 },
    ];
    expect(pricePath(points, 100)).toBe(
      `M0 ${CHART_HEIGHT / 2}H${CHART_WIDTH / 4}M${(CHART_WIDTH * 3) / 4} ${CHART_HEIGHT / 2}H${CHART_WIDTH}`,
    );
    expect(pricePath([], 100)).toBe('');
  });
});
