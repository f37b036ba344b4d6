import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import { LABELS_MAX } from '../../../../../contract/inventory-bulk.ts';
import type { BodyOf, ParamsOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { drawInThreads } from '../../../../platform/pdf/draw-in-threads.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { matchingListings } from '../../bulk/selectors/selected-ids.ts';
import { asStaff } from '../../services/as-staff.ts';
import type { VendorTx } from '../../tables.ts';
import type { LabelWork } from '../draw-labels.ts';
import { type LabelListing, labelWords } from '../label-words.ts';
import { sheets } from '../sheets.ts';

type Input = ParamsOf<'printLabels'> & BodyOf<'printLabels'>;

const draw: (work: LabelWork) => Promise<Uint8Array> = drawInThreads(
  new URL('../label-worker.ts', import.meta.url),
  'labels',
);

/**
 * Labels as a PDF, in the order of their titles.
 * @throws AppError `collectible_unknown`; `labels_too_many` `{ limit }`; `unavailable`; those of `asStaff`.
 */
export async function printLabels(platform: Platform, actor: Member, input: Input): Promise<Uint8Array> {
  const { vendor_id, selection, sheet, skip, each, show_price } = input;
  // The transaction ends before anything is drawn.
  const listings = await asStaff(platform, { actor, vendor_id, route: 'printLabels' }, (tx) =>
    labelListings(tx, vendor_id, selection),
  );
  const labels = listings.map((listing) => ({
    words: labelWords(listing, { show_price }),
    address: `${platform.config.public_url}/inventory/${vendor_id}/listings/${listing.id}`,
    copies: each === 'listing' ? 1 : listing.on_hand,
  }));
  if (labels.reduce((sum, { copies }) => sum + copies, 0) > LABELS_MAX)
    throw new AppError('labels_too_many', { limit: LABELS_MAX });
  return draw({ sheet: sheets[sheet], labels, skip });
}

async function labelListings(
  tx: VendorTx,
  vendor_id: string,
  selection: Input['selection'],
): Promise<readonly LabelListing[]> {
  const rows = await matchingListings(tx, vendor_id, selection)
    .select(['listing.id', 'listing.title', 'listing.sku', 'listing.condition', 'listing.grading_company'])
    .select(['listing.grade', 'listing.currency', 'card.finish', 'card.collector_number as number'])
    .select([
      sql<number | null>`listing.price_minor::float8`.as('price_minor'),
      sql<string | null>`coalesce(card.set_name, card.set_code, listing.details ->> 'set_name',
        listing.details ->> 'set_code')`.as('set'),
      sql<string | null>`coalesce(card.language, listing.details ->> 'language')`.as('language'),
      sql<number>`stock.on_hand`.as('on_hand'),
    ])
    .orderBy(sql`lower(listing.title)`)
    .orderBy('listing.id')
    .limit(LABELS_MAX + 1)
    .execute();
  if (rows.length > LABELS_MAX) throw new AppError('labels_too_many', { limit: LABELS_MAX });
  if (selection.ids !== undefined && rows.length < new Set(selection.ids).size)
    throw new AppError('collectible_unknown');
  return rows;
}
