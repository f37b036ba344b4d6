import { describe, expect, it } from 'vitest';
import type { CandleView } from '../../../../contract/history.ts';
import { axisTimes, barName } from './bar-times.ts';
import { alignedCloses, percentSince } from './compare.ts';
import { eventsOn } from './events.ts';
import { changeOf, summaryOf } from './words.ts';

const bar = (time: string, close = '10.00'): CandleView => ({
  time: new Date(time).toISOString(),
  open: '10.00',
  high: '12.00',
  low: '9.50',
  close,
  volume: 1,
});
const days = (...names: string[]) => names.map((name) => bar(`${name}T00:00:00Z`));

describe('the place of a bar on the axis', () => {
  it("is the venue's clock inside a day, and the date otherwise", () => {
    const [time] = axisTimes([bar('2026-11-20T14:30:00Z')], '5m', 'America/New_York');
    expect(new Date((time ?? 0) * 1000).toISOString()).toBe('2026-11-20T09:30:00.000Z');
    const [day] = axisTimes(days('2026-11-20'), '1d', 'America/New_York');
    expect(new Date((day ?? 0) * 1000).toISOString()).toBe('2026-11-20T00:00:00.000Z');
  });

  it('rises through the night in which the clock is set back', () => {
    const minute_ms = 60_000;
    const from = Date.parse('2026-11-01T04:00:00Z');
    const night = Array.from({ length: 300 }, (_, at) => bar(new Date(from + at * minute_ms).toISOString()));
    const times = axisTimes(night, '1m', 'America/New_York');
    expect(times.every((time, at) => at === 0 || time > (times[at - 1] ?? 0))).toBe(true);
    expect(new Date((times.at(-1) ?? 0) * 1000).toISOString()).toBe('2026-11-01T03:59:00.000Z');
  });

  it('is read out with the day, and with the time where there is one', () => {
    expect(barName('2025-10-22T00:00:00.000Z', '1d', 'America/New_York')).toBe('Wed 22 Oct 2025');
    expect(barName('2025-10-22T18:30:00.000Z', '5m', 'America/New_York')).toBe('Wed 22 Oct, 14:30');
    expect(barName('2025-10-01T00:00:00.000Z', '1M', 'UTC')).toBe('Oct 2025');
  });
});

describe('a comparison', () => {
  const mine = days('2026-11-18', '2026-11-19', '2026-11-20');

  it("stands at this instrument's times: the newest close that is not newer, none before the first", () => {
    const other = [bar('2026-11-19T00:00:00Z', '20.00'), bar('2026-11-21T00:00:00Z', '30.00')];
    expect(alignedCloses(mine, other)).toEqual([null, 20, 20]);
    expect(alignedCloses(mine, [])).toEqual([null, null, null]);
  });

  it('counts percent from the first value in sight', () => {
    expect(percentSince([null, 20, 30], 0, 2)).toBeCloseTo(50);
    expect(percentSince([10, 20, 30], 1, 2)).toBeCloseTo(50);
    expect(percentSince([null, null], 0, 1)).toBeNull();
  });
});

describe('what happened', () => {
  it('is marked at the bar it falls into, or at the first after it', () => {
    const bars = days('2026-11-13', '2026-11-16', '2026-11-17');
    const splits = [{ ex_date: '2026-11-15', new_pieces: 10, old_pieces: 1 }];
    const dividends = [
      { ex_date: '2026-11-17', amount: '0.25' },
      { ex_date: '2020-01-01', amount: '0.20' },
      { ex_date: '2026-11-18', amount: '0.30' },
    ];
    expect(eventsOn(bars, '1d', { splits, dividends })).toEqual([
      { kind: 'dividend', at: 2, label: 'Dividend 0.25' },
      { kind: 'split', at: 1, label: 'Split 10:1' },
    ]);
    expect(eventsOn(days('2026-11-09', '2026-11-16'), '1w', { splits, dividends: [] })).toMatchObject([{ at: 0 }]);
  });
});

describe('the chart in words', () => {
  it('says what it is of, where it went, and that it is made up', () => {
    const bars = [bar('2026-11-19T00:00:00Z'), { ...bar('2026-11-20T00:00:00Z', '11.00'), high: '13.00' }];
    const words = summaryOf(bars, {
      name: 'Apple',
      range: '5D',
      interval: '1d',
      zone: 'UTC',
      decimals: 2,
      simulated: true,
      sales: 2,
    });
    expect(words).toContain('Apple, five days, daily: 2 bars from Thu 19 Nov 2026 to Fri 20 Nov 2026.');
    expect(words).toContain('From 10.00 to 11.00, +10.00%.');
    expect(words).toContain('highest 13.00 on Fri 20 Nov 2026');
    expect(words).toContain('2 sales are marked.');
    expect(words).toContain('simulated');
    expect(changeOf(bars, 1)).toBe('10.00');
  });
});
