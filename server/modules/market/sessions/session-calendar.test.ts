import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionStateOf } from './market-state.ts';
import { exchangeHours } from './session-calendar.ts';
import { type Venue, venueOf } from './venues.ts';

const calendar = exchangeHours();
const newYork = venueOf({ kind: 'stock', exchange: 'XNAS' });
const london = venueOf({ kind: 'stock', exchange: 'XLON' });
const tokyo = venueOf({ kind: 'stock', exchange: 'XTKS' });
const coins = venueOf({ kind: 'coin', exchange: null });
const currencies = venueOf({ kind: 'currency', exchange: null });

const phase = (venue: Venue, at: string): string => calendar.phaseAt(venue, Date.parse(at));
const state = (venue: Venue, at: string) => {
  const { opens_ms, closes_ms, ...rest } = sessionStateOf(venue, calendar, Date.parse(at));
  const text = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString().slice(0, 16));
  return { ...rest, opens: text(opens_ms), closes: text(closes_ms) };
};

describe('sessions of New York', () => {
  it('go from pre through regular and post to closed, to the minute', () => {
    const phases = ['08:59', '09:00', '14:29', '14:30', '20:59', '21:00', '00:59', '01:00'].map((time) =>
      phase(newYork, `2026-11-${time < '08' ? '21' : '20'}T${time}:59Z`),
    );
    expect(phases).toEqual(['closed', 'pre', 'pre', 'regular', 'regular', 'post', 'post', 'closed']);
  });

  it('begin an hour earlier in UTC once the clocks went forward, and later once they went back', () => {
    // 2026: forward on 8 March, back on 1 November.
    for (const [last, first] of [
      ['2026-03-06T14:29:59Z', '2026-03-06T14:30:00Z'],
      ['2026-03-09T13:29:59Z', '2026-03-09T13:30:00Z'],
      ['2026-10-30T13:29:59Z', '2026-10-30T13:30:00Z'],
      ['2026-11-02T14:29:59Z', '2026-11-02T14:30:00Z'],
    ] as const)
      expect([phase(newYork, last), phase(newYork, first)]).toEqual(['pre', 'regular']);
  });

  it('have days of 23 and of 25 hours when the clocks change', () => {
    const hours = (at: string): number => {
      const { from_ms, to_ms } = calendar.dayAt(newYork, Date.parse(at));
      return (to_ms - from_ms) / 3_600_000;
    };
    expect([hours('2026-03-08T17:00Z'), hours('2026-11-01T17:00Z'), hours('2026-06-01T17:00Z')]).toEqual([23, 25, 24]);
  });

  it('are one hour nearer to London’s between the two changes of clocks', () => {
    expect(phase(london, '2026-03-20T16:00Z') + phase(newYork, '2026-03-20T13:30Z')).toBe('regularregular');
    expect(phase(london, '2026-03-30T15:30Z') + phase(london, '2026-03-30T15:29Z')).toBe('closedregular');
  });

  it('end at 13:00 on a short day, and the extended session at 17:00', () => {
    const phases = ['14:30', '17:59', '18:00', '21:59', '22:00'].map((time) => phase(newYork, `2026-11-27T${time}Z`));
    expect(phases).toEqual(['regular', 'regular', 'post', 'post', 'closed']);
  });

  it('do not take place on a holiday, from midnight to midnight there', () => {
    for (let hour = 0; hour < 24; hour += 1)
      expect(calendar.phaseAt(newYork, Date.UTC(2026, 10, 26, 5 + hour))).toBe('closed');
  });
});

