import { describe, expect, it } from 'vitest';
import { dueOf } from './due.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const at = (due_at: string, more: object = {}) =>
  dueOf({ status: 'placed', fulfilment_status: 'unfulfilled', due_at, ...more }, NOW);

describe('when an order is due', () => {
  it('is said with how late it is, and of nothing that left already', () => {
    expect(at('2026-11-21T11:00:00Z')).toEqual({ text: 'Overdue', tone: 'danger' });
    expect(at('2026-11-20T11:00:00Z')?.text).toBe('1 day late');
    expect(at('2026-11-18T11:00:00Z')?.text).toBe('3 days late');
    expect(at('2026-11-21T12:30:00Z')?.text).toBe('Ship today');
    expect(at('2026-11-24T12:00:00Z')?.tone).toBe('neutral');
    expect(at('2026-11-20T11:00:00Z', { fulfilment_status: 'shipped' })).toBeNull();
    expect(at('2026-11-20T11:00:00Z', { status: 'cancelled' })).toBeNull();
  });
});
