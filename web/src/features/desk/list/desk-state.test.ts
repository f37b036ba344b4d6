import { describe, expect, it } from 'vitest';
import { belongs, filterOf, readDeskState, sortOf } from './desk-state.ts';

const TODAY = Date.parse('2026-11-21T00:00:00Z');

describe('the state of the list of orders', () => {
  it('is what the address says, and what has to be sent without it', () => {
    expect(readDeskState({ tab: 'returns', sort: 'total', period: 7, q: ' ada ' })).toEqual({
      tab: 'returns',
      sort: 'total',
      period: '7',
      q: ' ada ',
    });
    const nothing = readDeskState({ tab: 'nonsense', sort: 1, q: '  ' });
    expect(filterOf(nothing, TODAY)).toEqual({ status: 'placed', fulfilment: 'unfulfilled,partial', sort: 'due' });
    expect(sortOf({ tab: 'shipped' })).toBe('-placed');
  });

  it('counts a period in whole days, with today', () => {
    expect(filterOf({ tab: 'all', period: '1' }, TODAY)['from']).toBe('2026-11-21T00:00:00.000Z');
    expect(filterOf({ tab: 'all', period: '7' }, TODAY)['from']).toBe('2026-11-15T00:00:00.000Z');
  });

  it('leaves what is due later out of what is overdue', () => {
    const at = TODAY + 3_600_000;
    expect(belongs({ tab: 'overdue' }, '2026-11-21T00:30:00Z', at)).toBe(true);
    expect(belongs({ tab: 'overdue' }, '2026-11-21T02:00:00Z', at)).toBe(false);
    expect(belongs({ tab: 'overdue' }, null, at)).toBe(false);
    expect(belongs({}, '2026-11-21T02:00:00Z', at)).toBe(true);
  });
});
