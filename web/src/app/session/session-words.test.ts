import { describe, expect, it } from 'vitest';
import type { MarketStateView } from '../../../../contract/markets.ts';
import { sessionWords } from './session-words.ts';

const nyse: MarketStateView = {
  market: 'XNYS',
  name: 'New York Stock Exchange',
  time_zone: 'America/New_York',
  phase: 'regular',
  holiday: null,
  holidays_known: true,
  opens_at: '2026-11-20T14:30:00.000Z',
  closes_at: '2026-11-19T21:00:00.000Z',
};
const at = (time: string): number => Date.parse(time);

describe('the words for a session', () => {
  it('count down to the close while it is open, and to the opening before', () => {
    expect(sessionWords(nyse, at('2026-11-19T19:18:00Z'))).toEqual({ state: 'NYSE open', next: 'closes in 1 h 42 m' });
    expect(sessionWords(nyse, at('2026-11-19T20:59:30Z')).next).toBe('closes in 1 m');
    const pre = { ...nyse, phase: 'pre', opens_at: '2026-11-19T14:30:00.000Z' } as const;
    expect(sessionWords(pre, at('2026-11-19T14:05:00Z'))).toEqual({ state: 'NYSE pre-market', next: 'opens in 25 m' });
  });

  it('name the holiday, and the day of an opening that is far, on the venue’s clock', () => {
    const holiday = {
      ...nyse,
      phase: 'closed',
      holiday: 'Thanksgiving Day',
      opens_at: '2026-11-27T14:30:00.000Z',
    } as const;
    expect(sessionWords(holiday, at('2026-11-26T13:00:00Z'))).toEqual({
      state: 'NYSE closed',
      next: 'Thanksgiving Day, opens Fri 09:30 ET',
    });
  });

  it('say nothing of what never closes, and no time that is past', () => {
    expect(sessionWords({ ...nyse, closes_at: null }, at('2026-11-19T19:00:00Z')).next).toBe('');
    expect(sessionWords(nyse, at('2026-11-19T21:00:05Z')).next).toBe('closes now');
  });
});
