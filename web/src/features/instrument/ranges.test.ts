import { describe, expect, it } from 'vitest';
import { intervalFor, intervalsOf, startOfRange, type Trading } from './ranges.ts';
import { comparedOf, ranges, readInstrumentState } from './view-state.ts';

const now_ms = Date.parse('2026-11-21T01:00:00.000Z');
const coin: Trading = { kind: 'coin', zone: 'UTC', round_the_clock: true, last_ms: now_ms };
const share: Trading = {
  kind: 'stock',
  zone: 'America/New_York',
  round_the_clock: false,
  last_ms: Date.parse('2026-11-20T20:59:58.000Z'),
};

describe('a range', () => {
  it('of one day shows the last day there were prices, from midnight at the venue', () => {
    expect(startOfRange('1D', share, now_ms)).toBe('2026-11-20T05:00:00.000Z');
    const sunday_ms = now_ms + 40 * 3_600_000;
    expect(startOfRange('1D', share, sunday_ms)).toBe('2026-11-20T05:00:00.000Z');
  });

  it('of one day is the last 24 hours of what never closes', () => {
    expect(startOfRange('1D', coin, now_ms + 59 * 60_000)).toBe('2026-11-20T01:00:00.000Z');
  });

  it('of months ends on the same day, or on the last of a shorter month', () => {
    expect(startOfRange('6M', share, now_ms)).toBe('2026-05-21');
    expect(startOfRange('1M', share, Date.parse('2026-03-31T12:00:00Z'))).toBe('2026-02-28');
    expect(startOfRange('5Y', share, Date.parse('2028-02-29T12:00:00Z'))).toBe('2023-02-28');
    expect(startOfRange('YTD', share, now_ms)).toBe('2026-01-01');
    expect(startOfRange('All', share, now_ms)).toBeNull();
  });

  it('of a month stays inside the 31 days that a visitor may see, on every day of the year', () => {
    for (let day = 0; day < 366; day += 1) {
      const at = Date.UTC(2026, 0, 1) + day * 86_400_000;
      const start = Date.parse(startOfRange('1M', share, at) ?? '');
      expect((at - start) / 86_400_000).toBeLessThanOrEqual(31);
    }
  });

  it('is cut into bars that have room, finer ones where there is more of it', () => {
    expect(ranges.map((range) => intervalFor(range, coin, 400))).toEqual([
      '5m',
      '1h',
      '1d',
      '1d',
      '1d',
      '1d',
      '1w',
      '1M',
    ]);
    expect(intervalFor('1D', coin, 200)).toBe('15m');
    expect(intervalFor('1Y', share, 200)).toBe('1w');
  });

  it('offers no interval that one answer could not hold, nor one that makes a single bar', () => {
    expect(intervalsOf('1D', coin)).toEqual(['1m', '5m', '15m', '1h']);
    expect(intervalsOf('5Y', coin)).toEqual(['1d', '1w', '1M']);
  });
});

describe("the page's address", () => {
  it('keeps what it knows and drops the rest', () => {
    expect(
      readInstrumentState({ range: '1Y', interval: '2h', shape: 'area', log: true, raw: 'yes', tab: 'x' }),
    ).toEqual({
      range: '1Y',
      interval: undefined,
      shape: 'area',
      compare: undefined,
      log: true,
      raw: undefined,
      tab: undefined,
    });
  });

  it('names at most four others, each once, none that is no symbol', () => {
    expect(comparedOf('amd, msft,AMD,<script>,BTC-USD,^SPX,GOOG')).toEqual(['AMD', 'MSFT', 'BTC-USD', '^SPX']);
    expect(comparedOf(7)).toEqual([]);
  });
});
