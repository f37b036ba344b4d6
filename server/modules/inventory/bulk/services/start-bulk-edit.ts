import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import type { BulkChangeView, BulkEditView } from '../../../../../contract/inventory-bulk.ts';
import type { BodyOf, ParamsOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../services/as-staff.ts';
import type { Writing } from '../../services/record-history.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import { readBulkEdit } from '../selectors/list-bulk-edits.ts';
import { type Planned, planBulkEdit } from '../selectors/preview-bulk-edit.ts';
import type { Hold } from '../selectors/selected-ids.ts';
import { type ListingWrite, type Move, movePieces, writeFields } from './write-listings.ts';

type Input = ParamsOf<'startBulkEdit'> & BodyOf<'startBulkEdit'>;

/** Whoever asked is answered by then: an edit that came later would be one that nobody knows of, and does again. */
const EDIT_MS_MAX = 17_000;

/**
 * Changes many listings, all of them or none: one transaction, in the order of their ids, a batch in memory at a time.
 *
 * @throws AppError `bulk_count_changed` `{ expected_count, count }`, `bulk_refused` `{ refused }`, `unavailable` when it
 *   takes too long, those of `planBulkEdit` and `asStaff`.
 */
export function startBulkEdit(platform: Platform, actor: Member, input: Input): Promise<BulkEditView> {
  const { vendor_id, change, selection, expected_count } = input;
  return asStaff(platform, { actor, vendor_id, route: 'startBulkEdit' }, async (tx) => {
    const id = newId();
    const reason = input.reason === '' ? 'Bulk edit' : input.reason;
    const writing = { vendor_id, actor_id: actor.user_id, reason, at: platform.clock.now() };
    const { summary, batches } = await planBulkEdit(tx, vendor_id, { selection, change, hold: holdFor(change) });
    await recordEdit(tx, id, { ...input, ...writing, reason: input.reason });
    for await (const batch of batches) {
      if (summary.refused.length === 0 && summary.count <= expected_count)
        await writeBatch(tx, { id, change, writing, writes: writesOf(batch) });
      if (platform.clock.ms() - writing.at.getTime() > EDIT_MS_MAX)
        throw new AppError('unavailable', { detail: 'It took too long, and nothing is changed', retry_after_s: 5 });
    }
    const { count, refused } = summary;
    if (refused.length > 0) throw new AppError('bulk_refused', { refused });
    if (count !== expected_count) throw new AppError('bulk_count_changed', { expected_count, count });
    await inventory(tx)
      .updateTable('bulk_edits')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .set({ count })
      .execute();
    return readBulkEdit(tx, vendor_id, id);
  });
}

/** A price may change while stock comes and goes; what is archived or moved is decided by the stock. */
function holdFor(change: BulkChangeView): Hold {
  return change.status === undefined && change.location_id === undefined ? 'edits' : 'edits_and_stock';
}

function writesOf(batch: readonly Planned[]): ListingWrite[] {
  return batch.flatMap(({ listing: { id, currency }, plan }) => {
    if (plan.outcome !== 'changed') return [];
    const { after, fields, moved } = plan;
    return [{ listing_id: id, currency, after, fields, moved }];
  });
}

async function recordEdit(tx: VendorTx, id: string, input: Input & Writing): Promise<void> {
  const { vendor_id, selection, change, reason, actor_id, at } = input;
  await inventory(tx)
    .insertInto('bulk_edits')
    .values({
      id,
      vendor_id,
      selection: JSON.stringify(selection),
      change: JSON.stringify(change),
      count: 0, // until all are written
      reason,
      actor_id,
      at,
      kept: 0,
      undone_at: null,
      undone_by: null,
    })
    .execute();
}

async function writeBatch(
  tx: VendorTx,
  edit: {
    readonly id: string;
    readonly change: BulkChangeView;
    readonly writing: Writing;
    readonly writes: readonly ListingWrite[];
  },
): Promise<void> {
  const { id, change, writing, writes } = edit;
  if (writes.length === 0) return;
  await remember(tx, writing.vendor_id, { id, writes });
  const move: Move | null =
    change.location_id === undefined ? null : { location_id: change.location_id, way: 'in', cause: `bulk:${id}` };
  // What is archived takes in nothing, so it is moved before; what is brought back, after.
  if (move !== null && change.status === 'archived') await movePieces(tx, writing, { move, writes });
  await writeFields(tx, writing, writes);
  if (move !== null && change.status !== 'archived') await movePieces(tx, writing, { move, writes });
}

/** Keeps what an undo needs. */
async function remember(
  tx: VendorTx,
  vendor_id: string,
  { id, writes }: { readonly id: string; readonly writes: readonly ListingWrite[] },
): Promise<void> {
  const rows = writes.map(({ listing_id, fields, moved }) => ({
    listing_id,
    before: Object.fromEntries(fields.map(({ field, from }) => [field, from])),
    after: Object.fromEntries(fields.map(({ field, to }) => [field, to])),
    moved,
  }));
  await sql`
    INSERT INTO inventory.bulk_edit_listings (vendor_id, edit_id, listing_id, before, after, moved)
    SELECT ${vendor_id}, ${id}, one.listing_id, one.before, one.after, one.moved
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS one (listing_id uuid, before jsonb, after jsonb, moved jsonb)
  `.execute(tx);
}
