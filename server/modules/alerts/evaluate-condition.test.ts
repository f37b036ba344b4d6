import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Definition } from './alert.ts';
import { hasGoneBack, holds, isReached, type PrintFacts } from './evaluate-condition.ts';

/** A rule of one condition. */
function rule(
  condition: Partial<Condition> & Pick<Condition, 'condition_type'>,
  and: Condition | null = null,
): Definition {
  return {
    threshold_value: null,
    threshold_upper: null,
    basis: null,
    window_minutes: null,
    window_days: null,
    ...condition,
    and,
  };
}

function facts(price: string, more: Partial<PrintFacts> = {}): PrintFacts {
  return {
    price,
    previous_price: null,
    previous_close: null,
    price_at_creation: null,
    volume: null,
    priceBefore: () => null,
    extremeBefore: () => null,
    ...more,
  };
}

/** Whether a rule holds at the second of two prints. */
function after(definition: Definition, previous_price: string, price: string): boolean {
  return holds(definition, facts(price, { previous_price }));
}

const above = rule({ condition_type: 'PRICE_ABOVE', threshold_value: '200.00' });
const below = rule({ condition_type: 'PRICE_BELOW', threshold_value: '200.00' });
const up = rule({ condition_type: 'CROSSES_UP', threshold_value: '200' });
const down = rule({ condition_type: 'CROSSES_DOWN', threshold_value: '200' });
const either = rule({ condition_type: 'CROSSES', threshold_value: '200' });
const range = { threshold_value: '190', threshold_upper: '200' };

