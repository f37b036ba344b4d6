import { BULK_UNDO_HOURS } from '../../../../../contract/inventory-bulk.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { eachVendor } from '../../services/each-vendor.ts';
import { inventory } from '../../tables.ts';

/** Deletes what an undo would need, of edits that cannot be undone any more. What they did stays in the history. */
export async function forgetBulkEdits(platform: Platform, signal: AbortSignal): Promise<void> {
  const before = new Date(platform.clock.ms() - BULK_UNDO_HOURS * 3_600_000);
  await eachVendor(platform, signal, async (tx, { vendor_id }) => {
    await inventory(tx)
      .deleteFrom('bulk_edit_listings')
      .where('vendor_id', '=', vendor_id)
      .where('edit_id', 'in', (eb) =>
        eb
          .selectFrom('bulk_edits')
          .where('vendor_id', '=', vendor_id)
          .where((or) => or.or([or('at', '<', before), or('undone_at', 'is not', null)]))
          .select('id'),
      )
      .execute();
  });
}
