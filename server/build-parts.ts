import { type Alerts, createAlertEngine, createAlerts } from './modules/alerts/index.ts';
import { createStarterCatalogue } from './modules/catalogue/index.ts';
import {
  createDemoShop,
  createImporter,
  createPhotoFetcher,
  createShopKeeper,
  createVendorChanges,
  inventoryJobs,
  refuseLastOwner,
  shopHealth,
} from './modules/inventory/index.ts';
import { createIdentity, type Identity, accessRevoked } from './modules/identity/index.ts';
import {
  createInstrumentRegistry,
  createQuotes,
  createStockSearch,
  createSymbolSync,
  instrumentView,
  type InstrumentRegistry,
  type Quotes,
  type StockSearch,
  type SymbolSync,
} from './modules/market/index.ts';
import { createNotifications, createPostman, type Notifications } from './modules/notifications/index.ts';
import { createOrders, createTelling, type Orders, ordersChanged, type Telling } from './modules/orders/index.ts';
import { createRealtime, type Realtime, type VendorChange } from './modules/realtime/index.ts';
import {
  type ListDoors,
  listSymbols,
  type MarketDoor,
  purgeRemoved,
  watchlistChanged,
} from './modules/watchlists/index.ts';
import { factConsumers } from './consumers.ts';
import { factsHealth } from './platform/facts/facts-health.ts';
import { purgeJob } from './platform/facts/purge-facts.ts';
import { createFactRelay } from './platform/facts/relay.ts';
import type { HealthCheck } from './platform/http/health.ts';
import { createJobs } from './platform/jobs/create-jobs.ts';
import { type ScheduledJob, scheduledJob } from './platform/jobs/scheduled-job.ts';
import type { Platform } from './platform/platform.ts';
import type { Service } from './platform/service.ts';
import { createDemoLists, createSeeding, type Seeding } from './seed.ts';
import { databaseHealth } from './platform/db/database-health.ts';

/** Every module, built once a process and joined by what each needs of the others. */
export interface Parts {
  readonly platform: Platform;
  readonly seeding: Seeding;
  readonly demoLists: Service;
  readonly identity: Identity;
  readonly registry: InstrumentRegistry & Service;
  readonly quotes: Quotes;
  readonly search: StockSearch & Service;
  readonly symbolSync: SymbolSync;
  readonly starterCatalogue: Service;
  readonly demoShop: Service;
  /** What watchlists need to know of the market. */
  readonly market: MarketDoor;
  /** What writing to watchlists needs. */
  readonly lists: ListDoors;
  readonly alerts: Alerts;
  readonly realtime: Realtime;
  readonly notifications: Notifications;
  /** Instruments, statuses and notices of what vendors list. */
  readonly shopKeeper: Service;
  /** Vendors' spreadsheets on their way in. */
  readonly importer: Service;
  /** The photos that those name. */
  readonly photoFetcher: Service;
  /** Baskets, checkout, orders and their money. */
  readonly orders: Orders;
  /** Who is told of orders: guests, and vendors' programs. */
  readonly telling: Telling;
  /** Facts on their way to those who hear them. */
  readonly factRelay: Service;
  readonly jobs: Service;
  readonly health: readonly HealthCheck[];
}

export function buildParts(platform: Platform, database_url: string): Parts {
  const notifications = createNotifications(platform);
  const orders = createOrders(platform);
  const telling = createTelling(platform, { notify: notifications.notify, postman: createPostman(platform) });
  const identity = createIdentity(platform, {
    registered: notifications.registered,
    leaving: refuseLastOwner,
    arrived: orders.arrived,
  });
  const registry = createInstrumentRegistry(platform);
  const quotes = createQuotes(platform, registry, { database_url });
  const symbolSync = createSymbolSync(platform, quotes.provider);
  const market = marketDoor(registry, quotes);
  const alerts = createAlerts(platform, { market, notify: notifications.notify });
  const engine = alertEngineOf(platform, quotes, notifications);
  const lists: ListDoors = { ...market, itemsChanged: alerts.itemsChanged };
  const realtime = realtimeOf(platform, { quotes, market });
  const jobs = createJobs({
    url: database_url,
    log: platform.log,
    jobs: [identity, quotes, symbolSync, alerts, notifications, orders, telling]
      .flatMap((one) => one.jobs)
      .concat(statelessJobs(platform)),
  });
  const seeding = createSeeding(platform);
  return {
    platform,
    seeding,
    demoLists: createDemoLists(platform, seeding, { lists, alerts, notifications }),
    identity,
    registry,
    quotes,
    search: createStockSearch(platform, registry),
    symbolSync,
    starterCatalogue: createStarterCatalogue(platform),
    demoShop: createDemoShop(platform, () => seeding.demo()),
    market,
    lists,
    alerts,
    realtime,
    notifications,
    importer: createImporter(platform),
    photoFetcher: createPhotoFetcher(platform),
    orders,
    telling,
    factRelay: createFactRelay(platform, {
      consumers: factConsumers({ platform, notifications, registry, quotes, alerts }),
      database_url,
    }),
    shopKeeper: createShopKeeper(platform, { tell: notifications.notify }),
    jobs,
    health: [...platformHealth(platform), quotes.health, quotes.providersHealth, shopHealth(platform), ...engine],
  };
}

/** The live edge, over what the modules tell of. */
function realtimeOf(
  platform: Platform,
  { quotes, market }: { readonly quotes: Quotes; readonly market: MarketDoor },
): Realtime {
  const { signals } = platform;
  return createRealtime(platform, {
    source: quotes.live,
    collections: {
      members: (actor, id) => listSymbols(platform, market, actor, id),
      onChange: (handler) => signals.on(watchlistChanged, ({ watchlist_id }) => handler(watchlist_id)),
    },
    vendors: vendorChangesOf(platform),
    onRevoked: (handler) => signals.on(accessRevoked, handler),
    onGap: (handler) => signals.onGap(handler),
  });
}

/** Changes of what a vendor keeps, and of what it sold. */
function vendorChangesOf(platform: Platform) {
  const kept = createVendorChanges(platform);
  return {
    ...kept,
    onChange(handler: (change: VendorChange) => void): () => void {
      const stops = [
        kept.onChange((change) => handler({ ...change, orders: [] })),
        platform.signals.on(ordersChanged, (told) => handler({ ...told, listings: [], by: null })),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** What every process depends on, whatever it does. */
function platformHealth({ db }: Platform): HealthCheck[] {
  return [databaseHealth(db), factsHealth(db)];
}

/** What alerts do where a feed may lead. @returns how it does. */
function alertEngineOf(platform: Platform, quotes: Quotes, { notify }: Notifications): readonly HealthCheck[] {
  return platform.config.run.includes('feed') ? [createAlertEngine({ platform, quotes, notify }).health] : [];
}

/** What lists and alerts may ask of the market. */
function marketDoor(registry: InstrumentRegistry, quotes: Quotes): MarketDoor {
  return {
    find: (symbol) => registry.find(symbol),
    byId: (id) => registry.byId(id),
    view: instrumentView,
    quote: (instrument) => quotes.viewOf(instrument),
    quoteTexts: quotes.textsOf,
    onChange: (handler) => registry.onChange(handler),
  };
}

/** Jobs of modules that keep nothing in memory. */
function statelessJobs(platform: Platform): ScheduledJob[] {
  const purge = scheduledJob({
    name: 'watchlists.purge-removed',
    cron: '17 * * * *',
    run: () => purgeRemoved(platform),
  });
  return [...inventoryJobs(platform), purge, purgeJob(platform.db)];
}