describe('sessions elsewhere', () => {
  it('rest at noon in Tokyo', () => {
    const phases = ['00:00', '02:29', '02:30', '03:29', '03:30', '06:29', '06:30'].map((time) =>
      phase(tokyo, `2026-11-20T${time}Z`),
    );
    expect(phases).toEqual(['regular', 'regular', 'closed', 'closed', 'regular', 'regular', 'closed']);
  });

  it('never end for coins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at_ms) => {
        expect(calendar.phaseAt(coins, at_ms)).toBe('regular');
      }),
    );
  });

  it('last for currencies from Sunday to Friday, 17:00 in New York, in days that begin at that hour', () => {
    expect(phase(currencies, '2026-11-20T21:59Z') + phase(currencies, '2026-11-20T22:00Z')).toBe('regularclosed');
    expect(phase(currencies, '2026-11-22T21:59Z') + phase(currencies, '2026-11-22T22:00Z')).toBe('closedregular');
    expect(phase(currencies, '2026-07-12T20:59Z') + phase(currencies, '2026-07-12T21:00Z')).toBe('closedregular');
    // The clocks of New York went forward that very Sunday.
    expect(phase(currencies, '2026-03-08T20:59Z') + phase(currencies, '2026-03-08T21:00Z')).toBe('closedregular');
    const monday = calendar.dayAt(currencies, Date.parse('2026-11-22T23:00Z'));
    expect(new Date(monday.number * 86_400_000).toISOString().slice(0, 10)).toBe('2026-11-23');
  });

  it('fill every venue’s time with days that follow each other', () => {
    const venue = fc.constantFrom(newYork, london, tokyo, coins, currencies);
    fc.assert(
      fc.property(venue, fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2050, 0) }), (of, at_ms) => {
        const day = calendar.dayAt(of, at_ms);
        expect(at_ms >= day.from_ms && at_ms < day.to_ms).toBe(true);
        expect(day.from_ms <= day.opens_ms && day.opens_ms < day.closes_ms && day.closes_ms <= day.to_ms).toBe(true);
        expect(calendar.dayAt(of, day.to_ms)).toMatchObject({ number: day.number + 1, from_ms: day.to_ms });
      }),
    );
  });
});

describe('what comes next', () => {
  it('names today’s close and tomorrow’s opening while a venue is open', () => {
    expect(state(newYork, '2026-11-19T15:00Z')).toEqual({
      phase: 'regular',
      holiday: null,
      opens: '2026-11-20T14:30',
      closes: '2026-11-19T21:00',
    });
  });

  it('names the holiday, and the next session behind it', () => {
    expect(state(newYork, '2026-11-26T15:00Z')).toEqual({
      phase: 'closed',
      holiday: 'Thanksgiving Day',
      opens: '2026-11-27T14:30',
      closes: '2026-11-27T18:00',
    });
    expect(state(newYork, '2026-11-27T15:00Z')).toMatchObject({
      holiday: 'Day after Thanksgiving',
      opens: '2026-11-30T14:30',
    });
    expect(state(tokyo, '2019-04-27T00:00Z')).toMatchObject({ opens: '2019-05-07T00:00', closes: '2019-05-07T02:30' });
  });

  it('takes a rest at noon for a close, and a week of currencies for one session', () => {
    expect(state(tokyo, '2026-11-20T02:45Z')).toMatchObject({ opens: '2026-11-20T03:30', closes: '2026-11-20T06:30' });
    expect(state(tokyo, '2026-11-20T02:15Z')).toMatchObject({ opens: '2026-11-20T03:30', closes: '2026-11-20T02:30' });
    expect(state(currencies, '2026-11-18T12:00Z')).toEqual({
      phase: 'regular',
      holiday: null,
      opens: '2026-11-22T22:00',
      closes: '2026-11-20T22:00',
    });
  });

  it('has nothing to say of what never closes', () => {
    expect(state(coins, '2026-12-25T12:00Z')).toEqual({ phase: 'regular', holiday: null, opens: null, closes: null });
  });

  it('agrees with the phases, whenever it is asked', () => {
    const venue = fc.constantFrom(newYork, london, tokyo, currencies);
    fc.assert(
      fc.property(venue, fc.integer({ min: Date.UTC(2018, 0), max: Date.UTC(2030, 0) }), (of, at_ms) => {
        const { opens_ms, closes_ms } = sessionStateOf(of, calendar, at_ms);
        const [opens, closes] = [opens_ms ?? 0, closes_ms ?? 0];
        expect(opens > at_ms && closes > at_ms).toBe(true);
        expect(calendar.phaseAt(of, opens)).toBe('regular');
        expect(calendar.phaseAt(of, opens - 1)).not.toBe('regular');
        expect(calendar.phaseAt(of, closes - 1)).toBe('regular');
        expect(calendar.phaseAt(of, closes)).not.toBe('regular');
      }),
    );
  });
});
