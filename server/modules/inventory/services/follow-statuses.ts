import { sql } from 'kysely';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { ShopTx } from '../tables-shop.ts';
import type { Looked } from './follow-listings.ts';

const reasons = { sold_out: 'The last piece went', active: 'Pieces came back' } as const;

/**
 * Lets statuses follow stock, with a line of history each that names nobody. A listing that somebody is writing at this
 * moment is left out and queued again: nothing waits for a long edit.
 *
 * @returns those that stand as they were looked at.
 */
export async function followStatuses(
  tx: ShopTx,
  { clock }: Pick<Platform, 'clock'>,
  seen: readonly Looked[],
): Promise<readonly Looked[]> {
  const wanted = seen.flatMap(({ listing: { id, vendor_id, status: from }, followed: { status: to } }) =>
    to === null ? [] : [{ id, vendor_id, from, to }],
  );
  if (wanted.length === 0) return seen;
  const now = clock.now();
  const { rows } = await sql<{ id: string; version: number }>`
    WITH wanted AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
        AS one (id uuid, vendor_id uuid, "from" text, "to" text)
    ), free AS (
      SELECT listing.vendor_id, listing.id, wanted."to"
      FROM inventory.listings AS listing JOIN wanted USING (vendor_id, id)
      WHERE listing.status = wanted."from"
      ORDER BY listing.id FOR NO KEY UPDATE OF listing SKIP LOCKED
    )
    UPDATE inventory.listings AS listing
    SET status = free."to", sold_out_auto = free."to" = 'sold_out', version = listing.version + 1, updated_at = ${now}
    FROM free WHERE listing.vendor_id = free.vendor_id AND listing.id = free.id
    RETURNING listing.id, listing.version
  `.execute(tx);
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  const changes = wanted.flatMap((one) => {
    const version = versions.get(one.id);
    return version === undefined ? [] : [{ ...one, change_id: newId(), version, reason: reasons[one.to] }];
  });
  await sql`
    INSERT INTO inventory.listing_changes
      (id, vendor_id, listing_id, version, field, old_value, new_value, actor_id, reason, at)
    SELECT change_id, vendor_id, id, version, 'status', to_jsonb("from"), to_jsonb("to"), NULL, reason, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      AS one (change_id uuid, vendor_id uuid, id uuid, version integer, "from" text, "to" text, reason text)
  `.execute(tx);
  const skipped = wanted.filter(({ id }) => !versions.has(id));
  await sql`
    INSERT INTO inventory.changed_listings (vendor_id, listing_id)
    SELECT vendor_id, id FROM jsonb_to_recordset(${JSON.stringify(skipped)}::jsonb) AS one (vendor_id uuid, id uuid)
  `.execute(tx);
  const left = new Set(skipped.map(({ id }) => id));
  return seen.filter(({ listing }) => !left.has(listing.id));
}
