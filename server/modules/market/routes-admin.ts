import { AppError } from '../../../contract/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Instrument } from './instrument.ts';
import type { InstrumentRegistry } from './instrument-registry.ts';
import type { Quotes } from './quotes.ts';
import type { SymbolSync } from './import/symbol-sync.ts';
import { getAdminStock, instrumentIdOf } from './selectors/get-admin-stock.ts';
import { listPriceCorrections } from './selectors/list-price-corrections.ts';
import { listSyncs } from './selectors/list-syncs.ts';
import { addInstrument } from './services/add-instrument.ts';
import { correctPrice } from './services/correct-price.ts';
import { updateInstrument } from './services/update-instrument.ts';

const PRIVATE = 'no-store';

export interface MarketAdminParts {
  readonly registry: InstrumentRegistry;
  readonly quotes: Pick<Quotes, 'viewOf'>;
  readonly symbolSync: SymbolSync;
}

/** What administrators do; every change is recorded in the transaction that makes it. */
export function marketAdminRoutes(platform: Platform, { registry, quotes, symbolSync }: MarketAdminParts): Route[] {
  return [
    ...syncRoutes(platform, symbolSync),
    route('addStock', async (call) => {
      const data = await addInstrument(platform, call);
      return { data, meta: { message: `${data.symbol} is added.` } };
    }),
    route('getAdminStock', async ({ params }) => ({
      data: await getAdminStock(platform.db, registry, params.symbol),
      cache_control: PRIVATE,
    })),
    route('updateStock', async (call) => {
      const instrument_id = await instrumentIdOf(platform.db, registry, call.params.symbol);
      const data = await updateInstrument(platform, { ...call, instrument_id });
      return { data, meta: { message: `${data.symbol} is saved.` } };
    }),
    route('correctPrice', async (call) => {
      const instrument = found(registry, call.params.symbol);
      const data = await correctPrice(platform, quotes, { ...call, instrument });
      return { data, meta: { message: `${data.symbol} is being set to ${data.price}.` } };
    }),
    route('listPriceCorrections', async ({ params, query }) => {
      const { rows, meta } = await listPriceCorrections(platform, found(registry, params.symbol), query);
      return { data: rows, meta: { ...meta }, cache_control: PRIVATE };
    }),
  ];
}

function syncRoutes(platform: Platform, symbolSync: SymbolSync): Route[] {
  return [
    route('listSyncs', async () => ({
      data: { configured: symbolSync.configured, syncs: await listSyncs(platform.db) },
      cache_control: PRIVATE,
    })),
    route('startSync', async ({ actor, request }) => ({
      data: await symbolSync.start({ actor_id: actor.user_id, request_id: request.id }),
      meta: { message: 'Symbols are being read.' },
    })),
  ];
}

function found(registry: InstrumentRegistry, symbol: string): Instrument {
  const instrument = registry.find(symbol);
  if (instrument === undefined) throw new AppError('instrument_unknown', { symbol });
  return instrument;
}
