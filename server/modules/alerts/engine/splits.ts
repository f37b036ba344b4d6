import type { InstrumentRegistry } from '../../market/index.ts';
import { isSameRatio, type KnownSplit, type MetSplit } from './met-split.ts';
import type { HeardPrint } from './heard-print.ts';
import { scaledCheckpoint, scaledPrint } from './scale-prices.ts';
import type { AlertStore, Checkpoint } from './store.ts';
import type { Watch } from './watch.ts';

/** Splits that are known are read again after this: some are entered days ahead. */
const READ_EVERY_MS = 60_000;

export interface SplitsParts {
  readonly watch: Watch;
  readonly store: AlertStore;
  readonly registry: InstrumentRegistry;
  dayAt(index: number, at_ms: number): number;
  now(): Date;
  checkpointOf(index: number): Checkpoint | null;
  known(): Promise<readonly KnownSplit[]>;
  /**
   * Writes what splits do to rules, and where evaluation stands then. Once each, however often they are met.
   * @returns new pieces per old one of prices kept from before: 1 where all were followed before.
   */
  follow(splits: readonly MetSplit[], at: Date, checkpointAt: (ratio: number) => Checkpoint | null): Promise<number>;
}

/** `day`: null where it is that of the first print after it. */
type Told = Pick<KnownSplit, 'ratio'> & { readonly day: number | null };

interface Met {
  readonly index: number;
  readonly splits: Told[];
  readonly met_at: Date;
  /** Number of the last print before it. */
  seq: number;
}

/**
 * Follows splits, those that the board meets and those that are known to come with the first print of a day: from the
 * moment one is met, prints of the instrument are held until its rules count in new pieces.
 */
export class Splits {
  readonly #parts: SplitsParts;
  readonly #met = new Map<number, Met>();
  readonly #changed = new Map<number, number>();
  #due = new Map<number, KnownSplit[]>();
  #read_ms = Number.NEGATIVE_INFINITY;

  constructor(parts: SplitsParts) {
    this.#parts = parts;
  }

  meet(splits: readonly { readonly index: number; readonly ratio: number; readonly day?: number }[]): void {
    const { watch, now } = this.#parts;
    for (const { index, ratio, day = null } of splits) {
      const known = this.#met.get(index);
      if (known === undefined)
        this.#met.set(index, { index, splits: [{ ratio, day }], met_at: now(), seq: watch.hold(index) });
      else if (!known.splits.some((split) => isSameRatio(split.ratio, ratio))) known.splits.push({ ratio, day });
    }
  }

  /** Before a print is taken: with the first one of its day a split is met. */
  hear({ index, at_ms, simulated }: HeardPrint): void {
    const due = this.#due.get(index);
    if (due === undefined) return;
    const day = this.#parts.dayAt(index, at_ms);
    const come = due.filter((split) => split.day <= day && split.made_up === simulated);
    if (come.length === 0) return;
    this.#due.delete(index);
    this.meet(come);
  }

  /** After a load: what it took was before any split that was met while it ran. */
  loaded(): void {
    for (const met of this.#met.values()) met.seq = this.#parts.watch.journal.next - 1;
    for (const index of this.#changed.keys()) this.#changed.set(index, this.#parts.watch.journal.next - 1);
  }

  /** The decimals of an instrument have changed: everything of it is read again. */
  reload(index: number): void {
    if (!this.#changed.has(index)) this.#changed.set(index, this.#parts.watch.hold(index));
  }

  async work(): Promise<void> {
    await this.readKnown();
    for (const met of this.#met.values()) await this.#follow(met);
    for (const [index, seq] of this.#changed) {
      if (this.#isPending(index)) continue;
      await this.#readAgain(index, seq);
      this.#changed.delete(index);
    }
  }

  /** Looks which splits come with the next prints, from time to time. */
  async readKnown(): Promise<void> {
    const { watch, known, dayAt, now } = this.#parts;
    const now_ms = now().getTime();
    if (now_ms - this.#read_ms < READ_EVERY_MS) return;
    const splits = await known();
    this.#read_ms = now_ms;
    const coming = splits.filter(({ index, day }) => day > dayAt(index, watch.lastOf(index, false)?.at_ms ?? now_ms));
    this.#due = Map.groupBy(coming, ({ index }) => index);
  }

  async #follow({ index, splits, met_at, seq }: Met): Promise<void> {
    const { watch, registry, follow, dayAt, checkpointOf } = this.#parts;
    const [first] = watch.journal.after(index, seq);
    // What was found before the split is decided by the rules from before it.
    if (first === undefined || this.#isPending(index)) return;
    const instrument = registry.at(index);
    const first_day = dayAt(index, first.print.at_ms);
    const met = splits.map(({ ratio, day }) => ({ instrument, ratio, met_at, day: day ?? first_day }));
    const before = checkpointOf(index);
    const ratio = await follow(
      met,
      met_at,
      (of_new) => before && scaledCheckpoint(before, { ratio: of_new, instrument, day: dayAt(index, before.at_ms) }),
    );
    for (const regular of [false, true])
      watch.setLast(index, regular, scaledPrint(watch.lastOf(index, regular), ratio));
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
