import { AppError } from '../../../../contract/errors.ts';
import type { CardDetails } from '../../../../contract/inventory-details.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { z } from 'zod';
import type { Member } from '../../../platform/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { assertWhole, columnsOf, firstChanges, type ListingContent } from '../listing.ts';
import { newSku, titleFrom } from '../naming.ts';
import { readCollectible, type Tagged } from '../selectors/get-collectible.ts';
import { inventory, type VendorTx } from '../tables.ts';
import { applyMovement } from './apply-movement.ts';
import { asStaff } from './as-staff.ts';
import { recordHistory } from './record-history.ts';
import { refuseDuplicates } from './refuse-duplicates.ts';

type Input = BodyOf<'createCollectible'>;

/**
 * Makes a collectible: the listing, the details of its kind, its first line of history and, where a quantity is named,
 * its first stock. All of it, or nothing.
 *
 * @throws AppError `sku_taken`, `certificate_taken`, `price_needed`, `location_unknown`, `graded_is_single`, those of
 *   `asStaff`.
 */
export async function createCollectible(platform: Platform, actor: Member, input: Input): Promise<Tagged> {
  const { vendor_id, kind } = input;
  const id = newId();
  const at = platform.clock.now();
  return asStaff(platform, { actor, vendor_id, route: 'createCollectible' }, async (tx) => {
    const content = await contentFrom(tx, input);
    assertWhole(content, kind);
    await inventory(tx)
      .insertInto('listings')
      .values({ id, vendor_id, kind, ...columnsOf(content, kind), version: 1, created_at: at, updated_at: at })
      .execute()
      .catch(refuseDuplicates(content));
    if (kind === 'card')
      await inventory(tx)
        .insertInto('card_details')
        .values({ vendor_id, listing_id: id, ...(content.details as z.output<typeof CardDetails>) })
        .execute();
    const edit = { vendor_id, listing_id: id, version: 1, actor_id: actor.user_id, reason: '', at };
    const changes = firstChanges(content);
    await recordHistory(tx, edit, changes, content);
    if (input.quantity > 0)
      await applyMovement(tx, platform, {
        listing_id: id,
        location_id: input.location_id ?? (await firstLocation(tx, vendor_id)),
        kind: 'receive',
        quantity: input.quantity,
        dedupe_key: `made:${id}`,
      });
    else if (input.location_id !== undefined) await assertLocation(tx, vendor_id, input.location_id);
    return readCollectible(tx, vendor_id, id);
  });
}

/** What was sent, with what is made up for what was not. */
async function contentFrom(tx: VendorTx, input: Input): Promise<ListingContent> {
  const { vendor_id, kind, condition, source_condition, grading } = input;
  const { cost_minor, price_minor, shelf, note, barcode, low_stock_at, status } = input;
  const details = input[`${kind}_details`] ?? {};
  const vendor = await inventory(tx)
    .selectFrom('vendors')
    .where('id', '=', vendor_id)
    .select('currency')
    .executeTakeFirstOrThrow();
  return {
    sku: input.sku ?? newSku(kind, details),
    title: input.title ?? titleFrom(kind, details),
    condition,
    source_condition,
    grading,
    cost_minor,
    price_minor,
    currency: input.currency ?? vendor.currency,
    shelf,
    note,
    barcode,
    low_stock_at,
    status,
    details,
  };
}

/** Where stock goes when no location is named. Every vendor has one from its first day. */
async function firstLocation(tx: VendorTx, vendor_id: string): Promise<string> {
  const location = await inventory(tx)
    .selectFrom('locations')
    .where('vendor_id', '=', vendor_id)
    .orderBy('id')
    .limit(1)
    .select('id')
    .executeTakeFirstOrThrow();
  return location.id;
}

/** @throws AppError `location_unknown`, also for another vendor's. */
export async function assertLocation(tx: VendorTx, vendor_id: string, id: string): Promise<void> {
  const location = await inventory(tx)
    .selectFrom('locations')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst();
  if (location === undefined) throw new AppError('location_unknown');
}
