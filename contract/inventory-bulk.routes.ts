import type { RouteTable } from './endpoint.ts';

const guarded = ['vendor_unknown', 'vendor_role_needed'] as const;
const vendor = { access: 'signed-in', params: 'VendorParams' } as const;

/** One change of many listings, what stock is worth, and labels. Schemas: inventory-bulk.ts. */
export const bulkRoutes = {
  previewBulkEdit: {
    ...vendor,
    method: 'POST',
    status: 200,
    path: '/vendors/{vendor_id}/bulk-edits/preview',
    body: 'PreviewBulkEdit',
    reply: 'BulkPreview',
    summary: 'What a change of many listings would do; writes nothing',
    errors: [...guarded, 'location_unknown', 'bulk_too_many'],
  },
  startBulkEdit: {
    ...vendor,
    method: 'POST',
    status: 201,
    path: '/vendors/{vendor_id}/bulk-edits',
    body: 'StartBulkEdit',
    reply: 'BulkEdit',
    summary: 'Changes many listings in one go: all of them, or none',
    errors: [...guarded, 'location_unknown', 'bulk_too_many', 'bulk_count_changed', 'bulk_refused'],
  },
  listBulkEdits: {
    ...vendor,
    method: 'GET',
    status: 200,
    path: '/vendors/{vendor_id}/bulk-edits',
    query: 'BulkEditsQuery',
    reply: 'BulkEditList',
    paged: true,
    summary: 'Changes of many listings, newest first',
    errors: [...guarded, 'cursor_invalid'],
  },
  undoBulkEdit: {
    access: 'signed-in',
    params: 'VendorPartParams',
    method: 'POST',
    status: 200,
    path: '/vendors/{vendor_id}/bulk-edits/{id}/undo',
    reply: 'BulkEdit',
    summary: 'Gives every listing back what it had; what somebody changed since stays, and is counted',
    errors: [...guarded, 'bulk_edit_unknown', 'bulk_edit_undone', 'bulk_edit_too_old'],
  },
  getValuation: {
    ...vendor,
    method: 'GET',
    status: 200,
    path: '/vendors/{vendor_id}/valuation',
    query: 'ValuationQuery',
    reply: 'Valuation',
    summary: 'What the stock on hand cost, what it is offered at, and the margin, in groups',
    errors: guarded,
  },
  getValueHistory: {
    ...vendor,
    method: 'GET',
    status: 200,
    path: '/vendors/{vendor_id}/valuation/history',
    query: 'ValueHistoryQuery',
    reply: 'ValueHistory',
    summary: 'Cost and asking price of the stock, day by day',
    errors: guarded,
  },
  printLabels: {
    ...vendor,
    method: 'POST',
    status: 200,
    path: '/vendors/{vendor_id}/labels',
    body: 'PrintLabels',
    file: 'application/pdf',
    summary: 'Labels to print, with a QR code that leads to the listing',
    errors: [...guarded, 'labels_too_many'],
  },
} as const satisfies RouteTable;
