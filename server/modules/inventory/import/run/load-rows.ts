import { newId } from '../../../../platform/ids.ts';
import type { ListingRow } from '../../listing.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import type { ImportContext } from './context.ts';
import { findMatches, type Match } from './find-matches.ts';
import { makePiece } from './make-piece.ts';
import { pieceKey } from './piece-key.ts';
import type { Made, RowToPlan } from './plan-rows.ts';
import { levelKey, Levels } from './plan-stock.ts';
import type { StoredDraft } from './stored-draft.ts';

/** A row before it is known which listing it is about. */
export interface KnownRow extends Omit<RowToPlan, 'match' | 'new_id' | 'made'> {
  readonly made: Made;
}

/** What a draft would be made of, and its identity in the file; no identity where it says too little. */
export function identify(
  context: ImportContext,
  draft: StoredDraft,
): { readonly made: Made; readonly key: string | null } {
  const made = makePiece(context, draft);
  return { made, key: pieceKey(draft.sku, 'content' in made ? made : null) };
}

/** Finds the listing of each row. */
export async function matchRows(
  tx: VendorTx,
  { vendor_id }: ImportContext,
  rows: readonly KnownRow[],
): Promise<RowToPlan[]> {
  const asked = rows.map(({ draft, made }) => ({ sku: draft.sku, piece: 'content' in made ? made : null }));
  const matches = await findMatches(tx, vendor_id, asked);
  return rows.map((row, place) => Object.assign({}, row, { match: matches[place] ?? NONE, new_id: newId() }));
}
const NONE: Match = { listing: null };

/** The listings that rows are about. */
export function listingsOf(rows: readonly RowToPlan[]): ListingRow[] {
  return rows.flatMap(({ match }) => ('listing' in match && match.listing !== null ? [match.listing] : []));
}

export async function readLevels(tx: VendorTx, vendor_id: string, ids: readonly string[]): Promise<Levels> {
  if (ids.length === 0) return new Levels();
  const rows = await inventory(tx)
    .selectFrom('stock_levels')
    .where('vendor_id', '=', vendor_id)
    .where((eb) => eb('listing_id', '=', eb.fn.any(eb.val(ids))))
    .select(['listing_id', 'location_id', 'on_hand', 'reserved', 'allocated'])
    .execute();
  return new Levels(rows.map((row) => [levelKey(row.listing_id, row.location_id), row] as const));
}
