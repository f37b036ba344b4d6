import { describe, expect, it } from 'vitest';
import { minuteOfDay, partsOfDay, zonesWith } from './zones.ts';

describe('quiet hours', () => {
  it('lie in one piece, or in two around midnight', () => {
    expect(partsOfDay('06:00', '18:00')).toEqual([[0.25, 0.75]]);
    expect(partsOfDay('18:00', '06:00')).toEqual([
      [0, 0.25],
      [0.75, 1],
    ]);
    expect(partsOfDay('22:00', '22:00')).toEqual([]);
  });

  it('are those of the chosen zone', () => {
    const at_ms = Date.parse('2026-11-20T22:30:00.000Z');
    expect(minuteOfDay(at_ms, 'UTC')).toBe(22 * 60 + 30);
    expect(minuteOfDay(at_ms, 'Asia/Kolkata')).toBe(4 * 60);
    expect(minuteOfDay(at_ms, 'Nowhere/At_all')).toBeNull();
    expect(zonesWith('Nowhere/At_all')).toContain('Nowhere/At_all');
  });
});
