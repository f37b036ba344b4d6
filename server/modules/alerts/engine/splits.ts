import type { InstrumentRegistry } from '../../market/index.ts';
import type { HeardPrint } from './heard-print.ts';
import type { MetSplit } from './services/follow-split.ts';
import type { AlertStore, Checkpoint } from './store.ts';
import type { Watch } from './watch.ts';

interface SplitsParts {
  readonly watch: Watch;
  readonly store: AlertStore;
  readonly registry: InstrumentRegistry;
  dayAt(index: number, at_ms: number): number;
  now(): Date;
  /** Writes what a split does to rules, and where evaluation stands in new prices. @returns whether it was new. */
  follow(split: MetSplit, checkpoint: Checkpoint | null): Promise<boolean>;
  checkpointOf(index: number): Checkpoint | null;
}

interface Met {
  readonly index: number;
  ratio: number;
  readonly met_at: Date;
  /** Number of the last print before it. */
  readonly seq: number;
}

/**
 * Follows splits: from the moment one is met, prints of the instrument are held until its rules count in new pieces. Its
 * day is that of the first print after it.
 */
export class Splits {
  readonly #parts: SplitsParts;
  readonly #met = new Map<number, Met>();
  readonly #changed = new Map<number, number>();

  constructor(parts: SplitsParts) {
    this.#parts = parts;
  }

  meet(splits: readonly { readonly index: number; readonly ratio: number }[]): void {
    const { watch, now } = this.#parts;
    for (const { index, ratio } of splits) {
      const known = this.#met.get(index);
      if (known !== undefined) known.ratio *= ratio;
      else this.#met.set(index, { index, ratio, met_at: now(), seq: watch.hold(index) });
    }
  }

  /** The decimals of an instrument have changed: everything of it is read again. */
  reload(index: number): void {
    if (!this.#changed.has(index)) this.#changed.set(index, this.#parts.watch.hold(index));
  }

  async work(): Promise<void> {
    for (const met of this.#met.values()) await this.#follow(met);
    for (const [index, seq] of this.#changed) {
      if (this.#isPending(index)) continue;
      await this.#readAgain(index, seq);
      this.#changed.delete(index);
    }
  }

  async #follow(met: Met): Promise<void> {
    const { watch, registry, follow, dayAt } = this.#parts;
    const { index, ratio, met_at, seq } = met;
    const [first] = watch.journal.after(index, seq);
    // What was found before the split is decided by the rules from before it.
    if (first === undefined || this.#isPending(index)) return;
    const before = [false, true].map((regular) => watch.lastOf(index, regular));
    for (const [at, last] of before.entries()) watch.setLast(index, at === 1, scaled(last, ratio));
    try {
      const split = { instrument: registry.at(index), ratio, met_at, day: dayAt(index, first.print.at_ms) };
      const is_new = await follow(split, this.#parts.checkpointOf(index));
      if (!is_new) for (const [at, last] of before.entries()) watch.setLast(index, at === 1, last);
    } catch (error) {
      for (const [at, last] of before.entries()) watch.setLast(index, at === 1, last);
      throw error;
    }
    await this.#readAgain(index, seq);
    this.#met.delete(index);
  }

  async #readAgain(index: number, seq: number): Promise<void> {
    const { watch, store, registry } = this.#parts;
    const targets = await store.targetsOf({ instrument_ids: [registry.at(index).id] });
    watch.clear(index);
    for (const target of targets) watch.place(index, target, { seq: watch.journal.next });
    watch.settle(index);
    watch.release(index, seq);
  }

  #isPending(index: number): boolean {
    for (const { print } of this.#parts.watch.pending.values()) if (print.index === index) return true;
    return false;
  }
}

function scaled(last: HeardPrint | null, ratio: number): HeardPrint | null {
  return last === null ? null : { ...last, price: Math.round(last.price / ratio), before: null, regular_before: null };
}
