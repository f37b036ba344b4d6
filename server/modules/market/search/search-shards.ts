import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { entryOf, type SearchEntry } from './search-entry.ts';
import { type Hit, type HitPage, type SearchFilter, SearchIndex } from './search-index.ts';
import { compareSize } from './size-order.ts';

/** Names read in one turn of the event loop: about 5 ms of work. */
const NAMES_PER_TURN = 1_000;
/** What vendors list may be very many: each so many have an index of their own, which is built at once. */
const COLLECTIBLES_PER_SHARD = 8_192;

/** Indexes that are searched as one: the first of everything but what vendors list, the others of that. */
export class SearchShards {
  readonly #registry: Pick<InstrumentRegistry, 'size' | 'at'>;
  readonly #shards = new Map<number, SearchIndex>();
  /** In which shard each instrument stands, by its index. */
  readonly #places: number[] = [];
  /** Shards that are not built as they should be. */
  #stale = new Set<number>();

  constructor(registry: Pick<InstrumentRegistry, 'size' | 'at'>) {
    this.#registry = registry;
  }

  get isStale(): boolean {
    return this.#stale.size > 0;
  }

  /** An instrument is new, or another than it was. */
  place(instrument: Instrument): void {
    const { index, kind } = instrument;
    const shard = kind === 'collectible' ? 1 + Math.floor(index / COLLECTIBLES_PER_SHARD) : 0;
    this.#stale.add(shard).add(this.#places[index] ?? shard);
    this.#places[index] = shard;
  }

  /** Builds what is stale, one after the other; each answers as it was until then. */
  async build(): Promise<void> {
    const stale = this.#stale;
    this.#stale = new Set();
    for (const shard of stale) {
      this.#shards.set(shard, new SearchIndex(await this.#entriesOf(shard)));
      await nextTurn();
    }
  }

  /** The best hits of every shard that can have some, in one order. */
  search(query: string, filter: SearchFilter, page: HitPage): Hit[] {
    const { kind } = filter;
    const asked = [...this.#shards].filter(([shard]) => kind === undefined || (kind === 'collectible') === shard > 0);
    const hits = asked.flatMap(([, index]) => index.search(query, filter, page));
    if (asked.length < 2) return hits;
    return hits
      .sort((left, right) => left.step - right.step || compareSize(left.size, right.size))
      .slice(0, page.limit);
  }

  async #entriesOf(shard: number): Promise<SearchEntry[]> {
    const entries: SearchEntry[] = [];
    for (let number = 0; number < this.#registry.size; number += 1) {
      if (this.#places[number] !== shard) continue;
      entries.push(entryOf(this.#registry.at(number)));
      if (entries.length % NAMES_PER_TURN === 0) await nextTurn();
    }
    return entries;
  }
}
