import { sql } from 'kysely';
import type { VendorTx } from '../../tables.ts';
import type { ImportRecord } from './import-view.ts';
import type { RowPlan } from './plan-rows.ts';

/** Keeps what really came of rows: the listing, its version after it, and whether there is something to take back. */
export async function keepWritten(
  tx: VendorTx,
  { vendor_id, id }: ImportRecord,
  plans: readonly RowPlan[],
): Promise<void> {
  const rows = plans.map(({ line, outcome, title, sku, errors, changes, listing, piece, content, movement }) => ({
    line,
    outcome,
    title,
    sku: content?.sku ?? sku,
    errors,
    changes,
    listing_id: outcome === 'rejected' ? null : piece,
    version: listing === null ? 1 : listing.version + (changes.length > 0 ? 1 : 0),
    quantity_change: movement?.change ?? 0,
    written: outcome === 'created' || outcome === 'changed',
  }));
  if (rows.length === 0) return;
  await sql`UPDATE inventory.import_rows AS row SET outcome = one.outcome, title = one.title, sku = one.sku,
      errors = one.errors, changes = one.changes, listing_id = one.listing_id, version = one.version,
      quantity_change = one.quantity_change, written = one.written
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (line int, outcome text, title text, sku text,
      errors jsonb, changes jsonb, listing_id uuid, version int, quantity_change int, written boolean)
    WHERE row.vendor_id = ${vendor_id} AND row.import_id = ${id} AND row.line = one.line`.execute(tx);
}
