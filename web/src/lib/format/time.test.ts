import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAgo, formatExchangeTime, formatWhen } from './time.ts';

const NOW = Date.parse('2026-11-20T19:18:04.000Z');

describe('a time on screen', () => {
  it('is told on the clock of the exchange, with its label', () => {
    expect(formatExchangeTime('2026-11-20T19:03:22.000Z', 'XNAS')).toBe('14:03:22 ET');
    expect(formatExchangeTime('2026-07-01T08:00:00.000Z', 'XAMS')).toBe('10:00:00 CET');
    expect(formatExchangeTime(NOW, null)).toBe('19:18:04 UTC');
    expect(formatExchangeTime('yesterday', 'XNAS')).toBe('\u2014');
  });

  it('is relative below a minute, then a time, then a day and a time', () => {
    expect(formatWhen(NOW - 24_000, 'XNAS', NOW)).toBe('24 s ago');
    expect(formatWhen(NOW + 800, 'XNAS', NOW)).toBe('now');
    expect(formatWhen(NOW - 60_000, 'XNAS', NOW)).toBe('14:17:04 ET');
    expect(formatWhen(NOW - 86_400_000, 'XNAS', NOW)).toBe('19 Nov, 14:18:04 ET');
    expect(formatWhen(null, 'XNAS', NOW)).toBe('\u2014');
  });

  it('is relative exactly while it is younger than a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 10 * 86_400_000 }), (age_ms) => {
        expect(formatWhen(NOW - age_ms, 'XNYS', NOW).endsWith('ago')).toBe(age_ms < 60_000);
      }),
    );
  });

  it('says how long ago something happened in the largest unit that fits', () => {
    expect([5_000, 60_000, 300_000, 3_600_000, 90_000_000].map((age_ms) => formatAgo(NOW - age_ms, NOW))).toEqual([
      'just now',
      '1 minute ago',
      '5 minutes ago',
      '1 hour ago',
      expect.stringMatching(/^(18|19) Nov 2026$/),
    ]);
  });
});
