export { watchlistChanged } from './events.ts';
export { watchlistRoutes } from './routes.ts';
export { watchlistAnalyticsRoutes } from './analytics-routes.ts';
export { listSymbols } from './selectors/list-symbols.ts';
export { purgeRemoved } from './services/purge-removed.ts';
export { seedDemoLists } from './services/seed-demo-lists.ts';
export type { MarketDoor } from './watchlist.ts';
