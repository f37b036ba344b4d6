/** What the inventory refuses: a part of the one table of errors.ts. What is another vendor's is refused as what is not there. */
export const inventoryErrors = {
  vendor_unknown: { status: 404, title: 'No such vendor', next: 'GET /api/v1/vendors lists those you serve.' },
  vendor_limit: {
    status: 403,
    title: 'You have as many vendors as one account may own',
    next: 'Hand one over to another owner first.',
  },
  vendor_promised: {
    status: 409,
    title: 'Pieces are promised to buyers',
    next: 'Fulfil or cancel what is promised first.',
  },
  vendor_role_needed: {
    status: 403,
    title: 'Your role with this vendor does not allow that',
    next: 'Ask an owner of the vendor for the role named in the answer.',
  },
  staff_unknown: {
    status: 404,
    title: 'No such member of staff',
    next: 'GET /api/v1/vendors/{vendor_id}/staff lists them.',
  },
  staff_exists: { status: 409, title: 'This person is on the staff already', next: 'Change their role with PATCH.' },
  staff_limit: { status: 403, title: 'A vendor has room for 200 people', next: 'Remove some, or their invitations.' },
  last_owner: { status: 409, title: 'This is the last owner', next: 'Make someone else an owner first.' },
  last_owner_of: {
    status: 409,
    title: 'Shops would be left without an owner',
    next: 'Make someone else an owner of each, or close it with DELETE /api/v1/vendors/{vendor_id}.',
  },
  invitation_unknown: {
    status: 404,
    title: 'No such invitation',
    next: 'GET /api/v1/vendors/{vendor_id}/invitations lists those that are open.',
  },
  invitation_invalid: {
    status: 404,
    title: 'This invitation is not valid any more',
    next: 'Ask whoever sent it for a new one: a link works once, and for a week.',
  },
  invitation_for_another: {
    status: 403,
    title: 'This invitation is for another address',
    next: 'Sign in with the e-mail it was sent to.',
  },
  location_unknown: {
    status: 404,
    title: 'No such location',
    next: 'GET /api/v1/vendors/{vendor_id}/locations lists them.',
  },
  location_name_taken: {
    status: 409,
    title: 'There is a location of that name already',
    next: 'Choose another name.',
  },
  location_limit: { status: 403, title: 'A vendor has room for 100 locations', next: 'Use one that is there.' },
  collectible_unknown: {
    status: 404,
    title: 'No such collectible',
    next: 'GET /api/v1/vendors/{vendor_id}/collectibles lists them.',
  },
  collectible_archived: {
    status: 409,
    title: 'This collectible is archived',
    next: 'PATCH its status to draft first.',
  },
  collectible_promised: {
    status: 409,
    title: 'Pieces of it are promised to buyers',
    next: 'Fulfil or cancel what is promised first.',
  },
  collectible_status_refused: {
    status: 409,
    title: 'A collectible does not go from its status to that one',
    next: 'Send one of the statuses that the answer names.',
  },
  price_needed: {
    status: 409,
    title: 'What is on sale has a price',
    next: 'Send price_minor with the status active.',
  },
  sku_taken: { status: 409, title: 'You have a collectible of that SKU already', next: 'Choose another SKU.' },
  certificate_taken: {
    status: 409,
    title: 'You have a piece of that certificate already',
    next: 'Check the number; archive the other one if it is gone.',
  },
  graded_is_single: {
    status: 409,
    title: 'A graded piece is one of a kind',
    next: 'Keep one on hand in all locations together.',
  },
  if_match_required: {
    status: 428,
    title: 'Say which version you changed',
    next: 'Send If-Match with the ETag of the collectible as you saw it.',
  },
  version_mismatch: {
    status: 412,
    title: 'Someone changed it meanwhile',
    next: 'Look at what it is now, beside what you sent, and send the change again with the ETag in the answer.',
  },
  stock_insufficient: {
    status: 409,
    title: 'There is not that much free to take',
    next: 'Take at most what is available.',
  },
  stock_changed: {
    status: 409,
    title: 'The quantity is not the one you saw',
    next: 'Look at what is on hand now, beside what you expected, and decide anew.',
  },
  stock_too_many: {
    status: 409,
    title: 'That is more than one location can hold',
    next: 'Keep at most 1,000,000,000 pieces at a location.',
  },
  dedupe_key_reused: {
    status: 422,
    title: 'This dedupe_key did something else before',
    next: 'Use a new key for a new movement, or send the same movement again.',
  },
  count_unknown: {
    status: 404,
    title: 'No such count',
    next: 'GET /api/v1/vendors/{vendor_id}/counts lists them.',
  },
  count_ended: { status: 409, title: 'This count has ended', next: 'Start another one.' },
  printing_unknown: {
    status: 404,
    title: 'No such printing',
    next: 'GET /api/v1/catalogue/printings?q=… finds printings by name, set or number.',
  },
  view_unknown: { status: 404, title: 'No such view', next: 'GET /api/v1/vendors/{vendor_id}/views lists them.' },
  view_name_taken: { status: 409, title: 'There is a view of that name already', next: 'Choose another name.' },
  view_limit: { status: 403, title: 'A vendor has room for 50 views', next: 'Delete one that nobody uses.' },
  photo_unknown: { status: 404, title: 'No such photo', next: 'GET the collectible: its photos are listed there.' },
  photo_unreadable: {
    status: 422,
    title: 'This is no picture that can be read',
    next: 'Send a whole JPEG, PNG, WebP or AVIF file of at most 50 megapixels.',
  },
  photo_limit: { status: 403, title: 'A collectible has room for 12 photos', next: 'Remove one first.' },
  photo_not_fetched: {
    status: 422,
    title: 'No picture could be fetched from that address',
    next: 'Name an https address of the public internet that answers the picture itself, without a redirect, or upload the file.',
  },
  import_unknown: { status: 404, title: 'No such import', next: 'GET /api/v1/vendors/{vendor_id}/imports lists them.' },
  import_unreadable: {
    status: 422,
    title: 'This is no table that can be read',
    next: 'Send a CSV file with a line of headers, as your program exports it.',
  },
  import_running: {
    status: 409,
    title: 'Another import is at work',
    next: 'Wait for it to end, or cancel it.',
  },
  import_step_refused: {
    status: 409,
    title: 'The import is not at that step',
    next: 'GET the import: the answer names its status and what may follow it.',
  },
  import_mapping_incomplete: {
    status: 409,
    title: 'Some column is still needed',
    next: 'Say which column holds what the answer names, or give a default.',
  },
  import_has_errors: {
    status: 409,
    title: 'Some rows were rejected',
    next: 'Put them right and check again, or set policy to accept_valid to leave them out.',
  },
  import_mapping_unknown: {
    status: 404,
    title: 'No such mapping',
    next: 'GET /api/v1/vendors/{vendor_id}/import-mappings lists them.',
  },
  import_mapping_limit: { status: 403, title: 'A vendor has room for 50 mappings', next: 'Delete one first.' },
  bulk_too_many: {
    status: 422,
    title: 'One edit changes 100,000 listings at most',
    next: 'Narrow the filter.',
  },
  bulk_count_changed: {
    status: 409,
    title: 'It would change another number of listings by now',
    next: 'Preview again and decide anew.',
  },
  bulk_refused: {
    status: 409,
    title: 'Some of these listings cannot be changed so',
    next: 'Preview the change: the answer says which and why; leave them out.',
  },
  bulk_edit_unknown: {
    status: 404,
    title: 'No such bulk edit',
    next: 'GET /api/v1/vendors/{vendor_id}/bulk-edits lists them.',
  },
  bulk_edit_undone: { status: 409, title: 'This edit was undone already', next: 'Nothing: it is as it was.' },
  bulk_edit_too_old: {
    status: 409,
    title: 'An edit can be undone for a day',
    next: 'Change the listings by another edit.',
  },
  labels_too_many: { status: 422, title: 'One file holds 1,000 labels', next: 'Select fewer listings.' },
  count_limit: {
    status: 403,
    title: 'A count holds 1,000 collectibles',
    next: 'Apply this one and start another.',
  },
} as const;
