import { describe, expect, it } from 'vitest';
import { MAILS_PER_HOUR_MAX, planDelivery } from './delivery-plan.ts';
import { type Preference, quietUntil } from './preference.ts';

const UNTOUCHED: Preference = {
  user_id: '',
  kinds: {},
  unsubscribed: [],
  quiet_enabled: false,
  quiet_from: '22:00',
  quiet_to: '07:00',
  digest: 'off',
  digest_at: '08:00',
  time_zone: 'Europe/Berlin',
  email_bounces: 0,
  email_bounced_at: null,
  email_bounce_reason: null,
};
const QUIET = { ...UNTOUCHED, quiet_enabled: true };
const person = { waits_in_quiet_hours: true };
const program = { waits_in_quiet_hours: false };

function plan(
  at: string,
  preference: Preference,
  more: { target?: typeof person; channel?: 'email' | 'push' | 'webhook'; mails?: number } = {},
) {
  const { target = person, channel = 'email', mails = 0 } = more;
  const { hold, next_try_at } = planDelivery(target, { channel, preference, now: new Date(at), mails });
  return [hold, next_try_at?.toISOString() ?? null];
}

describe('quiet hours', () => {
  const until = (at: string, from: string, to: string) =>
    quietUntil({ ...QUIET, quiet_from: from, quiet_to: to }, new Date(at))?.toISOString() ?? null;

  it('begin at their first minute and end before their last, over midnight or within a day', () => {
    expect(until('2026-01-05T20:59:59.999Z', '22:00', '07:00')).toBeNull();
    expect(until('2026-01-05T21:00:00.000Z', '22:00', '07:00')).toBe('2026-01-06T06:00:00.000Z');
    expect(until('2026-01-06T05:59:59.999Z', '22:00', '07:00')).toBe('2026-01-06T06:00:00.000Z');
    expect(until('2026-01-06T06:00:00.000Z', '22:00', '07:00')).toBeNull();
    expect(until('2026-01-06T11:30:00.000Z', '12:00', '14:00')).toBe('2026-01-06T13:00:00.000Z');
    expect(until('2026-01-06T11:30:00.000Z', '12:00', '12:00')).toBeNull();
  });

  it('follow the clocks of their zone when summer time begins and ends', () => {
    expect(until('2026-03-28T23:00:00.000Z', '22:00', '07:00')).toBe('2026-03-29T05:00:00.000Z');
    expect(until('2026-10-24T23:00:00.000Z', '22:00', '07:00')).toBe('2026-10-25T06:00:00.000Z');
    // Clocks pass over 02:30 in March, and show it twice in October.
    expect(until('2026-03-29T00:30:00.000Z', '22:00', '02:30')).toBe('2026-03-29T01:00:00.000Z');
    expect(until('2026-03-29T01:00:00.000Z', '22:00', '02:30')).toBeNull();
    expect(until('2026-10-25T00:15:00.000Z', '22:00', '02:30')).toBe('2026-10-25T00:30:00.000Z');
  });
});

describe('a delivery', () => {
  it('is sent at once where nothing speaks against it', () => {
    expect(plan('2026-01-05T12:00:00.000Z', UNTOUCHED)).toEqual([null, '2026-01-05T12:00:00.000Z']);
  });

  it('to a person waits for the end of quiet hours; to a program it goes', () => {
    const night = '2026-01-05T23:00:00.000Z';
    expect(plan(night, QUIET)).toEqual(['quiet_hours', '2026-01-06T06:00:00.000Z']);
    expect(plan(night, QUIET, { channel: 'push' })).toEqual(['quiet_hours', '2026-01-06T06:00:00.000Z']);
    expect(plan(night, QUIET, { channel: 'webhook', target: program })).toEqual([null, night]);
  });

  it('by mail waits for the digest, and the digest for the end of quiet hours', () => {
    const noon = '2026-01-05T12:20:00.000Z';
    expect(plan(noon, { ...UNTOUCHED, digest: 'hourly' })).toEqual(['digest', '2026-01-05T13:00:00.000Z']);
    expect(plan(noon, { ...UNTOUCHED, digest: 'daily' })).toEqual(['digest', '2026-01-06T07:00:00.000Z']);
    expect(plan(noon, { ...QUIET, digest: 'daily', digest_at: '03:00' })).toEqual([
      'digest',
      '2026-01-06T06:00:00.000Z',
    ]);
    expect(plan(noon, { ...UNTOUCHED, digest: 'daily' }, { channel: 'push' })).toEqual([null, noon]);
  });

  it('of a daily digest comes once a day, also on the day whose clocks pass over its time', () => {
    const daily = { ...UNTOUCHED, digest: 'daily', digest_at: '02:30' } as const;
    const days = (from: string, count: number): string[] => {
      let at = from;
      return Array.from({ length: count }, () => {
        at = String(plan(at, daily)[1]);
        return at;
      });
    };
    expect(days('2026-03-27T12:00:00.000Z', 3)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it('by mail beyond so many an hour waits for the next full hour', () => {
    const at = '2026-01-05T12:20:00.000Z';
    expect(plan(at, UNTOUCHED, { mails: MAILS_PER_HOUR_MAX - 1 })).toEqual([null, at]);
    expect(plan(at, UNTOUCHED, { mails: MAILS_PER_HOUR_MAX })).toEqual(['limit', '2026-01-05T13:00:00.000Z']);
    expect(plan(at, UNTOUCHED, { mails: 1_000, channel: 'push' })).toEqual([null, at]);
  });
});
