import { describe, expect, it } from 'vitest';
import type { MarketsView } from '../../../../contract/markets.ts';
import { sessionWords } from './session-words.ts';

const share = { kind: 'stock', exchange: 'XNAS' } as const;
const markets: MarketsView = {
  now: '2026-11-26T15:00:00.000Z',
  always_open: false,
  markets: [
    {
      market: 'XNAS',
      name: 'Nasdaq',
      time_zone: 'America/New_York',
      phase: 'closed',
      holiday: 'Thanksgiving Day',
      holidays_known: true,
      opens_at: '2026-11-27T14:30:00.000Z',
      closes_at: '2026-11-27T18:00:00.000Z',
    },
  ],
};
const ordinary = { ...markets, markets: markets.markets.map((market) => ({ ...market, holiday: null })) };

describe('the session in words', () => {
  it('says until when it is open, on the clock of the venue', () => {
    expect(sessionWords(share, 'regular', ordinary)).toBe('Open to 13:00 ET');
  });

  it('says why it is closed and when it opens', () => {
    expect(sessionWords(share, 'closed', markets)).toBe('Closed for Thanksgiving Day, opens Fri 09:30 ET');
    expect(sessionWords(share, 'post', ordinary)).toBe('After hours, opens Fri 09:30 ET');
  });

  it('says of a collectible whether it is for sale: shops have no hours here', () => {
    const card = { kind: 'collectible', exchange: 'SHOP' } as const;
    expect(sessionWords(card, 'closed', markets)).toBe('Out of stock');
    expect(sessionWords(card, 'regular', undefined)).toBe('For sale');
  });

  it('promises no end where there is none, and nothing it does not know', () => {
    expect(sessionWords({ kind: 'coin', exchange: null }, 'regular', markets)).toBe('Open around the clock');
    expect(sessionWords(share, 'regular', { ...markets, always_open: true })).toBe('Open around the clock');
    expect(sessionWords({ kind: 'stock', exchange: 'XXXX' }, 'closed', markets)).toBe('Closed');
    expect(sessionWords(share, 'halted', markets)).toBe('Halted');
    expect(sessionWords(share, 'pre', undefined)).toBe('Pre-market');
  });
});
