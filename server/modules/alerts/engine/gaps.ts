import type { BoardView, DayRange } from './board-view.ts';
import type { HeardPrint } from './heard-print.ts';
import { beyond } from './load-watch.ts';

/**
 * What a source says of the day with its first price after a gap: a high or low that nobody has evaluated counts as a
 * print before that price. Each instrument is looked at once a term.
 */
export class Gaps {
  readonly #view: BoardView;
  readonly #ranges: Map<number, DayRange>;

  /** @param ranges what was evaluated before the term, by index. */
  constructor(view: BoardView, ranges: Map<number, DayRange>) {
    this.#view = view;
    this.#ranges = ranges;
  }

  /** @returns prints that must have been before a batch. */
  before(batch: readonly HeardPrint[]): HeardPrint[] {
    if (this.#ranges.size === 0) return [];
    return [...new Set(batch.map(({ index }) => index))].flatMap((index) => {
      const known = this.#ranges.get(index);
      this.#ranges.delete(index);
      const shown = known === undefined ? null : this.#view.standing(index);
      if (known === undefined || shown === null || shown.day !== known.day) return [];
      const prices = batch.filter((print) => print.index === index).map(({ price }) => price);
      const high = Math.max(known.high, ...prices);
      const low = Math.min(known.low, ...prices);
      return beyond({ day: known.day, high, low }, shown, true);
    });
  }
}
