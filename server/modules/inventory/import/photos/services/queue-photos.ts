import { sql } from 'kysely';
import type { VendorTx } from '../../../tables.ts';
import type { ImportContext } from '../../run/context.ts';
import type { RowPlan, RowToPlan } from '../../run/plan-rows.ts';

/**
 * Keeps the photos that written rows name, to be fetched once the import is through with its rows. One that the listing
 * has already is not fetched again.
 */
export async function queuePhotos(
  tx: VendorTx,
  { vendor_id, import_id, actor_id }: ImportContext,
  work: { readonly rows: readonly RowToPlan[]; readonly plans: readonly RowPlan[]; readonly at: Date },
): Promise<void> {
  const urls = new Map(work.rows.map(({ line, draft }) => [line, draft.photo_urls ?? []]));
  const named = work.plans.flatMap(({ line, outcome, piece }) =>
    outcome === 'rejected'
      ? []
      : (urls.get(line) ?? []).map((url, index) => ({ line, place: index + 1, listing_id: piece, url })),
  );
  if (named.length === 0) return;
  await sql`
    INSERT INTO inventory.import_photos (vendor_id, import_id, line, place, listing_id, url, status)
    SELECT ${vendor_id}, ${import_id}, one.line, one.place, one.listing_id, one.url,
      CASE WHEN EXISTS (SELECT FROM inventory.photos AS photo WHERE photo.vendor_id = ${vendor_id}
        AND photo.listing_id = one.listing_id AND photo.source_url = one.url) THEN 'known' ELSE 'waiting' END
    FROM jsonb_to_recordset(${JSON.stringify(named)}::jsonb) AS one (line int, place int, listing_id uuid, url text)
    ON CONFLICT DO NOTHING`.execute(tx);
  await sql`
    INSERT INTO inventory.import_photo_work (vendor_id, import_id, requested_by, requested_at)
    VALUES (${vendor_id}, ${import_id}, ${actor_id}, ${work.at}) ON CONFLICT DO NOTHING`.execute(tx);
}
