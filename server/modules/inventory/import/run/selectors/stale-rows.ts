import { sql } from 'kysely';
import type { VendorTx } from '../../../tables.ts';
import type { ImportRecord } from '../import-view.ts';

/**
 * Whether what a check rests on is another by now: a listing that was changed since, or a SKU that was new and is there.
 * @returns the problem as a sentence, or null.
 */
export async function staleRows(tx: VendorTx, { vendor_id, id }: ImportRecord): Promise<string | null> {
  const { rows } = await sql<{ count: number; line: number | null }>`
    SELECT count(*)::int AS count, min(row.line) AS line FROM inventory.import_rows AS row
    LEFT JOIN inventory.listings AS listing ON listing.vendor_id = row.vendor_id AND listing.id = row.listing_id
    WHERE row.vendor_id = ${vendor_id} AND row.import_id = ${id} AND row.outcome <> 'rejected' AND CASE
      WHEN row.listing_id IS NOT NULL THEN listing.version IS DISTINCT FROM row.version
      ELSE row.sku IS NOT NULL AND EXISTS (SELECT FROM inventory.listings AS other
        WHERE other.vendor_id = row.vendor_id AND upper(other.sku) = upper(row.sku)) END`.execute(tx);
  const [stale] = rows;
  if (stale === undefined || stale.count === 0) return null;
  const { count, line } = stale;
  const what = count === 1 ? 'a listing changed that a row is' : `${count} listings changed that rows are`;
  return `Since the check, ${what} about, first in line ${line}. Nothing was written: check again.`;
}
