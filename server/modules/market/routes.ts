import { AppError } from '../../../contract/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import type { InstrumentRegistry } from './instrument-registry.ts';
import { instrumentView } from './instrument-view.ts';
import type { Quotes } from './quotes.ts';
import { getQuotes } from './selectors/get-quotes.ts';
import { sparklineSelector } from './selectors/get-sparklines.ts';

export function marketRoutes(platform: Platform, registry: InstrumentRegistry, quotes: Quotes): Route[] {
  const getSparklines = sparklineSelector(quotes, platform.clock);
  return [
    route('getStock', async ({ params }) => {
      const instrument = registry.find(params.symbol);
      if (instrument === undefined) throw new AppError('instrument_unknown', { symbol: params.symbol });
      return { data: { ...instrumentView(instrument), quote: quotes.viewOf(instrument) } };
    }),
    route('getQuotes', async ({ query }) => ({ data: getQuotes(quotes, query.symbols) })),
    route('getSparklines', async ({ query }) => ({ data: getSparklines(query.symbols) })),
  ];
}
