import { describe, expect, it } from 'vitest';
import { Markets } from '../../../../contract/markets.ts';
import { listed, stock } from '../../../../test/support/market.ts';
import { manualClock } from '../../../platform/clock.ts';
import { alwaysOpen, exchangeHours } from '../sessions/session-calendar.ts';
import { marketsSelector } from './list-markets.ts';

const registry = listed(
  'AAPL',
  stock('GONE', { exchange: 'XETR', status: 'inactive' }),
  stock('SHEL.L', { exchange: 'XLON' }),
  stock('RY.TO', { exchange: 'XTSE' }),
  stock('BTC-USD', { kind: 'coin', exchange: null }),
);
const at = (time: string) => manualClock(Date.parse(time));

describe('the markets', () => {
  it('are those where something active trades, each by its own clock and holidays', () => {
    const clock = at('2026-11-26T15:00:00Z');
    const answer = marketsSelector(registry, { calendar: exchangeHours() }, clock)();
    expect(Markets.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ now: '2026-11-26T15:00:00.000Z', always_open: false });
    expect(answer.markets.map(({ market, phase, holiday }) => [market, phase, holiday])).toEqual([
      ['XNAS', 'closed', 'Thanksgiving Day'],
      ['XTSE', 'regular', null],
      ['XLON', 'regular', null],
      ['24/7', 'regular', null],
    ]);
    const [nasdaq, toronto, , coins] = answer.markets;
    expect(nasdaq).toMatchObject({
      name: 'Nasdaq',
      time_zone: 'America/New_York',
      holidays_known: true,
      opens_at: '2026-11-27T14:30:00.000Z',
      closes_at: '2026-11-27T18:00:00.000Z',
    });
    expect(toronto).toMatchObject({ holidays_known: false });
    expect(coins).toMatchObject({ holidays_known: true, opens_at: null, closes_at: null });
  });

  it('keep their own hours in a session that never closes, and say that there is one', () => {
    const { always_open, markets } = marketsSelector(registry, { calendar: alwaysOpen }, at('2026-11-21T15:00:00Z'))();
    expect(always_open).toBe(true);
    expect(markets[0]).toMatchObject({ market: 'XNAS', phase: 'closed' });
  });

  it('count an exchange in as soon as something trades there', () => {
    const growing = listed('AAPL');
    const listMarkets = marketsSelector(growing, { calendar: alwaysOpen }, at('2026-11-20T15:00:00Z'));
    expect(listMarkets().markets).toHaveLength(1);
    growing.merge([stock('SAP.DE', { exchange: 'XETR' })]);
    expect(listMarkets().markets.map(({ market }) => market)).toEqual(['XNAS', 'XETR']);
  });
});
