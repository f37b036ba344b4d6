import { describe, expect, it } from 'vitest';
import type { SparklineView } from '../../../../contract/market.ts';
import { shapeLine } from './line-shape.ts';

const line: SparklineView = {
  symbol: 'AAPL',
  points: ['10.00', '12.00', '11.00'],
  from: '2026-11-20T14:30:00.000Z',
  to: '2026-11-20T16:30:00.000Z',
  day_from: '2026-11-20T14:30:00.000Z',
  day_to: '2026-11-20T18:30:00.000Z',
  previous_close: '9.00',
};
const box = { width: 80, height: 30, margin: 0 };

describe('the line of a day', () => {
  it('ends where the day has got to', () => {
    expect(shapeLine(line, null, box)?.points.map(([x]) => x)).toEqual([0, 20, 40]);
  });

  it('includes the previous close in its height', () => {
    const shape = shapeLine(line, null, box);
    expect(shape?.base_y).toBe(30);
    expect(shape?.points[1]?.[1]).toBe(0);
  });

  it('goes on to a newer price, and ignores one older than its end', () => {
    const newer = { price: '15.00', at_ms: Date.parse('2026-11-20T17:30:00.000Z') };
    expect(shapeLine(line, newer, box)?.points.at(-1)).toEqual([60, 0]);
    const older = { price: '15.00', at_ms: Date.parse('2026-11-20T15:00:00.000Z') };
    expect(shapeLine(line, older, box)?.points).toHaveLength(3);
  });

  it('lies in the middle when nothing moved', () => {
    const still = { ...line, points: ['9.00', '9.00'] };
    expect(shapeLine(still, null, box)?.points.every(([, y]) => y === 15)).toBe(true);
  });

  it('is nothing without points', () => {
    expect(shapeLine({ ...line, points: [] }, null, box)).toBeNull();
  });
});
