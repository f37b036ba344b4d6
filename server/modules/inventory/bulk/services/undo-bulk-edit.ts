import { AppError } from '../../../../../contract/errors.ts';
import { BulkChange, type BulkChangeView, type BulkEditView } from '../../../../../contract/inventory-bulk.ts';
import type { ParamsOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../services/as-staff.ts';
import type { Writing } from '../../services/record-history.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import { type Done, planUndo } from '../plan-undo.ts';
import { readBulkEdit, undoUntil } from '../selectors/list-bulk-edits.ts';
import { readSelected } from '../selectors/read-selected.ts';
import { BATCH, holdListings } from '../selectors/selected-ids.ts';
import { type ListingWrite, type Move, movePieces, writeFields } from './write-listings.ts';

/** The status that an edit took away may be any: what is archived is moved before it is, what is not, after. */
const isArchived = ({ after }: ListingWrite): boolean => after.status === 'archived';

/**
 * Gives every listing back what an edit took from it. A listing that somebody changed since, in what the edit had
 * changed, is left as it is and counted; so is one whose pieces have gone on from where the edit had put them.
 *
 * @throws AppError `bulk_edit_unknown`, `bulk_edit_undone`, `bulk_edit_too_old`, those of `asStaff`.
 */
export function undoBulkEdit(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'undoBulkEdit'>,
): Promise<BulkEditView> {
  return asStaff(platform, { actor, vendor_id, route: 'undoBulkEdit' }, async (tx) => {
    const at = platform.clock.now();
    const { change } = await lockEdit(tx, { vendor_id, id, at });
    const writing = { vendor_id, actor_id: actor.user_id, reason: 'Bulk edit undone', at };
    let kept = 0;
    let last: string | null = null;
    for (;;) {
      const batch: readonly Done[] = await doneBy(tx, { vendor_id, id, after: last });
      kept += await undoBatch(tx, { id, change, writing, batch });
      if (batch.length < BATCH) break;
      last = batch.at(-1)?.listing_id ?? null;
    }
    await inventory(tx)
      .updateTable('bulk_edits')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .set({ undone_at: at, undone_by: actor.user_id, kept })
      .execute();
    return readBulkEdit(tx, vendor_id, id);
  });
}

async function lockEdit(
  tx: VendorTx,
  { vendor_id, id, at }: { readonly vendor_id: string; readonly id: string; readonly at: Date },
): Promise<{ readonly change: BulkChangeView }> {
  const edit = await inventory(tx)
    .selectFrom('bulk_edits')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .forUpdate()
    .select(['change', 'at', 'undone_at'])
    .executeTakeFirst();
  if (edit === undefined) throw new AppError('bulk_edit_unknown');
  if (edit.undone_at !== null) throw new AppError('bulk_edit_undone');
  if (at > undoUntil(edit.at)) throw new AppError('bulk_edit_too_old');
  return { change: BulkChange.parse(edit.change) };
}

async function doneBy(
  tx: VendorTx,
  { vendor_id, id, after }: { readonly vendor_id: string; readonly id: string; readonly after: string | null },
): Promise<readonly Done[]> {
  const rows = await inventory(tx)
    .selectFrom('bulk_edit_listings')
    .where('vendor_id', '=', vendor_id)
    .where('edit_id', '=', id)
    .$if(after !== null, (all) => all.where('listing_id', '>', after ?? ''))
    .orderBy('listing_id')
    .limit(BATCH)
    .select(['listing_id', 'before', 'after', 'moved'])
    .execute();
  return rows as Done[];
}

/** @returns how many listings are left alone. */
async function undoBatch(
  tx: VendorTx,
  undo: {
    readonly id: string;
    readonly change: BulkChangeView;
    readonly writing: Writing;
    readonly batch: readonly Done[];
  },
): Promise<number> {
  const { change, writing, batch } = undo;
  const { vendor_id } = writing;
  const ids = batch.map(({ listing_id }) => listing_id);
  await holdListings(tx, vendor_id, ids);
  const listings = await readSelected(tx, vendor_id, ids);
  const of = new Map(batch.map((done) => [done.listing_id, done]));
  const writes = listings.flatMap((listing): ListingWrite[] => {
    const done = of.get(listing.id);
    const back = done === undefined ? null : planUndo(listing, done, change);
    return back === null ? [] : [{ listing_id: listing.id, currency: listing.currency, ...back }];
  });
  const move: Move = { location_id: change.location_id ?? '', way: 'out', cause: `undo:${undo.id}` };
  await movePieces(tx, writing, { move, writes: writes.filter(isArchived) });
  await writeFields(tx, writing, writes);
  await movePieces(tx, writing, { move, writes: writes.filter((write) => !isArchived(write)) });
  return batch.length - writes.length;
}
