import type { PriceSource } from '../providers/provider.ts';
import type { BoardColumns } from './board-columns.ts';
import type { FeedRun } from './board-events.ts';

/** Behind the name of the source whose price was put right. */
export const CORRECTED = ' (corrected)';

/** The sources of a run, which of them each price came from, and when each was last known to be awake. */
export class BoardSources {
  #list: readonly PriceSource[] = [{ name: 'none', simulated: false, delay_ms: 0 }];
  #alive_ms: number[] = [0];
  readonly #columns: BoardColumns;

  constructor(columns: BoardColumns) {
    this.#columns = columns;
  }

  get list(): readonly PriceSource[] {
    return this.#list;
  }

  /** Where an instrument's price came from. */
  of(index: number): PriceSource {
    return this.at(this.#columns.source[index] ?? 0);
  }

  /** Name of an instrument's source as it is shown and kept: it says where an administrator put the price right. */
  nameOf(index: number): string {
    const { name } = this.of(index);
    return this.#columns.corrected[index] === 1 ? name + CORRECTED : name;
  }

  /** @param code as in `Print.source`; an unknown one is the first. */
  at(code: number): PriceSource {
    const source = this.#list[code] ?? this.#list[0];
    if (source === undefined) throw new RangeError('A run has no source');
    return source;
  }

  /** When a source last said that what it told is still true; 0: never, or it does not say so. */
  aliveAt(code: number): number {
    return this.#alive_ms[code] ?? 0;
  }

  hearAlive(code: number, at_ms: number): void {
    if (code < this.#list.length) this.#alive_ms[code] = at_ms;
  }

  /** What a follower is told of all sources, in their order. */
  hearAll(alive_ms: readonly number[]): void {
    this.#alive_ms = this.#list.map((_, code) => alive_ms[code] ?? 0);
  }

  begin(run: FeedRun): void {
    this.#list = sourcesOf(run);
    this.#alive_ms = this.#list.map(() => 0);
  }

  /**
   * Moves prices to the place their source has in the next run: they are continued only under the source they came from.
   * @param size instruments there are.
   * @returns those whose source the next run does not have; null where it has none of them.
   */
  carryOver(run: FeedRun, size: number): readonly number[] | null {
    const next = sourcesOf(run);
    const places = this.#list.map(({ name, simulated }) =>
      next.findIndex((source) => source.name === name && source.simulated === simulated),
    );
    if (places.every((place) => place === -1)) return null;
    const lost: number[] = [];
    for (let index = 0; index < size; index += 1) {
      const place = places[this.#columns.source[index] ?? 0] ?? -1;
      if (place === -1) lost.push(index);
      this.#columns.source[index] = Math.max(0, place);
    }
    return lost;
  }

  /** A print of another kind of source, made up instead of real or the reverse, continues nothing that stood there. */
  parts(index: number, code: number): boolean {
    return Boolean(this.#columns.price[index]) && this.at(code).simulated !== this.of(index).simulated;
  }
}

/** A run without a list has one source: the run's own. */
function sourcesOf(run: FeedRun): readonly PriceSource[] {
  return run.sources ?? [{ name: run.source, simulated: run.simulated, delay_ms: run.delay_ms }];
}
