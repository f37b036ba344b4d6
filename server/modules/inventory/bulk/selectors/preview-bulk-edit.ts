import { AppError } from '../../../../../contract/errors.ts';
import { BULK_MAX, type BulkChangeView, type BulkPreviewView } from '../../../../../contract/inventory-bulk.ts';
import type { SelectionView } from '../../../../../contract/inventory-filter.ts';
import type { BodyOf, ParamsOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../services/as-staff.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import { BulkSummary } from '../bulk-summary.ts';
import { type Plan, planListing, type SelectedListing } from '../plan-listing.ts';
import { readSelected } from './read-selected.ts';
import { countSelected, type Hold, selectedIds } from './selected-ids.ts';

/** What an edit would do. @throws AppError those of `planBulkEdit` and `asStaff`. */
export function previewBulkEdit(
  platform: Platform,
  actor: Member,
  { vendor_id, ...asked }: ParamsOf<'previewBulkEdit'> & BodyOf<'previewBulkEdit'>,
): Promise<BulkPreviewView> {
  return asStaff(platform, { actor, vendor_id, route: 'previewBulkEdit' }, async (tx) => {
    const { summary, batches } = await planBulkEdit(tx, vendor_id, { ...asked, hold: 'none' });
    for await (const _ of batches);
    return summary.preview();
  });
}

/** A listing and what is to become of it. */
export interface Planned {
  readonly listing: SelectedListing;
  readonly plan: Plan;
}

/**
 * Plans an edit, a batch of listings at a time; the summary is whole when the batches have been read through.
 *
 * @throws AppError `bulk_too_many`, `location_unknown`, and while reading `collectible_unknown`.
 */
export async function planBulkEdit(
  tx: VendorTx,
  vendor_id: string,
  asked: { readonly selection: SelectionView; readonly change: BulkChangeView; readonly hold: Hold },
): Promise<{ readonly summary: BulkSummary; readonly batches: AsyncGenerator<readonly Planned[]> }> {
  const { change, selection } = asked;
  const rows = await inventory(tx)
    .selectFrom('locations')
    .where('vendor_id', '=', vendor_id)
    .select(['id', 'name'])
    .execute();
  const locations = new Map(rows.map(({ id, name }) => [id, name]));
  if (change.location_id !== undefined && !locations.has(change.location_id)) throw new AppError('location_unknown');
  if ((await countSelected(tx, vendor_id, { selection, max: BULK_MAX })) > BULK_MAX)
    throw new AppError('bulk_too_many', { limit: BULK_MAX });
  const summary = new BulkSummary(change, locations);
  return { summary, batches: batchesOf(tx, vendor_id, { ...asked, summary }) };
}

async function* batchesOf(
  tx: VendorTx,
  vendor_id: string,
  asked: {
    readonly selection: SelectionView;
    readonly change: BulkChangeView;
    readonly hold: Hold;
    readonly summary: BulkSummary;
  },
): AsyncGenerator<readonly Planned[]> {
  const certificates = new Set<string>();
  for await (const ids of selectedIds(tx, vendor_id, asked)) {
    // Read after the locks are held: what is planned is what will be there.
    const listings = await readSelected(tx, vendor_id, ids);
    yield listings.map((listing) => {
      const plan = planListing(listing, asked.change, certificates);
      asked.summary.add(listing, plan);
      return { listing, plan };
    });
  }
}
