import type { BulkChangeView } from '../../../../contract/inventory-bulk.ts';
import type { FieldChange } from '../listing.ts';
import { type Editable, fieldsBetween, type Moved, type SelectedListing } from './plan-listing.ts';

/** What an edit did to one listing. */
export interface Done {
  readonly listing_id: string;
  readonly before: Partial<Editable>;
  readonly after: Partial<Editable>;
  readonly moved: readonly Moved[];
}

/**
 * What takes an edit of one listing back, or null where somebody came since: a field is not what the edit made it, the
 * pieces are not free where it put them, or what was is not allowed any more.
 */
export function planUndo(
  listing: SelectedListing,
  done: Done,
  change: BulkChangeView,
): { readonly after: Editable; readonly fields: readonly FieldChange[]; readonly moved: readonly Moved[] } | null {
  const { price_minor, status, shelf, low_stock_at } = listing;
  const now: Editable = { price_minor, status, shelf, low_stock_at };
  const isAsMade = fieldsBetween(now, { ...now, ...done.after }).length === 0;
  const after: Editable = { ...now, ...done.before };
  if (!isAsMade || !isAllowed(listing, after) || !canReturn(listing, { after, done, change })) return null;
  return { after, fields: fieldsBetween(now, after), moved: done.moved };
}

function isAllowed(listing: SelectedListing, after: Editable): boolean {
  if (after.status === 'active' && after.price_minor === null) return false;
  if (after.status === listing.status) return true;
  if (after.status === 'archived') return listing.promised === 0;
  return !listing.certificate_taken;
}

function canReturn(
  listing: SelectedListing,
  undo: { readonly after: Editable; readonly done: Done; readonly change: BulkChangeView },
): boolean {
  const { moved } = undo.done;
  if (moved.length === 0) return true;
  if (listing.status === 'archived' && undo.after.status === 'archived') return false;
  const there = listing.levels.find((level) => level.location_id === undo.change.location_id)?.free ?? 0;
  return there >= moved.reduce((sum, { quantity }) => sum + quantity, 0);
}
