import type { RouteTable } from './endpoint.ts';

/** Where do prices come from, and how do those sources do. Schemas: providers.ts. */
export const providerRoutes = {
  listProviders: {
    method: 'GET',
    path: '/admin/providers',
    access: 'admin',
    status: 200,
    reply: 'ProviderList',
    summary: 'Every configured source of prices: whether it works, what went wrong last, and what is left of its quota',
    errors: [],
  },
} as const satisfies RouteTable;
