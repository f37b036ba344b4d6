import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import { COUNT_ENTRIES_MAX, type StockCountView } from '../../../../contract/inventory-stock.ts';
import type { BodyOf, ParamsOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readCount } from '../selectors/get-count.ts';
import { inventory, type VendorTx } from '../tables.ts';
import { refusalOf } from './apply-movement.ts';
import { applyMovements } from './apply-movements.ts';
import type { Promises } from '../doors.ts';
import { asStaff } from './as-staff.ts';
import { namePromised } from './name-promised.ts';
import { assertLocation } from './create-collectible.ts';

/**
 * A count of one location. Each entry keeps what was counted beside what the ledger said at that moment; applying the
 * count moves stock by the differences, so that what was sold or received since then stays so.
 *
 * @throws AppError `location_unknown`, those of `asStaff`.
 */
export function startCount(
  platform: Platform,
  actor: Member,
  { vendor_id, location_id }: ParamsOf<'startCount'> & BodyOf<'startCount'>,
): Promise<StockCountView> {
  return asStaff(platform, { actor, vendor_id, route: 'startCount' }, async (tx) => {
    await assertLocation(tx, vendor_id, location_id);
    const id = newId();
    await inventory(tx)
      .insertInto('counts')
      .values({
        id,
        vendor_id,
        location_id,
        status: 'open',
        started_by: actor.user_id,
        started_at: platform.clock.now(),
        ended_at: null,
      })
      .execute();
    return readCount(tx, vendor_id, id);
  });
}

/**
 * Enters what was counted, all entries or none; a later entry of a listing replaces the earlier one.
 * @throws AppError `count_unknown`, `count_ended`, `count_limit` `{ limit }`, `collectible_unknown`, those of `asStaff`.
 */
export function enterCounts(
  platform: Platform,
  actor: Member,
  { vendor_id, id, entries }: ParamsOf<'enterCounts'> & BodyOf<'enterCounts'>,
): Promise<StockCountView> {
  return asStaff(platform, { actor, vendor_id, route: 'enterCounts' }, async (tx) => {
    const { location_id } = await lockOpenCount(tx, vendor_id, id);
    const entered = await sql`
      INSERT INTO inventory.count_entries (vendor_id, count_id, listing_id, counted, on_hand_seen, counted_by, counted_at)
      SELECT listing.vendor_id, ${id}, listing.id, entry.counted, coalesce(level.on_hand, 0), ${actor.user_id},
        ${platform.clock.now()}
      FROM unnest(${entries.map((entry) => entry.listing_id)}::uuid[], ${entries.map((entry) => entry.counted)}::int[])
        AS entry (listing_id, counted)
      JOIN inventory.listings AS listing ON listing.vendor_id = ${vendor_id} AND listing.id = entry.listing_id
      LEFT JOIN inventory.stock_levels AS level ON level.vendor_id = listing.vendor_id
        AND level.listing_id = listing.id AND level.location_id = ${location_id}
      ON CONFLICT (vendor_id, count_id, listing_id) DO UPDATE SET counted = excluded.counted,
        on_hand_seen = excluded.on_hand_seen, counted_by = excluded.counted_by, counted_at = excluded.counted_at
    `.execute(tx);
    if (entered.numAffectedRows !== BigInt(entries.length)) throw new AppError('collectible_unknown');
    const all = await inventory(tx)
      .selectFrom('count_entries')
      .where('vendor_id', '=', vendor_id)
      .where('count_id', '=', id)
      .select((eb) => eb.fn.countAll<string>().as('entries'))
      .executeTakeFirstOrThrow();
    if (Number(all.entries) > COUNT_ENTRIES_MAX) throw new AppError('count_limit', { limit: COUNT_ENTRIES_MAX });
    return readCount(tx, vendor_id, id);
  });
}

/**
 * Moves stock by every difference and ends the count, or does neither.
 * @throws AppError `count_unknown`, `count_ended`, those of `applyMovement` for the first entry that cannot be applied,
 *   and those of `asStaff`.
 */
export function applyCount(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'applyCount'>,
  promises: Promises,
): Promise<StockCountView> {
  return asStaff(platform, { actor, vendor_id, route: 'applyCount' }, async (tx) => {
    const { location_id } = await lockOpenCount(tx, vendor_id, id);
    const entries = await inventory(tx)
      .selectFrom('count_entries')
      .where('vendor_id', '=', vendor_id)
      .where('count_id', '=', id)
      .whereRef('counted', '!=', 'on_hand_seen')
      .orderBy('listing_id') // the order of locks, see apply-movement.ts
      .select(['listing_id', 'counted', 'on_hand_seen'])
      .execute();
    const movements = entries.map(({ listing_id, counted, on_hand_seen }) => ({
      listing_id,
      location_id,
      kind: 'adjust' as const,
      quantity: counted - on_hand_seen,
      dedupe_key: `count:${id}:${listing_id}`,
    }));
    const why = { reason: 'Counted', cause: `count:${id}`, at: platform.clock.now() };
    const named = namePromised(tx, { vendor_id, promises });
    for (const [place, answer] of (await applyMovements(tx, why, movements)).entries()) {
      const movement = movements[place];
      if (movement !== undefined && answer.outcome !== 'applied') await named(movement)(refusalOf(answer, movement));
    }
    await endCount(tx, { vendor_id, id, status: 'applied', ended_at: platform.clock.now() });
    return readCount(tx, vendor_id, id);
  });
}

/** Ends a count without touching the ledger. @throws AppError `count_unknown`, `count_ended`, those of `asStaff`. */
export function cancelCount(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'cancelCount'>,
): Promise<StockCountView> {
  return asStaff(platform, { actor, vendor_id, route: 'cancelCount' }, async (tx) => {
    await lockOpenCount(tx, vendor_id, id);
    await endCount(tx, { vendor_id, id, status: 'cancelled', ended_at: platform.clock.now() });
    return readCount(tx, vendor_id, id);
  });
}

async function lockOpenCount(tx: VendorTx, vendor_id: string, id: string): Promise<{ readonly location_id: string }> {
  const count = await inventory(tx)
    .selectFrom('counts')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .forUpdate()
    .select(['location_id', 'status'])
    .executeTakeFirst();
  if (count === undefined) throw new AppError('count_unknown');
  if (count.status !== 'open') throw new AppError('count_ended', { count_status: count.status });
  return count;
}

async function endCount(
  tx: VendorTx,
  end: {
    readonly vendor_id: string;
    readonly id: string;
    readonly status: 'applied' | 'cancelled';
    readonly ended_at: Date;
  },
): Promise<void> {
  const { vendor_id, id, status, ended_at } = end;
  await inventory(tx)
    .updateTable('counts')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .set({ status, ended_at })
    .execute();
}
