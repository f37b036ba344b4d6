import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { analyticsRoutes } from './analytics/routes.ts';
import { historyRoutes } from './history/routes.ts';
import type { InstrumentRegistry } from './instrument-registry.ts';
import type { Quotes } from './quotes.ts';
import type { StockSearch } from './search/stock-search.ts';
import { getQuotes } from './selectors/get-quotes.ts';
import { sparklineSelector } from './selectors/get-sparklines.ts';
import { getStock } from './selectors/get-stock.ts';
import { marketsSelector } from './selectors/list-markets.ts';
import { listStocks } from './selectors/list-stocks.ts';
import { readProviderStates } from './selectors/read-provider-states.ts';

export interface MarketParts {
  readonly registry: InstrumentRegistry;
  readonly search: StockSearch;
  readonly quotes: Quotes;
}

export function marketRoutes(platform: Platform, { registry, search, quotes }: MarketParts): Route[] {
  const getSparklines = sparklineSelector(quotes, platform.clock);
  const listMarkets = marketsSelector(registry, quotes.provider, platform.clock);
  return [
    route('listStocks', async ({ query }) => {
      const { rows, meta } = listStocks({ platform, search, quotes }, query);
      return { data: rows, meta };
    }),
    route('getStock', async ({ params }) => ({ data: getStock(registry, quotes, params.symbol) })),
    route('getQuotes', async ({ query }) => ({ data: getQuotes(quotes, query.symbols) })),
    route('getSparklines', async ({ query }) => ({ data: getSparklines(query.symbols) })),
    route('listMarkets', async () => ({ data: listMarkets() })),
    route('listProviders', async () => ({ data: await readProviderStates(platform.db) })),
    ...historyRoutes(platform, { registry, quotes }),
    ...analyticsRoutes(platform, { registry, quotes }),
  ];
}
