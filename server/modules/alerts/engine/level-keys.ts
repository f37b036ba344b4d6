import type { Rule } from '../alert.ts';
import type { WaitsFor } from '../tables.ts';
import { type Entry, LEVEL_KINDS, TARGET_NO_MAX } from './level-entry.ts';
import type { Arming } from './target-step.ts';

type Waiting = Omit<Entry, 'book' | 'no'>;

/**
 * The scaled prices at which a target must be looked at, exactly: no other price changes anything for it.
 * @returns null for a rule that no sorted thresholds can stand for: it is looked at with every print.
 */
export function levelsOf(rule: Rule, target: Arming & { readonly no: number }, decimals: number): Waiting[] | null {
  const { condition_type: type, threshold_value } = rule;
  if (rule.and !== null || threshold_value === null || target.no > TARGET_NO_MAX) return null;
  const isLevel = type === 'PRICE_ABOVE' || type === 'PRICE_BELOW';
  if (!isLevel && type !== 'CROSSES' && type !== 'CROSSES_UP' && type !== 'CROSSES_DOWN') return null;
  const level = new Level(threshold_value, decimals);
  if (target.state === 'waiting')
    return isLevel || target.waits_for === 'band' ? armings(type, level, target.waits_for) : null;
  // A level that stays reached may fire day after day: it is not one moment.
  if (isLevel && rule.repeat !== 'ONCE' && rule.repeat !== 'EVERY_CROSS') return null;
  if (type === 'PRICE_ABOVE') return [{ level: level.ceil(), kind: LEVEL_KINDS.level_up }];
  if (type === 'PRICE_BELOW') return [{ level: level.floor(), kind: LEVEL_KINDS.level_down }];
  if (type === 'CROSSES_UP') return [{ level: level.ceil(), kind: LEVEL_KINDS.edge_up }];
  if (type === 'CROSSES_DOWN') return [{ level: level.floor(), kind: LEVEL_KINDS.edge_down }];
  return [{ level: (level.floor() + level.ceil()) / 2, kind: LEVEL_KINDS.edge_both }];
}

/** Prices that arm a waiting target: see `hasGoneBack`, and for the other side a level that does not hold. */
function armings(type: Rule['condition_type'], level: Level, waits_for: WaitsFor | null): Waiting[] {
  const band = waits_for === 'band';
  const down = { level: band ? level.bandBelow() : level.ceil() - 1, kind: LEVEL_KINDS.arm_down };
  const up = { level: band ? level.bandAbove() : level.floor() + 1, kind: LEVEL_KINDS.arm_up };
  if (type === 'CROSSES') return [down, up];
  return type === 'PRICE_ABOVE' || type === 'CROSSES_UP' ? [down] : [up];
}

/** A positive decimal in scaled prices, rounded either way without error. */
class Level {
  readonly #units: bigint;
  /** Units in one tick. */
  readonly #per_tick: bigint;

  constructor(text: string, decimals: number) {
    const [whole = '', fraction = ''] = text.split('.');
    const units = BigInt(whole + fraction);
    const finer = fraction.length - decimals;
    this.#units = finer < 0 ? units * 10n ** BigInt(-finer) : units;
    this.#per_tick = finer < 0 ? 1n : 10n ** BigInt(finer);
  }

  floor(): number {
    return Number(floorOf(this.#units, this.#per_tick));
  }

  ceil(): number {
    return Number(-floorOf(-this.#units, this.#per_tick));
  }

  /** The highest price that is 0.1 % and a tick below. */
  bandBelow(): number {
    const by_part = floorOf(this.#units * 999n, this.#per_tick * 1000n);
    const by_tick = floorOf(this.#units - this.#per_tick, this.#per_tick);
    return Number(by_part < by_tick ? by_part : by_tick);
  }

  /** The lowest price that is 0.1 % and a tick above. */
  bandAbove(): number {
    const by_part = -floorOf(-this.#units * 1001n, this.#per_tick * 1000n);
    const by_tick = -floorOf(-this.#units - this.#per_tick, this.#per_tick);
    return Number(by_part > by_tick ? by_part : by_tick);
  }
}

function floorOf(units: bigint, per: bigint): bigint {
  const whole = units / per;
  return units < 0n && whole * per !== units ? whole - 1n : whole;
}

/** Number of the book of an instrument: of all its prints, or of those of regular sessions. */
export function bookOf(index: number, regular: boolean): number {
  return index * 2 + (regular ? 1 : 0);
}
