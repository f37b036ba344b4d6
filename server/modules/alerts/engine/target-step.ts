import type { Definition, Rule } from '../alert.ts';
import { hasGoneBack, hasLevelsOnly, holds, type PrintFacts } from '../evaluate-condition.ts';
import type { TargetState, WaitsFor } from '../tables.ts';

/** Where a target stands between two firings. */
export interface Arming {
  readonly state: TargetState;
  readonly waits_for: WaitsFor | null;
}

/** All of a target that a print changes. */
export interface TargetStand extends Arming {
  readonly arming: number;
  readonly armed_at_ms: number;
  readonly last_fired_at_ms: number | null;
  /** The venue's day. */
  readonly last_fired_day: number | null;
  /** Crossings that a cooldown has held back. */
  readonly crossings: number;
}

/** When a print came, by our clock, and on which day of the venue. */
export interface Moment {
  readonly received_ms: number;
  readonly day: number;
}

/** What a print does to a target. `base`: changes count from its price; `count`: it crossed while a cooldown runs. */
export type Step = 'nothing' | 'base' | 'arm' | 'count' | 'fire';

/**
 * What one print does to one target of an active alert: the definition of every repeat.
 *
 * - Where a change since the alert was set has nothing to count from, because no price was known then, it counts from the
 *   first print that is met. At that price nothing has changed, so a waiting target is armed by it.
 * - A waiting target is armed by a print at which its rule does not hold, or that has gone back by the band; that print
 *   never fires it.
 * - An armed one fires at a print at which its rule holds: once a day of the venue with `DAILY`, once a cooldown with
 *   `COOLDOWN`. What comes to hold anew while a cooldown runs is counted.
 */
export function stepOf(
  rule: Rule,
  target: TargetStand,
  print: { readonly facts: PrintFacts; readonly moment: Moment; readonly decimals: number },
): Step {
  const { facts, moment, decimals } = print;
  if (target.state === 'done') return 'nothing';
  if (lacksBase(rule, facts)) return 'base';
  if (target.state === 'waiting') {
    const armed = target.waits_for === 'band' ? hasGoneBack(rule, facts, decimals) : !holds(rule, facts);
    return armed ? 'arm' : 'nothing';
  }
  if (isOver(rule, target, moment)) return holds(rule, facts) ? 'fire' : 'nothing';
  return rule.repeat === 'COOLDOWN' && holds(rule, facts) && !heldBefore(rule, facts) ? 'count' : 'nothing';
}

/** The target after a step. @param at_ms when it was taken. */
export function after(rule: Rule, target: TargetStand, step: Step, moment: Moment): TargetStand {
  if (step === 'nothing') return target;
  if (step === 'count') return { ...target, crossings: target.crossings + 1 };
  if (step === 'base' && target.state === 'armed') return target;
  const again = target.last_fired_at_ms !== null && target.waits_for === 'band' ? 1 : 0;
  if (step === 'arm' || step === 'base')
    return {
      ...target,
      state: 'armed',
      waits_for: null,
      arming: target.arming + again,
      armed_at_ms: moment.received_ms,
    };
  const fired = { ...target, last_fired_at_ms: moment.received_ms, last_fired_day: moment.day, crossings: 0 };
  if (rule.repeat === 'ONCE') return { ...fired, state: 'done' };
  if (rule.repeat === 'EVERY_CROSS') return { ...fired, state: 'waiting', waits_for: 'band' };
  return { ...fired, arming: target.arming + 1 };
}

/** Whether the time in which an armed target may not fire again is over. */
export function isOver({ repeat, cooldown_s }: Rule, target: TargetStand, { received_ms, day }: Moment): boolean {
  if (repeat === 'DAILY') return target.last_fired_day === null || day > target.last_fired_day;
  if (repeat !== 'COOLDOWN' || target.last_fired_at_ms === null) return true;
  return received_ms - target.last_fired_at_ms >= (cooldown_s ?? 0) * 1000;
}

function lacksBase(rule: Definition, { price_at_creation }: PrintFacts): boolean {
  return price_at_creation === null && (rule.basis === 'CREATION' || rule.and?.basis === 'CREATION');
}

/** Whether a rule of levels alone held at the print before as well: then this one crossed nothing. */
function heldBefore(rule: Definition, facts: PrintFacts): boolean {
  const { previous_price } = facts;
  if (previous_price === null || !hasLevelsOnly(rule)) return false;
  return holds(rule, { ...facts, price: previous_price, previous_price: null });
}
