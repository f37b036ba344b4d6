import { describe, expect, it } from 'vitest';
import { queryText, readStockState, stateOf, withValue } from './stock-state.ts';

describe('the address of the stock table', () => {
  it('keeps what is valid and leaves out the rest', () => {
    expect(
      readStockState({ status: 'active,none,paused', q: 700, price_min: '100', on_hand_max: '-1', sort: 'sideways' }),
    ).toEqual({ status: 'active,paused', q: '700', price_min: 100 });
  });

  it('is one spelling of the same filter, which a saved view can keep', () => {
    const state = readStockState({ sort: '-price', q: "Farfetch'd *", status: 'active,draft' });
    expect(queryText(state)).toBe('q=Farfetch%27d+%2A&sort=-price&status=active,draft');
    expect(queryText(state)).toMatch(/^[\w.~%&=,+-]*$/);
    expect(stateOf(queryText(state))).toEqual(state);
  });

  it('adds a value of a member and takes it away again', () => {
    const state = readStockState({ condition: 'NM' });
    expect(withValue(state, 'condition', 'LP')).toBe('NM,LP');
    expect(withValue(state, 'condition', 'NM')).toBeUndefined();
  });
});
