import type { BulkChangeView } from '../../../../contract/inventory-bulk.ts';
import { type ListingStatus, listingTransitions, MONEY_MINOR_MAX } from '../../../../contract/inventory-terms.ts';
import type { FieldChange } from '../listing.ts';
import { newPrice } from './new-price.ts';

/** What a bulk edit may change of a listing itself. */
export interface Editable {
  readonly price_minor: number | null;
  readonly status: ListingStatus;
  readonly shelf: string;
  readonly low_stock_at: number | null;
}

export interface Level {
  readonly location_id: string;
  readonly on_hand: number;
  /** Not promised to anyone. */
  readonly free: number;
}

/** A listing as a bulk edit reads it. */
export interface SelectedListing extends Editable {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly currency: string;
  readonly on_hand: number;
  /** Pieces that buyers wait for. */
  readonly promised: number;
  /** Company and number; null where there is none. */
  readonly certificate: string | null;
  /** Whether another listing that is not archived has it. */
  readonly certificate_taken: boolean;
  readonly levels: readonly Level[];
}

/** Pieces that go from one location to the one that the change names. */
export interface Moved {
  readonly location_id: string;
  readonly quantity: number;
}

/** Why a listing cannot be changed so. */
export const refusalTitles = {
  collectible_status_refused: 'It does not go from its status to that one',
  collectible_promised: 'Pieces of it are promised to buyers',
  collectible_archived: 'It is archived, and takes in no stock',
  certificate_taken: 'Another listing has its certificate',
  price_needed: 'It would be on sale without a price',
  price_missing: 'It has no price to reckon from',
  price_below_zero: 'Its price would fall below 0',
  price_too_high: 'Its price would be more than a price can be',
  stock_too_many: 'The location cannot hold as many pieces',
} as const;
export type Refusal = keyof typeof refusalTitles;

export type Plan =
  | { readonly outcome: 'refused'; readonly code: Refusal }
  | { readonly outcome: 'unchanged' }
  | {
      readonly outcome: 'changed';
      readonly after: Editable;
      readonly fields: readonly FieldChange[];
      readonly moved: readonly Moved[];
    };

const LEVEL_MAX = 1_000_000_000;
const editable = ['price_minor', 'status', 'shelf', 'low_stock_at'] as const;

/**
 * What a change does to one listing. The same for a preview and for the edit itself.
 *
 * @param certificates of the archived listings that the same edit brought back before this one; added to.
 */
export function planListing(listing: SelectedListing, change: BulkChangeView, certificates: Set<string>): Plan {
  const price_minor = change.price === undefined ? listing.price_minor : newPrice(listing.price_minor, change.price);
  const after: Editable = {
    price_minor,
    status: change.status ?? listing.status,
    shelf: change.shelf ?? listing.shelf,
    low_stock_at: change.low_stock_at === undefined ? listing.low_stock_at : change.low_stock_at,
  };
  const moved = movedTo(listing.levels, change.location_id);
  const code =
    priceRefusal(after, change) ??
    statusRefusal(listing, after, certificates) ??
    stockRefusal(listing, after, moved, change);
  if (code !== null) return { outcome: 'refused', code };
  const fields = fieldsBetween(listing, after);
  if (fields.length === 0 && moved.length === 0) return { outcome: 'unchanged' };
  if (listing.status === 'archived' && after.status !== 'archived' && listing.certificate !== null)
    certificates.add(listing.certificate);
  return { outcome: 'changed', after, fields, moved };
}

export function fieldsBetween(before: Editable, after: Editable): FieldChange[] {
  return editable
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, from: before[field], to: after[field] }));
}

function movedTo(levels: readonly Level[], location_id: string | undefined): Moved[] {
  if (location_id === undefined) return [];
  return levels
    .filter((level) => level.location_id !== location_id && level.free > 0)
    .map((level) => ({ location_id: level.location_id, quantity: level.free }));
}

function priceRefusal(after: Editable, change: BulkChangeView): Refusal | null {
  if (change.price === undefined) return null;
  if (after.price_minor === null) return 'price_missing';
  if (after.price_minor < 0) return 'price_below_zero';
  return after.price_minor > MONEY_MINOR_MAX ? 'price_too_high' : null;
}

function statusRefusal(listing: SelectedListing, after: Editable, certificates: ReadonlySet<string>): Refusal | null {
  const [from, to] = [listing.status, after.status];
  if (from === to) return null;
  if (!listingTransitions[from].includes(to)) return 'collectible_status_refused';
  if (to === 'active' && after.price_minor === null) return 'price_needed';
  if (to === 'archived' && listing.promised > 0) return 'collectible_promised';
  const { certificate, certificate_taken } = listing;
  if (from === 'archived' && certificate !== null && (certificate_taken || certificates.has(certificate)))
    return 'certificate_taken';
  return null;
}

/** What is archived by the same edit is moved before, and what it brings back is moved after. */
function stockRefusal(
  listing: SelectedListing,
  after: Editable,
  moved: readonly Moved[],
  change: BulkChangeView,
): Refusal | null {
  if (moved.length === 0) return null;
  if (listing.status === 'archived' && after.status === 'archived') return 'collectible_archived';
  const there = listing.levels.find((level) => level.location_id === change.location_id)?.on_hand ?? 0;
  return moved.reduce((sum, { quantity }) => sum + quantity, there) > LEVEL_MAX ? 'stock_too_many' : null;
}
