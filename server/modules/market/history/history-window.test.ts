import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../contract/errors.ts';
import { type AskedWindow, windowFor } from './history-window.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const day = (text: string): number => Date.parse(text);
function refused(work: () => unknown): AppError['detail'] & { readonly code: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, ...error.detail };
    throw error;
  }
  throw new Error('was not refused');
}

describe('the window a plan allows', () => {
  it('begins where the plan does when nobody says, and at the oldest candle without a limit', () => {
    expect(windowFor('anonymous', {}, NOW)).toEqual({ from_ms: day('2026-10-20'), to_ms: NOW });
    expect(windowFor('standard', {}, NOW)).toEqual({ from_ms: day('2025-11-19'), to_ms: NOW });
    expect(windowFor('premium', {}, NOW)).toEqual({ from_ms: null, to_ms: NOW });
  });

  it('refuses an earlier start, or a window that ends before, with the plan and its first day', () => {
    const early: AskedWindow[] = [{ from: '2026-10-19' }, { from: '2026-10-19T23:59:59Z' }, { to: '2026-10-18' }];
    for (const asked of early) {
      expect(refused(() => windowFor('anonymous', asked, NOW))).toMatchObject({
        code: 'history_window_limit',
        tier: 'anonymous',
        earliest: '2026-10-20T00:00:00.000Z',
        history_days: 31,
      });
    }
    expect(windowFor('anonymous', { from: '2026-10-20' }, NOW).from_ms).toBe(day('2026-10-20'));
    expect(windowFor('premium', { from: '1990-01-01' }, NOW).from_ms).toBe(day('1990-01-01'));
  });

  it('takes a day as `to` whole, and nothing of the future', () => {
    expect(windowFor('premium', { to: '2026-11-18' }, NOW).to_ms).toBe(day('2026-11-19'));
    expect(windowFor('premium', { to: '2026-11-18T10:00:00+01:00' }, NOW).to_ms).toBe(day('2026-11-18T09:00:00Z'));
    expect(windowFor('premium', { to: '2030-01-01' }, NOW).to_ms).toBe(NOW);
  });

  it('refuses a window that ends before it begins, or has not come', () => {
    expect(refused(() => windowFor('premium', { from: '2026-11-18', to: '2026-11-10' }, NOW)).code).toBe(
      'window_invalid',
    );
    expect(refused(() => windowFor('premium', { from: '2027-01-01' }, NOW)).code).toBe('window_invalid');
  });
});
