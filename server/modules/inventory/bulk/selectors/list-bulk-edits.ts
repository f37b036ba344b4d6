import { BulkChange, BULK_UNDO_HOURS, type BulkEditView } from '../../../../../contract/inventory-bulk.ts';
import { AppError } from '../../../../../contract/errors.ts';
import { Id } from '../../../../../contract/fields.ts';
import type { ParamsOf, QueryOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { decodeCursor } from '../../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../../platform/http/page.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../services/as-staff.ts';
import { inventory, type VendorTx } from '../../tables.ts';

const UNDO_MS = BULK_UNDO_HOURS * 3_600_000;

/** Changes of many listings, newest first. @throws AppError `cursor_invalid`, those of `asStaff`. */
export async function listBulkEdits(
  platform: Platform,
  actor: Member,
  { vendor_id, limit, cursor }: ParamsOf<'listBulkEdits'> & QueryOf<'listBulkEdits'>,
): Promise<PageOf<BulkEditView>> {
  const key = platform.secrets.derive(`cursor.inventory.bulk_edits.${vendor_id}`);
  const found = await asStaff(platform, { actor, vendor_id, route: 'listBulkEdits' }, (tx) => {
    const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
    return editRows(tx, vendor_id)
      .$if(before !== null, (all) => all.where('id', '<', before ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
  });
  return pageOf(found.map(editView), { limit, key, place: (last) => last.id });
}

/** One edit as this transaction sees it. @throws AppError `bulk_edit_unknown`. */
export async function readBulkEdit(tx: VendorTx, vendor_id: string, id: string): Promise<BulkEditView> {
  const row = await editRows(tx, vendor_id).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new AppError('bulk_edit_unknown');
  return editView(row);
}

/** The moment until which an edit of `at` can be undone. */
export function undoUntil(at: Date): Date {
  return new Date(at.getTime() + UNDO_MS);
}

function editRows(tx: VendorTx, vendor_id: string) {
  return inventory(tx)
    .selectFrom('bulk_edits')
    .where('vendor_id', '=', vendor_id)
    .select(['id', 'change', 'count', 'reason', 'actor_id', 'at', 'undone_at', 'kept']);
}

function editView(row: Awaited<ReturnType<ReturnType<typeof editRows>['executeTakeFirstOrThrow']>>): BulkEditView {
  return {
    ...row,
    change: BulkChange.parse(row.change),
    at: row.at.toISOString(),
    undo_until: undoUntil(row.at).toISOString(),
    undone_at: row.undone_at?.toISOString() ?? null,
  };
}
