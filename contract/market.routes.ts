import type { RouteTable } from './endpoint.ts';

/** What does it cost: instruments, search, quotes. Schemas: market.ts. */
export const marketRoutes = {
  listStocks: {
    method: 'GET',
    path: '/stocks',
    access: 'public',
    status: 200,
    query: 'StocksQuery',
    reply: 'StockList',
    paged: true,
    etag: true,
    summary:
      'Search by ticker, name part or several words, typos allowed; without q, the largest first. Each hit carries its quote',
    errors: ['cursor_invalid'],
  },
  getStock: {
    method: 'GET',
    path: '/stocks/{symbol}',
    access: 'public',
    status: 200,
    params: 'SymbolParams',
    reply: 'Stock',
    etag: true,
    summary: 'One instrument with its quote and how fresh that is',
    errors: ['instrument_unknown'],
  },
  getQuotes: {
    method: 'GET',
    path: '/quotes',
    access: 'public',
    status: 200,
    query: 'QuotesQuery',
    reply: 'QuoteList',
    etag: true,
    summary: 'Newest quotes of up to 200 symbols: the same versions as on the socket',
    errors: ['symbols_unknown'],
  },
  getSparklines: {
    method: 'GET',
    path: '/sparklines',
    access: 'public',
    status: 200,
    query: 'QuotesQuery',
    reply: 'SparklineList',
    etag: true,
    summary: 'The current day of up to 200 symbols in at most 48 points each',
    errors: ['symbols_unknown'],
  },
} as const satisfies RouteTable;
