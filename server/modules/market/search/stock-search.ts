import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../../../platform/platform.ts';
import type { Service } from '../../../platform/service.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { Hit, HitPage, SearchFilter } from './search-index.ts';
import { SearchShards } from './search-shards.ts';

/** Search over the instruments of this process, always by the newest index that is ready. */
export interface StockSearch {
  search(query: string, filter: SearchFilter, page: HitPage): Hit[];
}

/** Where changes follow each other, as in an import, most of the time is left to others. */
const REBUILD_PAUSE_MS = 500;

/**
 * Keeps a search index over a registry. A change builds a new index beside the old one, which answers until then; names
 * are read in turns, so that nothing else waits long. Changes that come while one is built are taken in by the next.
 * What vendors list stands in indexes of its own, so that a new card does not build that of all stocks again.
 */
export function createStockSearch(platform: Platform, registry: InstrumentRegistry): StockSearch & Service {
  const shards = new SearchShards(registry);
  let building: Promise<void> | undefined;
  let stop: (() => void) | undefined;
  const seconds = platform.metrics.histogram(
    'search_index_build_seconds',
    'Time to build the search index, with the turns it gave to others',
    [0.01, 0.03, 0.1, 0.3, 1, 3],
  );

  const build = async (): Promise<void> => {
    for (;;) {
      const begin = platform.clock.ms();
      await shards.build();
      seconds.observe((platform.clock.ms() - begin) / 1000);
      if (!shards.isStale) return;
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
    search: (query, filter, page) => shards.search(query, filter, page),
    async start() {
      stop = registry.onChange((changed) => {
        for (const instrument of changed) shards.place(instrument);
        rebuild().catch((error: unknown) => platform.log.error({ err: error }, 'the search index could not be built'));
      });
      for (let number = 0; number < registry.size; number += 1) shards.place(registry.at(number));
      await rebuild();
    },
    async drain() {
      stop?.();
      await building?.catch(() => undefined);
    },
  };
}
