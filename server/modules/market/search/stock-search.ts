import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Platform } from '../../../platform/platform.ts';
import type { Service } from '../../../platform/service.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { entryOf, type SearchEntry } from './search-entry.ts';
import { type Hit, type HitPage, type SearchFilter, SearchIndex } from './search-index.ts';

/** Search over the instruments of this process, always by the newest index that is ready. */
export interface StockSearch {
  search(query: string, filter: SearchFilter, page: HitPage): Hit[];
}

/** Names read in one turn of the event loop: about 5 ms of work. */
const NAMES_PER_TURN = 1_000;

/**
 * Keeps a search index over a registry. A change builds a new index beside the old one, which answers until then; names
 * are read in turns, so that nothing else waits long. Changes that come while one is built are taken in by the next.
 */
export function createStockSearch(platform: Platform, registry: InstrumentRegistry): StockSearch & Service {
  let index = new SearchIndex([]);
  let building: Promise<void> | undefined;
  let isStale = false;
  let stop: (() => void) | undefined;
  const seconds = platform.metrics.histogram(
    'search_index_build_seconds',
    'Time to build the search index, with the turns it gave to others',
    [0.01, 0.03, 0.1, 0.3, 1, 3],
  );

  const build = async (): Promise<void> => {
    do {
      isStale = false;
      const begin = platform.clock.ms();
      const entries: SearchEntry[] = [];
      for (let number = 0; number < registry.size; number += 1) {
        entries.push(entryOf(registry.at(number)));
        if (number % NAMES_PER_TURN === NAMES_PER_TURN - 1) await nextTurn();
      }
      index = new SearchIndex(entries);
      seconds.observe((platform.clock.ms() - begin) / 1000);
    } while (isStale);
  };
  const rebuild = (): Promise<void> => {
    isStale = true;
    building ??= build().finally(() => {
      building = undefined;
    });
    return building;
  };

  return {
    name: 'stock search',
    search: (query, filter, page) => index.search(query, filter, page),
    async start() {
      stop = registry.onChange(() => {
        rebuild().catch((error: unknown) => platform.log.error({ err: error }, 'the search index could not be built'));
      });
      await rebuild();
    },
    async drain() {
      stop?.();
      await building?.catch(() => undefined);
    },
  };
}
