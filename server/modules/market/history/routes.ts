import { type Route, route } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { Quotes } from '../quotes.ts';
import { getCorporateActions, getSplits } from '../selectors/get-corporate-actions.ts';
import { exportHistory, findInstrument, getHistory, type HistoryReader } from '../selectors/get-history.ts';
import { listBackfills } from '../selectors/list-backfills.ts';
import { computedSourceOf } from '../selectors/open-window.ts';
import { addSplit, removeSplit } from '../services/add-split.ts';
import { startBackfill } from '../services/start-backfill.ts';

export function historyRoutes(
  platform: Platform,
  { registry, quotes }: { readonly registry: InstrumentRegistry; readonly quotes: Quotes },
): Route[] {
  const reader: HistoryReader = { db: platform.db, clock: platform.clock, provider: quotes.provider, registry };
  return [
    route('getHistory', async ({ actor, params, query }) => getHistory(reader, actor, { ...params, query })),
    route('exportHistory', async ({ actor, params, query }) => ({
      file: await exportHistory(reader, actor, { ...params, query }),
    })),
    route('getCorporateActions', async ({ params }) => ({ data: await getCorporateActions(reader, params.symbol) })),
    route('getSplits', async ({ query }) => ({ data: await getSplits(reader, query.symbols) })),
    route('addSplit', async ({ actor, params, body, request }) => {
      const instrument = findInstrument(registry, params.symbol);
      const is_made_up = computedSourceOf(quotes.provider, instrument) !== null;
      const split = await addSplit(platform, { actor, instrument, is_made_up, body, request });
      const whose = is_made_up ? 'Real prices' : 'Prices';
      const others = is_made_up ? ' The made-up ones shown now know their own splits and stay as they are.' : '';
      return { data: split, meta: { message: `${whose} before ${split.ex_date} are adjusted from now on.${others}` } };
    }),
    route('startBackfill', async ({ actor, body, request }) => {
      const started = await startBackfill(platform, reader, { actor, body, request });
      return {
        data: started,
        meta: { message: `${started.symbol} is fetched from ${started.provider} within a minute.` },
      };
    }),
    route('listBackfills', async ({ query }) => {
      const { rows, meta } = await listBackfills(platform, registry, query);
      return { data: rows, meta: { ...meta } };
    }),
    route('removeSplit', async ({ actor, params, request }) => {
      const instrument = findInstrument(registry, params.symbol);
      await removeSplit(platform, { actor, instrument, id: params.id, request });
      return { data: null, meta: { message: 'The split is gone; prices before it are as they were traded.' } };
    }),
  ];
}
