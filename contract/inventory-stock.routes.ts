import type { RouteTable } from './endpoint.ts';

const vendor = { access: 'signed-in', params: 'VendorParams' } as const;
const part = { access: 'signed-in', params: 'VendorPartParams', status: 200 } as const;
const guarded = ['vendor_unknown', 'vendor_role_needed'] as const;
const moving = [...guarded, 'collectible_unknown', 'location_unknown', 'dedupe_key_reused'] as const;
const incoming = ['collectible_archived', 'graded_is_single', 'stock_too_many'] as const;

/** How many there are, and why: the ledger of stock and counts. Schemas: inventory-stock.ts. */
export const stockRoutes = {
  listMovements: {
    ...vendor,
    status: 200,
    method: 'GET',
    path: '/vendors/{vendor_id}/stock/movements',
    query: 'MovementsQuery',
    reply: 'MovementList',
    paged: true,
    summary: 'The ledger: every change of stock with its reason, newest first',
    errors: [...guarded, 'cursor_invalid'],
  },
  receiveStock: {
    ...vendor,
    status: 201,
    method: 'POST',
    path: '/vendors/{vendor_id}/stock/receipts',
    body: 'ReceiveStock',
    reply: 'Movement',
    summary: 'Takes pieces in',
    errors: [...moving, ...incoming],
  },
  adjustStock: {
    ...vendor,
    status: 201,
    method: 'POST',
    path: '/vendors/{vendor_id}/stock/adjustments',
    body: 'AdjustStock',
    reply: 'Movement',
    summary: 'Corrects what is on hand by a number of pieces, if it still is what you saw',
    errors: [...moving, ...incoming, 'stock_changed', 'stock_insufficient'],
  },
  transferStock: {
    ...vendor,
    status: 201,
    method: 'POST',
    path: '/vendors/{vendor_id}/stock/transfers',
    body: 'TransferStock',
    reply: 'MovementList',
    summary: 'Moves pieces from one location to another, all of them or none',
    errors: [...moving, ...incoming, 'stock_insufficient'],
  },
  writeOffStock: {
    ...vendor,
    status: 201,
    method: 'POST',
    path: '/vendors/{vendor_id}/stock/write-offs',
    body: 'WriteOffStock',
    reply: 'Movement',
    summary: 'Takes lost or damaged pieces out',
    errors: [...moving, 'stock_insufficient'],
  },
  listCounts: {
    ...vendor,
    status: 200,
    method: 'GET',
    path: '/vendors/{vendor_id}/counts',
    query: 'PageQuery',
    reply: 'StockCountList',
    paged: true,
    summary: 'Counts, newest first',
    errors: [...guarded, 'cursor_invalid'],
  },
  startCount: {
    ...vendor,
    status: 201,
    method: 'POST',
    path: '/vendors/{vendor_id}/counts',
    body: 'StartCount',
    reply: 'StockCount',
    summary: 'Starts a count of one location',
    errors: [...guarded, 'location_unknown'],
  },
  getCount: {
    ...part,
    method: 'GET',
    path: '/vendors/{vendor_id}/counts/{id}',
    reply: 'StockCount',
    summary: 'A count with what was counted and how it differs from the ledger',
    errors: [...guarded, 'count_unknown'],
  },
  enterCounts: {
    ...part,
    method: 'POST',
    path: '/vendors/{vendor_id}/counts/{id}/entries',
    body: 'EnterCounts',
    reply: 'StockCount',
    summary:
      'Enters what was counted, beside what the ledger says at that moment; a later entry replaces an earlier one',
    errors: [...guarded, 'count_unknown', 'count_ended', 'count_limit', 'collectible_unknown'],
  },
  applyCount: {
    ...part,
    method: 'POST',
    path: '/vendors/{vendor_id}/counts/{id}/application',
    reply: 'StockCount',
    summary: 'Corrects the ledger by every difference, or by none; what moved since it was counted stays moved',
    errors: [...guarded, 'count_unknown', 'count_ended', 'stock_insufficient', ...incoming],
  },
  cancelCount: {
    ...part,
    method: 'DELETE',
    path: '/vendors/{vendor_id}/counts/{id}',
    reply: 'StockCount',
    summary: 'Ends a count without touching the ledger',
    errors: [...guarded, 'count_unknown', 'count_ended'],
  },
} as const satisfies RouteTable;
