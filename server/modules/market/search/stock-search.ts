import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../../../platform/platform.ts';
import type { Service } from '../../../platform/service.ts';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { entryOf, type SearchEntry } from './search-entry.ts';
import { type Hit, type HitPage, type SearchFilter, SearchIndex } from './search-index.ts';
import { compareSize } from './size-order.ts';

/** Search over the instruments of this process, always by the newest index that is ready. */
export interface StockSearch {
  search(query: string, filter: SearchFilter, page: HitPage): Hit[];
}

/** Names read in one turn of the event loop: about 5 ms of work. */
const NAMES_PER_TURN = 1_000;
/** Where changes follow each other, as in an import, most of the time is left to others. */
const REBUILD_PAUSE_MS = 500;
/** What vendors list may be very many: each so many have an index of their own, which is built at once. */
const COLLECTIBLES_PER_SHARD = 8_192;

/**
 * Keeps a search index over a registry. A change builds a new index beside the old one, which answers until then; names
 * are read in turns, so that nothing else waits long. Changes that come while one is built are taken in by the next.
 * What vendors list stands in indexes of its own, so that a new card does not build that of all stocks again.
 */
export function createStockSearch(platform: Platform, registry: InstrumentRegistry): StockSearch & Service {
  const shards = new Map<number, SearchIndex>();
  /** In which shard each instrument stands, by its index; and the shards that are not built as they should be. */
  const places: number[] = [];
  const stale = new Set<number>();
  let building: Promise<void> | undefined;
  let stop: (() => void) | undefined;
  const seconds = platform.metrics.histogram(
    'search_index_build_seconds',
    'Time to build the search index, with the turns it gave to others',
    [0.01, 0.03, 0.1, 0.3, 1, 3],
  );

  const place = (instrument: Instrument): void => {
    const { index } = instrument;
    const shard = instrument.kind === 'collectible' ? 1 + Math.floor(index / COLLECTIBLES_PER_SHARD) : 0;
    stale.add(shard).add(places[index] ?? shard);
    places[index] = shard;
  };
  const buildShard = async (shard: number): Promise<void> => {
    const entries: SearchEntry[] = [];
    let read = 0;
    for (let number = 0; number < registry.size; number += 1) {
      if (places[number] !== shard) continue;
      entries.push(entryOf(registry.at(number)));
      read += 1;
      if (read % NAMES_PER_TURN === 0) await nextTurn();
    }
    shards.set(shard, new SearchIndex(entries));
  };
  const build = async (): Promise<void> => {
    for (;;) {
      const begin = platform.clock.ms();
      for (const shard of [...stale]) {
        stale.delete(shard);
        await buildShard(shard);
        await nextTurn();
      }
      seconds.observe((platform.clock.ms() - begin) / 1000);
      if (stale.size === 0) return;
      await pause(REBUILD_PAUSE_MS);
    }
  };
  const rebuild = (): Promise<void> => {
    building ??= build().finally(() => {
      building = undefined;
    });
    return building;
  };

  return {
    name: 'stock search',
    search: (query, filter, page) => searchShards(shards, query, filter, page),
    async start() {
      stop = registry.onChange((changed) => {
        for (const instrument of changed) place(instrument);
        rebuild().catch((error: unknown) => platform.log.error({ err: error }, 'the search index could not be built'));
      });
      for (let number = 0; number < registry.size; number += 1) place(registry.at(number));
      await rebuild();
    },
    async drain() {
      stop?.();
      await building?.catch(() => undefined);
    },
  };
}

/** The best hits of every shard that can have some, in one order. */
function searchShards(
  shards: ReadonlyMap<number, SearchIndex>,
  query: string,
  filter: SearchFilter,
  page: HitPage,
): Hit[] {
  const { kind } = filter;
  const asked = [...shards].filter(([shard]) => kind === undefined || (kind === 'collectible') === shard > 0);
  const hits = asked.flatMap(([, index]) => index.search(query, filter, page));
  if (asked.length < 2) return hits;
  return hits.sort((left, right) => left.step - right.step || compareSize(left.size, right.size)).slice(0, page.limit);
}
