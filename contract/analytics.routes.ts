import type { RouteTable } from './endpoint.ts';

/** What do the prices say: figures over a window. Schemas: analytics.ts. */
export const analyticsRoutes = {
  getAnalytics: {
    method: 'GET',
    path: '/stocks/{symbol}/analytics',
    access: 'public',
    status: 200,
    params: 'SymbolParams',
    query: 'AnalyticsQuery',
    reply: 'Analytics',
    etag: true,
    summary: 'Low, high, averages, change, volatility, drawdown and moving averages over a window',
    errors: ['instrument_unknown', 'window_invalid', 'history_window_limit'],
  },
  getWatchlistAnalytics: {
    method: 'GET',
    path: '/watchlists/{id}/analytics',
    access: 'signed-in',
    status: 200,
    params: 'IdParams',
    query: 'AnalyticsQuery',
    reply: 'WatchlistAnalytics',
    etag: true,
    summary: 'The same for every symbol of a list, and how their returns move together; the last year unless asked',
    errors: ['watchlist_unknown', 'window_invalid', 'history_window_limit', 'history_too_fine', 'figures_in_progress'],
  },
} as const satisfies RouteTable;
