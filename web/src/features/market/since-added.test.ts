import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { percentSinceAdded } from './since-added.ts';

const added = { price_at_add: '1100.00', added_at: '2025-11-03T15:00:00.000Z' };
const tenForOne = { ex_date: '2025-11-17', new_pieces: 10, old_pieces: 1 };

describe('performance since a symbol was added', () => {
  it('compares the price with the one at that time', () => {
    expect(percentSinceAdded(added, '1155.00', [])).toBe('5.00');
    expect(percentSinceAdded(added, '1045.00', [])).toBe('-5.00');
  });

  it('takes a later split for no fall, and an earlier one for none at all', () => {
    expect(percentSinceAdded(added, '115.50', [tenForOne])).toBe('5.00');
    expect(percentSinceAdded(added, '1155.00', [{ ...tenForOne, ex_date: '2024-06-10' }])).toBe('5.00');
    const both = [tenForOne, { ex_date: '2026-01-05', new_pieces: 1, old_pieces: 2 }];
    expect(percentSinceAdded(added, '231.00', both)).toBe('5.00');
  });

  it('leaves out a split that has not come yet', () => {
    expect(percentSinceAdded(added, '1155.00', [{ ...tenForOne, ex_date: '9999-01-01' }])).toBe('5.00');
  });

  it('claims nothing that is not known: no price then, none now, or splits that may have happened', () => {
    expect(percentSinceAdded({ ...added, price_at_add: null }, '1155.00', [])).toBeNull();
    expect(percentSinceAdded(added, undefined, [])).toBeNull();
    expect(percentSinceAdded(added, '1155.00', undefined)).toBeNull();
  });

  it('needs no splits on the day of adding', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-20T12:00:00Z'), toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    expect(percentSinceAdded({ ...added, added_at: '2026-11-20T00:00:00.000Z' }, '1155.00', undefined)).toBe('5.00');
    expect(percentSinceAdded({ ...added, added_at: '2026-11-19T23:59:59.999Z' }, '1155.00', undefined)).toBeNull();
  });
});
