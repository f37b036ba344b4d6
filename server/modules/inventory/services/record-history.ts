import { sql } from 'kysely';
import { newId } from '../../../platform/ids.ts';
import type { FieldChange, ListingContent } from '../listing.ts';
import type { VendorTx } from '../tables.ts';

/** Who changes listings, why and when: one for all that a transaction writes. */
export interface Writing {
  readonly vendor_id: string;
  readonly actor_id: string;
  readonly reason: string;
  readonly at: Date;
}

/** Who changed a listing, when and why. */
export interface Edit extends Writing {
  readonly listing_id: string;
  readonly version: number;
}

/** What became of one listing. */
export interface Written {
  readonly listing_id: string;
  /** That the listing has now. */
  readonly version: number;
  readonly changes: readonly FieldChange[];
  readonly now: Pick<ListingContent, 'price_minor' | 'currency'>;
}

/** Writes down what an edit changed, field by field, and the price where it is another. Append-only tables. */
export function recordHistory(
  tx: VendorTx,
  edit: Edit,
  changes: readonly FieldChange[],
  now: ListingContent,
): Promise<void> {
  const { listing_id, version, ...writing } = edit;
  return recordHistories(tx, writing, [{ listing_id, version, changes, now }]);
}

/** The history of many listings at once, in two statements. */
export async function recordHistories(tx: VendorTx, writing: Writing, written: readonly Written[]): Promise<void> {
  const { vendor_id, actor_id, reason, at } = writing;
  const fields = written.flatMap(({ listing_id, version, changes }) =>
    changes.map(({ field, from, to }) => ({ id: newId(), listing_id, version, field, from, to })),
  );
  const prices = written
    .filter(({ changes }) => changes.some(({ field }) => field === 'price_minor' || field === 'currency'))
    .map(({ listing_id, now }) => ({ id: newId(), listing_id, price_minor: now.price_minor, currency: now.currency }));
  if (fields.length > 0)
    // A JSON null is a value here, and not the absence of one.
    await sql`INSERT INTO inventory.listing_changes
        (id, vendor_id, listing_id, version, field, old_value, new_value, actor_id, reason, at)
      SELECT (one ->> 'id')::uuid, ${vendor_id}, (one ->> 'listing_id')::uuid, (one ->> 'version')::int,
        one ->> 'field', one -> 'from', one -> 'to', ${actor_id}, ${reason}, ${at}
      FROM jsonb_array_elements(${JSON.stringify(fields)}::jsonb) AS one`.execute(tx);
  if (prices.length > 0)
    await sql`INSERT INTO inventory.price_changes
        (id, vendor_id, listing_id, price_minor, currency, actor_id, reason, at)
      SELECT one.id, ${vendor_id}, one.listing_id, one.price_minor, one.currency, ${actor_id}, ${reason}, ${at}
      FROM jsonb_to_recordset(${JSON.stringify(prices)}::jsonb)
        AS one (id uuid, listing_id uuid, price_minor bigint, currency text)`.execute(tx);
}
