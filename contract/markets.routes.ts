import type { RouteTable } from './endpoint.ts';

/** When is it traded: venues and their sessions. Schemas: markets.ts. */
export const marketsRoutes = {
  listMarkets: {
    method: 'GET',
    path: '/markets',
    access: 'public',
    status: 200,
    reply: 'Markets',
    summary: 'Which venues are open, which holiday it is there, and when they open or close next',
    errors: [],
  },
} as const satisfies RouteTable;
