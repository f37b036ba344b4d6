import type { HeardPrint } from './heard-print.ts';

/** A power of two. */
const KEPT_MAX = 32_768;

/** A print with its number. */
export interface Noted {
  readonly seq: number;
  readonly print: HeardPrint;
}

interface Kept extends Noted {
  /** Number of the print of the same instrument before it; -1: none. */
  readonly before: number;
}

/**
 * The newest prints of all instruments, in order. A target that is put in place catches up with what came while it was
 * read or recorded; nothing it could have met is lost between memory and database.
 */
export class Journal {
  readonly #kept: (Kept | undefined)[] = Array.from<Kept | undefined>({ length: KEPT_MAX });
  readonly #newest = new Map<number, number>();
  #next = 0;

  /** Number of the next print. */
  get next(): number {
    return this.#next;
  }

  /** @returns its number. */
  add(print: HeardPrint): number {
    const seq = this.#next;
    this.#kept[seq % KEPT_MAX] = { seq, before: this.#newest.get(print.index) ?? -1, print };
    this.#newest.set(print.index, seq);
    this.#next += 1;
    return seq;
  }

  /** Prints of an instrument behind a number, oldest first, as far as they are kept. */
  after(index: number, seq: number): Noted[] {
    return this.#back(index, (kept) => kept.seq > seq);
  }

  /** Prints of an instrument that came after a time, oldest first, as far as they are kept. */
  since(index: number, received_ms: number): Noted[] {
    return this.#back(index, (kept) => kept.print.received_ms > received_ms);
  }

  #back(index: number, wanted: (kept: Kept) => boolean): Kept[] {
    const found: Kept[] = [];
    for (let kept = this.#at(this.#newest.get(index) ?? -1); kept && wanted(kept); kept = this.#at(kept.before))
      found.push(kept);
    return found.reverse();
  }

  #at(seq: number): Kept | undefined {
    const kept = this.#kept[seq % KEPT_MAX];
    return seq >= 0 && kept?.seq === seq ? kept : undefined;
  }
}
