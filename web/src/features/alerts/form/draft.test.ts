import { describe, expect, it } from 'vitest';
import { type AlertDraft, emptyDraft, guessedType, readDraft, suggestedLevel } from './draft.ts';

const NOW = Date.parse('2026-11-20T14:00:00Z');
const draft = (condition: Partial<AlertDraft['condition']>, rest: Partial<AlertDraft> = {}): AlertDraft => ({
  ...emptyDraft,
  ...rest,
  condition: { ...emptyDraft.condition, ...condition },
});
const sent = (one: AlertDraft) => {
  const read = readDraft(one, NOW);
  return 'body' in read ? read.body : null;
};
const wrong = (one: AlertDraft) => {
  const read = readDraft(one, NOW);
  return 'problems' in read ? Object.keys(read.problems) : [];
};

describe('what the form sends', () => {
  it('has exactly what its kind takes', () => {
    expect(sent(draft({ value: '1,200.50' }))).toMatchObject({
      condition_type: 'PRICE_ABOVE',
      threshold_value: '1200.50',
      and: null,
      repeat: 'ONCE',
      expires_at: null,
      message: null,
    });
    expect(sent(draft({ value: '200' }))).not.toHaveProperty('basis');
    expect(sent(draft({ type: 'NEW_HIGH', value: 'left over' }))).toMatchObject({ window_days: 20 });
    expect(sent(draft({ type: 'NEW_HIGH' }))).not.toHaveProperty('threshold_value');
    expect(sent(draft({ type: 'PERCENT_CHANGE', value: '−5 %', basis: 'WINDOW', minutes: '30' }))).toMatchObject({
      threshold_value: '-5',
      basis: 'WINDOW',
      window_minutes: 30,
    });
    expect(sent(draft({ value: '200' }))).not.toHaveProperty('cooldown_s');
    expect(sent(draft({ value: '200' }, { repeat: 'COOLDOWN' }))).toMatchObject({ cooldown_s: 3600 });
  });

  it('is held back where something is wrong, and says where', () => {
    expect(wrong(draft({ value: 'dear' }))).toEqual(['value']);
    expect(wrong(draft({ value: '0' }))).toEqual(['value']);
    expect(wrong(draft({ type: 'RANGE_ENTER', value: '200', upper: '190' }))).toEqual(['upper']);
    expect(wrong(draft({ type: 'PERCENT_CHANGE', value: '-100' }))).toEqual(['value']);
    expect(wrong(draft({ type: 'NEW_LOW', days: '400' }))).toEqual(['days']);
    expect(wrong(draft({ value: '200' }, { channels: [], expires: '2026-11-20T10:00' }))).toEqual([
      'expires',
      'channels',
    ]);
    expect(wrong(draft({ value: '200' }, { and: { ...emptyDraft.condition, value: '' } }))).toEqual(['and_value']);
  });
});

describe('what the form fills in', () => {
  it('is the side of the price that the level is on', () => {
    expect(guessedType('PRICE_ABOVE', '150', '196.58')).toBe('PRICE_BELOW');
    expect(guessedType('PRICE_BELOW', '200', '196.58')).toBe('PRICE_ABOVE');
    expect(guessedType('CROSSES', '150', '196.58')).toBe('CROSSES');
    expect(guessedType('PRICE_BELOW', 'x', '196.58')).toBe('PRICE_BELOW');
  });

  it.each([
    ['196.58', 2, '198.00'],
    ['113482.10', 2, '115000.00'],
    ['1.16482', 5, '1.18000'],
    ['0.0001', 4, '0.0002'],
    ['200.00', 2, '202.00'],
  ])('is a round price just above %s', (price, decimals, level) => {
    expect(suggestedLevel(price, decimals)).toBe(level);
  });
});
