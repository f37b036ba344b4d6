import { newId } from '../../../platform/ids.ts';
import type { FieldChange, ListingContent } from '../listing.ts';
import { inventory, type VendorTx } from '../tables.ts';

/** Who changed a listing, when and why. */
export interface Edit {
  readonly vendor_id: string;
  readonly listing_id: string;
  readonly version: number;
  readonly actor_id: string;
  readonly reason: string;
  readonly at: Date;
}

/** Writes down what an edit changed, field by field, and the price where it is another. Append-only tables. */
export async function recordHistory(
  tx: VendorTx,
  edit: Edit,
  changes: readonly FieldChange[],
  now: ListingContent,
): Promise<void> {
  const { vendor_id, listing_id, actor_id, reason, at } = edit;
  if (changes.length > 0)
    await inventory(tx)
      .insertInto('listing_changes')
      .values(
        changes.map(({ field, from, to }) => ({
          id: newId(),
          ...edit,
          field,
          old_value: JSON.stringify(from),
          new_value: JSON.stringify(to),
        })),
      )
      .execute();
  if (changes.some(({ field }) => field === 'price_minor' || field === 'currency'))
    await inventory(tx)
      .insertInto('price_changes')
      .values({
        id: newId(),
        vendor_id,
        listing_id,
        price_minor: now.price_minor,
        currency: now.currency,
        actor_id,
        reason,
        at,
      })
      .execute();
}
