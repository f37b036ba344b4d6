import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeZone, minuteOfDay, minutesOf, nextHour, nextTimeOfDay } from './local-time.ts';

const at = (text: string) => new Date(text);
const next = (from: string, clock: string, zone: string) => nextTimeOfDay(at(from), clock, zone).toISOString();

describe('the next time of day', () => {
  it('is today where it is still to come, and tomorrow where it is passed or now', () => {
    expect(next('2026-06-01T05:59:59.999Z', '08:00', 'Europe/Berlin')).toBe('2026-06-01T06:00:00.000Z');
    expect(next('2026-06-01T06:00:00.000Z', '08:00', 'Europe/Berlin')).toBe('2026-06-02T06:00:00.000Z');
    expect(next('2026-06-01T22:30:00.000Z', '07:00', 'Asia/Kolkata')).toBe('2026-06-02T01:30:00.000Z');
  });

  it('is the moment clocks go forward, where they pass over it', () => {
    // Clocks in Berlin go from 02:00 to 03:00 at 01:00 UTC.
    expect(next('2026-03-28T23:00:00.000Z', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(next('2026-03-29T01:00:00.000Z', '02:30', 'Europe/Berlin')).toBe('2026-03-30T00:30:00.000Z');
    // In Lord Howe they go forward by half an hour only, at 02:00.
    expect(next('2026-10-03T12:00:00.000Z', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:30:00.000Z');
  });

  it('comes twice, where clocks go back over it', () => {
    expect(next('2026-10-24T22:00:00.000Z', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(next('2026-10-25T00:30:00.000Z', '02:30', 'Europe/Berlin')).toBe('2026-10-25T01:30:00.000Z');
    expect(next('2026-10-25T01:30:00.000Z', '02:30', 'Europe/Berlin')).toBe('2026-10-26T01:30:00.000Z');
  });

  it('goes on over a day that a zone left out', () => {
    // Samoa crossed the date line: 30 December 2011 never was there.
    expect(next('2011-12-30T08:00:00.000Z', '07:00', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
    expect(next('2011-12-30T10:00:00.000Z', '07:00', 'Pacific/Apia')).toBe('2011-12-30T17:00:00.000Z');
  });

  it('lies after the moment, within about two days, and clocks show it or have just passed over it', () => {
    const zones = ['UTC', 'Europe/Lisbon', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
    const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
    const clocks = fc.tuple(two(23), two(59)).map(([hour, minute]) => `${hour}:${minute}`);
    const moments = fc.date({ min: at('2010-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, clocks, fc.constantFrom(...zones), (moment, clock, zone) => {
        const found = nextTimeOfDay(moment, clock, zone);
        const wait_h = (found.getTime() - moment.getTime()) / 3_600_000;
        expect(wait_h).toBeGreaterThan(0);
        expect(wait_h).toBeLessThanOrEqual(49);
        const late = (minuteOfDay(found, zone) - minutesOf(clock) + 1440) % 1440;
        const before = new Date(found.getTime() - 60_000);
        const passedOver = minuteOfDay(found, zone) - minuteOfDay(before, zone) !== 1;
        expect(late === 0 || (passedOver && late <= 60) || zone === 'Pacific/Apia').toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the next full hour', () => {
  it('is that of the zone, also where zones differ by a part of an hour', () => {
    expect(nextHour(at('2026-06-01T05:59:59.999Z'), 'UTC').toISOString()).toBe('2026-06-01T06:00:00.000Z');
    expect(nextHour(at('2026-06-01T06:00:00.000Z'), 'UTC').toISOString()).toBe('2026-06-01T07:00:00.000Z');
    expect(nextHour(at('2026-06-01T06:00:00.000Z'), 'Asia/Kathmandu').toISOString()).toBe('2026-06-01T06:15:00.000Z');
  });
});

describe('a time zone', () => {
  it.each(['Europe/Lisbon', 'UTC', 'America/Argentina/Ushuaia'])('is known by its name: %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });
  it.each(['', 'Mars/Base', '+02:00', '2026', 'Europe/Lisbon\n', "'; DROP"])('is not %j', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
