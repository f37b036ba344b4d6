import type { RouteTable } from './endpoint.ts';

/** Fetching the past from a provider, for administrators. Schemas: backfills.ts. */
export const backfillRoutes = {
  startBackfill: {
    method: 'POST',
    path: '/admin/backfills',
    access: 'admin',
    status: 201,
    body: 'StartBackfill',
    reply: 'Backfill',
    summary: "Fetches an instrument's candles of a span from its provider, within a minute from now; recorded",
    errors: ['instrument_unknown', 'window_invalid', 'backfill_unavailable'],
  },
  listBackfills: {
    method: 'GET',
    path: '/admin/backfills',
    access: 'admin',
    status: 200,
    query: 'PageQuery',
    reply: 'BackfillList',
    paged: true,
    summary: 'Back-fills with their progress and gaps, newest first',
    errors: ['cursor_invalid'],
  },
} as const satisfies RouteTable;
