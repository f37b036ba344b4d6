import type { RouteTable } from './endpoint.ts';

const guarded = ['vendor_unknown', 'vendor_role_needed'] as const;
const vendor = { access: 'signed-in', params: 'VendorParams' } as const;
const part = { access: 'signed-in', params: 'VendorPartParams', status: 200 } as const;

/** Facets of the list of collectibles, and filters that are kept. Schemas: inventory-filter.ts. */
export const viewRoutes = {
  getCollectibleFacets: {
    ...vendor,
    method: 'GET',
    status: 200,
    path: '/vendors/{vendor_id}/collectibles/facets',
    query: 'FacetsQuery',
    reply: 'CollectibleFacets',
    summary: 'How many listings there are of each status, game, set, condition … under a filter',
    errors: guarded,
  },
  listViews: {
    ...vendor,
    method: 'GET',
    status: 200,
    path: '/vendors/{vendor_id}/views',
    reply: 'SavedViewList',
    summary: 'Saved views of the stock, with how many listings are in each',
    errors: guarded,
  },
  createView: {
    ...vendor,
    method: 'POST',
    status: 201,
    path: '/vendors/{vendor_id}/views',
    body: 'CreateView',
    reply: 'SavedView',
    summary: 'Saves a view for all of the staff',
    errors: [...guarded, 'view_limit', 'view_name_taken'],
  },
  updateView: {
    ...part,
    method: 'PATCH',
    path: '/vendors/{vendor_id}/views/{id}',
    body: 'UpdateView',
    reply: 'SavedView',
    summary: 'Changes a saved view',
    errors: [...guarded, 'view_unknown', 'view_name_taken'],
  },
  deleteView: {
    ...part,
    method: 'DELETE',
    path: '/vendors/{vendor_id}/views/{id}',
    summary: 'Deletes a saved view',
    errors: [...guarded, 'view_unknown'],
  },
} as const satisfies RouteTable;
