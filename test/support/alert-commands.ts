import fc from 'fast-check';
import type { AlertRepeat, ConditionType } from '../../contract/alerts.ts';
import type { Condition, Rule } from '../../server/modules/alerts/alert.ts';
import type { SessionPhase } from '../../server/modules/alerts/engine/heard-print.ts';
import type { Ending } from './alert-memory-store.ts';

export interface PrintSketch {
  readonly index: number;
  readonly price: number;
  readonly session: SessionPhase;
}

interface PartSketch {
  readonly type: ConditionType;
  /** In half hundredths. */
  readonly level: number;
  readonly width: number;
  readonly percent: number;
}

export interface RuleSketch {
  readonly first: PartSketch;
  readonly second: PartSketch | null;
  readonly repeat: AlertRepeat;
  readonly cooldown_s: number;
  readonly regular: boolean;
}

export type Command =
  | { readonly kind: 'create'; readonly index: number; readonly sketch: RuleSketch; readonly waits: boolean }
  | { readonly kind: 'edit'; readonly pick: number; readonly sketch: RuleSketch; readonly waits: boolean }
  | { readonly kind: 'pause' | 'resume'; readonly pick: number }
  | { readonly kind: 'prints'; readonly prints: readonly PrintSketch[] }
  | { readonly kind: 'again' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'record'; readonly ending: Ending }
  | { readonly kind: 'restart' };

export function ruleOf({ first, second, repeat, cooldown_s, regular }: RuleSketch): Rule {
  return {
    ...conditionOf(first),
    and: second === null ? null : conditionOf(second),
    repeat,
    cooldown_s: repeat === 'COOLDOWN' ? cooldown_s : null,
    regular_session_only: regular,
  };
}

function conditionOf({ type, level, width, percent }: PartSketch): Condition {
  const text = (half_hundredths: number): string => (half_hundredths / 200).toFixed(3);
  const none = { threshold_upper: null, basis: null, window_minutes: null, window_days: null };
  if (type === 'PERCENT_CHANGE')
    return { ...none, condition_type: type, threshold_value: String(percent), basis: 'CREATION' };
  const upper = type.startsWith('RANGE') ? text(level + width) : null;
  return { ...none, condition_type: type, threshold_value: text(level), threshold_upper: upper };
}

const part = fc.record({
  type: fc.constantFrom<ConditionType>(
    'PRICE_ABOVE',
    'PRICE_BELOW',
    'CROSSES',
    'CROSSES_UP',
    'CROSSES_DOWN',
    'RANGE_ENTER',
    'RANGE_LEAVE',
    'PERCENT_CHANGE',
  ),
  level: fc.integer({ min: 199_60, max: 200_40 }),
  width: fc.integer({ min: 1, max: 20 }),
  percent: fc.constantFrom(0.05, 0.1, -0.05, -0.1),
});
const sketch = fc.record({
  first: part,
  second: fc.option(part, { freq: 4 }),
  repeat: fc.constantFrom<AlertRepeat>('ONCE', 'EVERY_CROSS', 'DAILY', 'COOLDOWN'),
  cooldown_s: fc.constantFrom(0.02, 0.5, 3),
  regular: fc.boolean(),
});
const print = fc.record({
  index: fc.nat(1),
  price: fc.integer({ min: 99_75, max: 100_25 }),
  session: fc.constantFrom<SessionPhase>('regular', 'regular', 'regular', 'post', 'halted'),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('create'), index: fc.nat(1), sketch, waits: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit'), pick: fc.nat(7), sketch, waits: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('pause', 'resume'), pick: fc.nat(7) }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('prints'), prints: fc.array(print, { minLength: 1, maxLength: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.constantFrom(15, 600, 2_500) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('record'),
      ending: fc.constantFrom<Ending>('well', 'well', 'well', 'undone', 'answer_lost'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart') }) },
);

/** A story: what owners, the market, the database and fate do, in any order. */
export const commands = fc.array(command, { minLength: 4, maxLength: 40, size: 'max' });
