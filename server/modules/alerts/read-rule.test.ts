import { describe, expect, it } from 'vitest';
import { conditionTypes } from '../../../contract/alert-terms.ts';
import { AppError } from '../../../contract/errors.ts';
import { assertSuits, ruleFrom, type RuleInput, changedRule, ruleKey } from './read-rule.ts';
import { sentenceOf } from './sentence.ts';

/** The pointer and the words of a refusal. */
function refusal(input: RuleInput): readonly [pointer: unknown, detail: unknown] | null {
  try {
    ruleFrom(input);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe('alert_condition_invalid');
    return [error.detail['pointer'], error.detail['detail']];
  }
}

describe('a rule', () => {
  it('is told once, of the regular session, unless it says otherwise', () => {
    expect(ruleFrom({ condition_type: 'PRICE_ABOVE', threshold_value: '200.00' })).toEqual({
      condition_type: 'PRICE_ABOVE',
      threshold_value: '200.00',
      threshold_upper: null,
      basis: null,
      window_minutes: null,
      window_days: null,
      and: null,
      repeat: 'ONCE',
      cooldown_s: null,
      regular_session_only: true,
    });
  });

  it('names the field that a condition needs', () => {
    expect(refusal({ condition_type: 'PRICE_ABOVE' })).toEqual([
      '/threshold_value',
      'PRICE_ABOVE needs threshold_value.',
    ]);
    expect(refusal({ condition_type: 'RANGE_ENTER', threshold_value: '5' })?.[0]).toBe('/threshold_upper');
    expect(refusal({ condition_type: 'NEW_HIGH' })?.[0]).toBe('/window_days');
    expect(refusal({ condition_type: 'PERCENT_CHANGE', threshold_value: '5', basis: 'WINDOW' })).toEqual([
      '/window_minutes',
      'PERCENT_CHANGE with basis WINDOW needs window_minutes.',
    ]);
  });

  it('names the field that a condition does not take', () => {
    expect(refusal({ condition_type: 'PRICE_ABOVE', threshold_value: '5', window_days: 3 })).toEqual([
      '/window_days',
      'PRICE_ABOVE takes no window_days.',
    ]);
    expect(refusal({ condition_type: 'NEW_LOW', window_days: 3, threshold_value: '5' })?.[0]).toBe('/threshold_value');
    expect(refusal({ condition_type: 'CROSSES', threshold_value: '5', basis: 'CREATION' })?.[0]).toBe('/basis');
    const timed = { condition_type: 'PERCENT_CHANGE', threshold_value: '5', window_minutes: 5 } as const;
    expect(refusal(timed)).toEqual(['/window_minutes', 'window_minutes goes with basis WINDOW.']);
  });

  it('has a threshold that can be reached', () => {
    expect(refusal({ condition_type: 'PRICE_BELOW', threshold_value: '0' })?.[0]).toBe('/threshold_value');
    expect(refusal({ condition_type: 'PRICE_BELOW', threshold_value: '-5' })?.[0]).toBe('/threshold_value');
    expect(refusal({ condition_type: 'PERCENT_CHANGE', threshold_value: '0.00' })?.[0]).toBe('/threshold_value');
    expect(refusal({ condition_type: 'PERCENT_CHANGE', threshold_value: '-100' })?.[0]).toBe('/threshold_value');
    expect(refusal({ condition_type: 'RANGE_LEAVE', threshold_value: '5', threshold_upper: '5.0' })?.[0]).toBe(
      '/threshold_upper',
    );
    expect(refusal({ condition_type: 'PRICE_BELOW', threshold_value: '1'.repeat(16) })?.[0]).toBe('/threshold_value');
  });

  it('points into its second condition', () => {
    const and = { condition_type: 'NEW_HIGH' } as const;
    expect(refusal({ condition_type: 'PRICE_ABOVE', threshold_value: '5', and })?.[0]).toBe('/and/window_days');
  });

  it('waits for its cooldown only where it has one', () => {
    const level = { condition_type: 'PRICE_ABOVE', threshold_value: '5' } as const;
    expect(refusal({ ...level, repeat: 'COOLDOWN' })?.[0]).toBe('/cooldown_s');
    expect(refusal({ ...level, repeat: 'DAILY', cooldown_s: 60 })?.[0]).toBe('/cooldown_s');
    expect(refusal({ ...level, repeat: 'COOLDOWN', cooldown_s: 60 })).toBeNull();
  });
});