describe('a level', () => {
  it('holds at it and beyond, whatever came before; equality counts', () => {
    expect([holds(above, facts('199.99')), holds(above, facts('200')), holds(above, facts('250'))]).toEqual([
      false,
      true,
      true,
    ]);
    expect([holds(below, facts('200.01')), holds(below, facts('200.0')), holds(below, facts('1'))]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is reached before any print of its own, while an edge never is', () => {
    expect(isReached(above, facts('200'))).toBe(true);
    expect(isReached(up, facts('250', { previous_price: '1' }))).toBe(false);
    expect(isReached({ ...above, and: up }, facts('250'))).toBe(false);
  });
});

describe('an edge', () => {
  it('holds only at the print that reaches the level from the other side', () => {
    expect(after(up, '199.99', '200')).toBe(true);
    expect(after(up, '200', '201')).toBe(false);
    expect(after(up, '201', '202')).toBe(false);
    expect(after(down, '200.01', '200')).toBe(true);
    expect(after(down, '200', '199')).toBe(false);
    expect([after(either, '199', '201'), after(either, '201', '199'), after(either, '201', '202')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('needs a print before', () => {
    expect(holds(up, facts('201'))).toBe(false);
    expect(holds(either, facts('200'))).toBe(false);
  });
});

describe('a range', () => {
  it('is entered from outside, its ends inside', () => {
    const enter = rule({ condition_type: 'RANGE_ENTER', ...range });
    expect([after(enter, '189.99', '190'), after(enter, '201', '200'), after(enter, '195', '196')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(after(enter, '189', '201')).toBe(false);
  });

  it('is left from inside, to either side', () => {
    const leave = rule({ condition_type: 'RANGE_LEAVE', ...range });
    expect([after(leave, '200', '200.01'), after(leave, '190', '189.99'), after(leave, '201', '202')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a percent change', () => {
  const change = (threshold_value: string, basis: Condition['basis']) =>
    rule({ condition_type: 'PERCENT_CHANGE', threshold_value, basis, window_minutes: basis === 'WINDOW' ? 15 : null });

  it('counts from the previous close, the price at creation, or the price so many minutes ago', () => {
    expect(holds(change('5', 'PREVIOUS_CLOSE'), facts('105', { previous_close: '100' }))).toBe(true);
    expect(holds(change('5', 'CREATION'), facts('105', { price_at_creation: '100.01' }))).toBe(false);
    const ago = facts('95', { priceBefore: (minutes) => (minutes === 15 ? '100' : null) });
    expect([holds(change('-5', 'WINDOW'), ago), holds(change('5', 'WINDOW'), ago)]).toEqual([true, false]);
  });

  it('never holds without the price it counts from', () => {
    expect(holds(change('0.01', 'PREVIOUS_CLOSE'), facts('105'))).toBe(false);
    expect(holds(change('0.01', 'WINDOW'), facts('105'))).toBe(false);
  });

  it('is not rounded: a hair short of five percent is not five percent', () => {
    const five = change('5', 'PREVIOUS_CLOSE');
    expect(holds(five, facts('314.9999999999', { previous_close: '300' }))).toBe(false);
    expect(holds(five, facts('315.0000000000', { previous_close: '300' }))).toBe(true);
    expect(holds(change('0.1', 'PREVIOUS_CLOSE'), facts('0.3003', { previous_close: '0.3' }))).toBe(true);
  });
});

describe('a new high or low', () => {
  it('is strictly beyond everything before', () => {
    const high = rule({ condition_type: 'NEW_HIGH', window_days: 20 });
    const low = rule({ condition_type: 'NEW_LOW', window_days: 20 });
    const extremeBefore = (side: 'high' | 'low', days: number) =>
      days === 20 ? { high: '210', low: '190' }[side] : null;
    expect([holds(high, facts('210', { extremeBefore })), holds(high, facts('210.01', { extremeBefore }))]).toEqual([
      false,
      true,
    ]);
    expect([holds(low, facts('190', { extremeBefore })), holds(low, facts('189.99', { extremeBefore }))]).toEqual([
      false,
      true,
    ]);
    expect(holds(high, facts('999'))).toBe(false);
  });
});

describe('volume', () => {
  it("is the day's, and reaches its threshold like a level", () => {
    const volume = rule({ condition_type: 'VOLUME_ABOVE', threshold_value: '1000000' });
    expect([holds(volume, facts('1', { volume: 999_999.5 })), holds(volume, facts('1', { volume: 1e6 }))]).toEqual([
      false,
      true,
    ]);
    expect(holds(volume, facts('1', { volume: 1e22 }))).toBe(true);
    expect(holds(volume, facts('1'))).toBe(false);
  });
});

describe('stock that comes back', () => {
  const back = rule({ condition_type: 'BACK_IN_STOCK' });

  it('holds at the first print after nothing was for sale, at no other, and never as things stand', () => {
    expect(holds(back, facts('10.00', { returned: true }))).toBe(true);
    expect(holds(back, facts('10.00'))).toBe(false);
    expect(isReached(back, facts('10.00', { returned: true }))).toBe(false);
  });

  it('may ask for a price at the same print', () => {
    const cheap = { ...rule({ condition_type: 'PRICE_BELOW', threshold_value: '10.00' }) };
    const both = rule({ condition_type: 'BACK_IN_STOCK' }, cheap);
    expect(holds(both, facts('9.99', { returned: true }))).toBe(true);
    expect(holds(both, facts('10.01', { returned: true }))).toBe(false);
    expect(holds(both, facts('9.99'))).toBe(false);
  });
});

describe('two conditions', () => {
  it('must hold at the same print', () => {
    const both = {
      ...up,
      and: rule({ condition_type: 'PERCENT_CHANGE', threshold_value: '2', basis: 'PREVIOUS_CLOSE' }),
    };
    expect(holds(both, facts('201', { previous_price: '199', previous_close: '198' }))).toBe(false);
    expect(holds(both, facts('202', { previous_price: '201', previous_close: '198' }))).toBe(false);
    expect(holds(both, facts('202', { previous_price: '199', previous_close: '198' }))).toBe(true);
  });
});

describe('arming anew', () => {
  it('takes a way back of a tenth of a percent, or of one tick where that is more', () => {
    expect(hasGoneBack(above, facts('199.81'), 2)).toBe(false);
    expect(hasGoneBack(above, facts('199.80'), 2)).toBe(true);
    expect(hasGoneBack(above, facts('200.20'), 2)).toBe(false);
    expect(hasGoneBack(below, facts('200.20'), 2)).toBe(true);
    expect(hasGoneBack(either, facts('200.20'), 2)).toBe(true);
    const cheap = rule({ condition_type: 'PRICE_ABOVE', threshold_value: '1.00' });
    expect(hasGoneBack(cheap, facts('0.995'), 2)).toBe(false);
    expect(hasGoneBack(cheap, facts('0.99'), 2)).toBe(true);
  });

  it('goes out of a range that was entered, and back into one that was left', () => {
    const enter = rule({ condition_type: 'RANGE_ENTER', ...range });
    const leave = rule({ condition_type: 'RANGE_LEAVE', ...range });
    expect([hasGoneBack(enter, facts('200.1'), 2), hasGoneBack(enter, facts('200.2'), 2)]).toEqual([false, true]);
    expect([hasGoneBack(enter, facts('189.9'), 2), hasGoneBack(enter, facts('189.8'), 2)]).toEqual([false, true]);
    expect([hasGoneBack(leave, facts('199.9'), 2), hasGoneBack(leave, facts('199.8'), 2)]).toEqual([false, true]);
  });
});

describe('exactness', () => {
  const cents = fc.integer({ min: 1, max: 10_000_000 });
  const text = (value: number) => `${Math.trunc(value / 100)}.${String(value % 100).padStart(2, '0')}`;

  it('agrees with integers of cents, whatever the prices', () => {
    fc.assert(
      fc.property(cents, cents, cents, (previous, price, level) => {
        const threshold_value = text(level);
        const at = facts(text(price), { previous_price: text(previous) });
        expect(holds({ ...above, threshold_value }, at)).toBe(price >= level);
        expect(holds({ ...below, threshold_value }, at)).toBe(price <= level);
        expect(holds({ ...up, threshold_value }, at)).toBe(previous < level && price >= level);
        expect(holds({ ...down, threshold_value }, at)).toBe(previous > level && price <= level);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on how a decimal is written', () => {
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 0, max: 12 }), (price, level, zeros) => {
        const rising = (threshold_value: string) => holds({ ...above, threshold_value }, facts(text(price)));
        expect(rising(text(level) + '0'.repeat(zeros))).toBe(rising(text(level)));
      }),
    );
  });
});
