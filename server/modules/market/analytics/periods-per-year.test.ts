import { expect, it } from 'vitest';
import { alwaysOpen, exchangeHours } from '../sessions/session-calendar.ts';
import { venueOf } from '../sessions/venues.ts';
import { periodsPerYear } from './periods-per-year.ts';

const stock = venueOf({ kind: 'stock', exchange: 'XNAS' });
const coin = venueOf({ kind: 'coin', exchange: null });
const currency = venueOf({ kind: 'currency', exchange: null });
const calendar = exchangeHours();
// The Monday after Thanksgiving's short week.
const at_ms = Date.parse('2026-11-30T20:00Z');

it('a year has 252 days of an exchange, 365 of coins and 260 of currencies', () => {
  expect(periodsPerYear('1d', { venue: stock, calendar, at_ms })).toBe(252);
  expect(periodsPerYear('1d', { venue: coin, calendar, at_ms })).toBe(365);
  expect(periodsPerYear('1d', { venue: currency, calendar, at_ms })).toBe(260);
  expect(periodsPerYear('1d', { venue: stock, calendar: alwaysOpen, at_ms })).toBe(365);
});

it('a session has as many candles as it touches intervals, in summer as in winter', () => {
  for (const when of [at_ms, Date.parse('2026-07-04T12:00Z')]) {
    const at = { venue: stock, calendar, at_ms: when };
    expect(periodsPerYear('1m', at)).toBe(252 * 390);
    expect(periodsPerYear('15m', at)).toBe(252 * 26);
    expect(periodsPerYear('1h', at)).toBe(252 * 7);
  }
  expect(periodsPerYear('1h', { venue: coin, calendar, at_ms })).toBe(365 * 24);
  expect(periodsPerYear('1h', { venue: currency, calendar, at_ms })).toBe(260 * 24);
});