describe('a rule of stock', () => {
  it('has no level to go back past, and is told in the other ways', () => {
    expect(refusal({ condition_type: 'BACK_IN_STOCK', repeat: 'EVERY_CROSS' })).toEqual([
      '/repeat',
      'BACK_IN_STOCK is told ONCE, DAILY, or after a COOLDOWN.',
    ]);
    expect(ruleFrom({ condition_type: 'BACK_IN_STOCK', repeat: 'DAILY' })).toMatchObject({ threshold_value: null });
  });

  it('suits nothing but what vendors list', () => {
    const rule = ruleFrom({ condition_type: 'BACK_IN_STOCK' });
    expect(() => assertSuits(rule, 'collectible')).not.toThrow();
    expect(() => assertSuits(rule, 'stock')).toThrow(AppError);
    const and = { condition_type: 'BACK_IN_STOCK' } as const;
    expect(() => assertSuits(ruleFrom({ condition_type: 'CROSSES', threshold_value: '5', and }), 'coin')).toThrow(
      AppError,
    );
  });
});

describe('a change of a rule', () => {
  const level = ruleFrom({
    condition_type: 'PRICE_ABOVE',
    threshold_value: '200.00',
    repeat: 'COOLDOWN',
    cooldown_s: 60,
  });

  it('keeps what is not sent, where it still means the same', () => {
    expect(changedRule(level, { condition_type: 'CROSSES_DOWN' })).toMatchObject({ threshold_value: '200.00' });
    expect(() => changedRule(level, { condition_type: 'PERCENT_CHANGE' })).toThrow(AppError);
    expect(changedRule(level, { condition_type: 'NEW_HIGH', window_days: 5 })).toMatchObject({ threshold_value: null });
    expect(changedRule(level, { repeat: 'ONCE' })).toMatchObject({ cooldown_s: null });
    const timed = changedRule(level, {
      condition_type: 'PERCENT_CHANGE',
      threshold_value: '5',
      basis: 'WINDOW',
      window_minutes: 5,
    });
    expect(changedRule(timed, { threshold_value: '6' })).toMatchObject({ basis: 'WINDOW', window_minutes: 5 });
    expect(changedRule(timed, { basis: 'CREATION' })).toMatchObject({ window_minutes: null });
  });

  it('is none where only the writing of a number differs', () => {
    expect(ruleKey(changedRule(level, { threshold_value: '200' }))).toBe(ruleKey(level));
    expect(ruleKey(changedRule(level, { threshold_value: '200.001' }))).not.toBe(ruleKey(level));
    expect(ruleKey(changedRule(level, { threshold_value: '2000' }))).not.toBe(ruleKey(level));
  });
});

describe('a rule in words', () => {
  it('says when it fires, for every condition', () => {
    const words = conditionTypes.map((condition_type) => {
      const upper = condition_type.startsWith('RANGE') ? { threshold_upper: '210' } : {};
      if (condition_type === 'BACK_IN_STOCK') return sentenceOf('AAPL', ruleFrom({ condition_type }));
      const fields = condition_type.startsWith('NEW') ? { window_days: 20 } : { threshold_value: '200.00', ...upper };
      return sentenceOf('AAPL', ruleFrom({ condition_type, ...fields }));
    });
    expect(words).toEqual([
      'AAPL rises to 200.00 or above',
      'AAPL falls to 200.00 or below',
      'AAPL crosses 200.00',
      'AAPL crosses 200.00 upwards',
      'AAPL crosses 200.00 downwards',
      'AAPL rises 200.00 % or more since the previous close',
      'AAPL enters the range from 200.00 to 210',
      'AAPL leaves the range from 200.00 to 210',
      'AAPL makes a new high of 20 trading days',
      'AAPL makes a new low of 20 trading days',
      'AAPL trades 200.00 pieces or more in a day',
      'AAPL is back in stock',
    ]);
  });

  it('joins two conditions', () => {
    const and = {
      condition_type: 'PERCENT_CHANGE',
      threshold_value: '-2',
      basis: 'WINDOW',
      window_minutes: 15,
    } as const;
    expect(sentenceOf('AAPL', ruleFrom({ condition_type: 'CROSSES', threshold_value: '5', and }))).toBe(
      'AAPL crosses 5, and at the same print falls 2 % or more within 15 minutes',
    );
  });
});
