import type { RouteTable } from './endpoint.ts';

const signed = { access: 'signed-in', status: 200, params: 'VendorPartParams' } as const;
const guarded = ['vendor_unknown', 'vendor_role_needed'] as const;
const known = [...guarded, 'collectible_unknown'] as const;
const versioned = [...known, 'if_match_required', 'version_mismatch'] as const;

/** What vendors keep: listings of collectibles and their history. Schemas: inventory-collectibles.ts. */
export const collectibleRoutes = {
  createCollectible: {
    method: 'POST',
    path: '/collectibles',
    access: 'signed-in',
    status: 201,
    body: 'CreateCollectible',
    reply: 'Collectible',
    tagged: true,
    summary: 'Makes a collectible with its details, and its first stock if you name a quantity: all of it or nothing',
    errors: [...guarded, 'location_unknown', 'sku_taken', 'certificate_taken', 'graded_is_single', 'price_needed'],
  },
  listCollectibles: {
    method: 'GET',
    path: '/vendors/{vendor_id}/collectibles',
    access: 'signed-in',
    status: 200,
    params: 'VendorParams',
    query: 'CollectiblesQuery',
    reply: 'CollectibleList',
    paged: true,
    summary: 'A vendor’s collectibles, filtered and sorted',
    errors: [...guarded, 'cursor_invalid'],
  },
  getCollectible: {
    ...signed,
    method: 'GET',
    path: '/vendors/{vendor_id}/collectibles/{id}',
    reply: 'Collectible',
    etag: true,
    summary: 'One collectible with its details and where its stock lies',
    errors: known,
  },
  updateCollectible: {
    ...signed,
    method: 'PATCH',
    path: '/vendors/{vendor_id}/collectibles/{id}',
    body: 'UpdateCollectible',
    reply: 'Collectible',
    if_match: true,
    summary: 'Changes what you name; every changed field goes into the history',
    errors: [
      ...versioned,
      'collectible_status_refused',
      'collectible_promised',
      'price_needed',
      'sku_taken',
      'certificate_taken',
      'graded_is_single',
    ],
  },
  archiveCollectible: {
    ...signed,
    method: 'DELETE',
    path: '/vendors/{vendor_id}/collectibles/{id}',
    reply: 'Collectible',
    if_match: true,
    summary: 'Archives a collectible: it is kept with its history, and takes in no more stock',
    errors: [...versioned, 'collectible_promised', 'collectible_status_refused'],
  },
  listCollectibleChanges: {
    ...signed,
    method: 'GET',
    path: '/vendors/{vendor_id}/collectibles/{id}/history',
    query: 'PageQuery',
    reply: 'CollectibleChangeList',
    paged: true,
    summary: 'Field by field: who changed what, from what, to what, when and why; newest first',
    errors: [...known, 'cursor_invalid'],
  },
  listCollectiblePrices: {
    ...signed,
    method: 'GET',
    path: '/vendors/{vendor_id}/collectibles/{id}/prices',
    query: 'PageQuery',
    reply: 'CollectiblePriceList',
    paged: true,
    summary: 'Every price it was offered at, newest first',
    errors: [...known, 'cursor_invalid'],
  },
} as const satisfies RouteTable;
