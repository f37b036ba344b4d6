import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import type { SelectionView } from '../../../../../contract/inventory-filter.ts';
import { filterConditions } from '../../selectors/filter-listings.ts';
import { listingRows } from '../../selectors/listing-rows.ts';
import type { VendorTx } from '../../tables.ts';

/** Listings that are read and written together. */
export const BATCH = 2_000;

/** How strongly the listings are held: not at all, against other edits, or against stock that comes and goes as well. */
export type Hold = 'none' | 'edits' | 'edits_and_stock';

const locks: Readonly<Record<Exclude<Hold, 'none'>, ReturnType<typeof sql>>> = {
  edits: sql`FOR NO KEY UPDATE OF listing`,
  edits_and_stock: sql`FOR UPDATE OF listing`,
};

/**
 * The ids that a selection names, in their order and in batches, locked as they are read.
 *
 * @throws AppError `collectible_unknown` for an id that is not the vendor's.
 */
export async function* selectedIds(
  tx: VendorTx,
  vendor_id: string,
  { selection, hold }: { readonly selection: SelectionView; readonly hold: Hold },
): AsyncGenerator<readonly string[]> {
  const named = selection.ids === undefined ? null : [...new Set(selection.ids)];
  let found = 0;
  let last: string | null = null;
  for (;;) {
    let query = matchingListings(tx, vendor_id, { ...selection, ids: named ?? undefined }).select('listing.id');
    if (last !== null) query = query.where('listing.id', '>', last);
    if (hold !== 'none') query = query.modifyEnd(locks[hold]);
    const rows = await query.orderBy('listing.id').limit(BATCH).execute();
    found += rows.length;
    if (rows.length > 0) yield rows.map((row) => row.id);
    if (rows.length < BATCH) break;
    last = rows.at(-1)?.id ?? null;
  }
  if (named !== null && found < named.length) throw new AppError('collectible_unknown');
}

/** Locks these listings, in their order, against edits and against stock that comes and goes. */
export async function holdListings(tx: VendorTx, vendor_id: string, ids: readonly string[]): Promise<void> {
  await matchingListings(tx, vendor_id, { ids })
    .select('listing.id')
    .orderBy('listing.id')
    .modifyEnd(locks.edits_and_stock)
    .execute();
}

/** How many listings a selection names, counted up to one more than `max`. */
export async function countSelected(
  tx: VendorTx,
  vendor_id: string,
  { selection, max }: { readonly selection: SelectionView; readonly max: number },
): Promise<number> {
  const chosen = matchingListings(tx, vendor_id, selection)
    .select('listing.id')
    .limit(max + 1);
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM (${chosen}) AS chosen`.execute(tx);
  return rows[0]?.count ?? 0;
}

interface Chosen {
  readonly ids?: readonly string[] | undefined;
  readonly filter?: SelectionView['filter'];
}

/** The listings that a selection names, over the aliases of `listingRows`. */
export function matchingListings(tx: VendorTx, vendor_id: string, { ids, filter }: Chosen) {
  let query = listingRows(tx, vendor_id).clearSelect();
  if (ids !== undefined) query = query.where((eb) => eb('listing.id', '=', eb.fn.any(eb.val(ids))));
  for (const condition of filterConditions(filter ?? {})) query = query.where(condition);
  return query;
}
