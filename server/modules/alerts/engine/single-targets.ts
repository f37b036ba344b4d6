import type { Rule } from '../alert.ts';
import { type PastEnd, PricePast } from './price-past.ts';
import type { WatchedTarget } from './watched-target.ts';

/** Targets that are looked at with every print of their instrument, and the past that their rules look back on. */
export class SingleTargets {
  /** Instruments whose past is wanted, and was not asked for yet. */
  readonly past_wanted = new Map<number, PricePast>();
  readonly #targets = new Map<number, Map<number, WatchedTarget>>();
  readonly #pasts = new Map<number, PricePast>();
  readonly #pastEnd: (index: number) => PastEnd;

  /** @param pastEnd where the past of an instrument ends now. */
  constructor(pastEnd: (index: number) => PastEnd) {
    this.#pastEnd = pastEnd;
  }

  get size(): number {
    let sum = 0;
    for (const of_instrument of this.#targets.values()) sum += of_instrument.size;
    return sum;
  }

  of(index: number): Iterable<WatchedTarget> {
    return this.#targets.get(index)?.values() ?? [];
  }

  numbersOf(index: number): Iterable<number> {
    return this.#targets.get(index)?.keys() ?? [];
  }

  past(index: number): PricePast | undefined {
    return this.#pasts.get(index);
  }

  keep(index: number, target: WatchedTarget): void {
    const known = this.#targets.get(index) ?? new Map<number, WatchedTarget>();
    this.#targets.set(index, known.set(target.no, target));
    this.#reachBack(index, target);
  }

  delete(index: number, no: number): void {
    const known = this.#targets.get(index);
    known?.delete(no);
    if (known?.size !== 0) return;
    this.#targets.delete(index);
    this.#pasts.delete(index);
    this.past_wanted.delete(index);
  }

  clear(index: number): void {
    this.#targets.delete(index);
    this.#pasts.delete(index);
    this.past_wanted.delete(index);
  }

  /** Forgets targets of these alerts that are not among `there`. */
  forgetGone(alert_ids: ReadonlySet<string>, there: ReadonlySet<number>): void {
    for (const [index, targets] of this.#targets)
      for (const { no, alert_id } of targets.values())
        if (alert_ids.has(alert_id) && !there.has(no)) this.delete(index, no);
  }

  /** A longer window than before: the past is asked for anew. */
  #reachBack(index: number, { rule }: WatchedTarget): void {
    const known = this.#pasts.get(index);
    const conditions = rule.and === null ? [rule] : [rule, rule.and];
    const minutes = Math.max(known?.minutes ?? 0, ...conditions.map(({ window_minutes }) => window_minutes ?? 0));
    const days = Math.max(known?.days ?? 0, ...conditions.map(({ window_days }) => window_days ?? 0));
    if (minutes === (known?.minutes ?? 0) && days === (known?.days ?? 0)) return;
    const past = new PricePast({ minutes, days }, this.#pastEnd(index));
    this.#pasts.set(index, past);
    this.past_wanted.set(index, past);
  }
}

/** Whether a rule looks back over a window. */
export function hasWindow({ window_minutes, window_days, and }: Rule): boolean {
  return [window_minutes, window_days, and?.window_minutes ?? null, and?.window_days ?? null].some(
    (one) => one !== null,
  );
}
