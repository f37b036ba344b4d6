import { AppError } from '../../../../contract/errors.ts';
import { Id } from '../../../../contract/fields.ts';
import { COUNT_ENTRIES_MAX, type StockCountView } from '../../../../contract/inventory-stock.ts';
import type { ParamsOf, QueryOf, ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../services/as-staff.ts';
import { inventory, type VendorTx } from '../tables.ts';

type CountHead = ReplyOf<'listCounts'>[number];

/** @throws AppError `count_unknown`, those of `asStaff`. */
export function getCount(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'getCount'>,
): Promise<StockCountView> {
  return asStaff(platform, { actor, vendor_id, route: 'getCount' }, (tx) => readCount(tx, vendor_id, id));
}

/** A vendor's counts, newest first. @throws AppError those of `asStaff`. */
export async function listCounts(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'listCounts'> & QueryOf<'listCounts'>,
): Promise<PageOf<CountHead>> {
  const { vendor_id, limit, cursor } = input;
  const key = platform.secrets.derive(`cursor.inventory.counts.${vendor_id}`);
  const found = await asStaff(platform, { actor, vendor_id, route: 'listCounts' }, (tx) => {
    const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
    return countRows(tx, vendor_id)
      .$if(before !== null, (all) => all.where('id', '<', before ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
  });
  return pageOf(found.map(headOf), { limit, key, place: (last) => last.id });
}

/** A count as this transaction sees it, its entries by title. @throws AppError `count_unknown`. */
export async function readCount(tx: VendorTx, vendor_id: string, id: string): Promise<StockCountView> {
  const count = await countRows(tx, vendor_id).where('id', '=', id).executeTakeFirst();
  if (count === undefined) throw new AppError('count_unknown');
  const rows = await inventory(tx)
    .selectFrom('count_entries as entry')
    .innerJoin('listings as listing', (join) =>
      join.onRef('listing.vendor_id', '=', 'entry.vendor_id').onRef('listing.id', '=', 'entry.listing_id'),
    )
    .where('entry.vendor_id', '=', vendor_id)
    .where('entry.count_id', '=', id)
    .orderBy('listing.title')
    .orderBy('entry.listing_id')
    .limit(COUNT_ENTRIES_MAX)
    .select(['entry.listing_id', 'listing.title', 'listing.sku', 'counted', 'on_hand_seen', 'counted_at'])
    .execute();
  const entries = rows.map((row) =>
    Object.assign(row, {
      difference: row.counted - row.on_hand_seen,
      counted_at: row.counted_at.toISOString(),
    }),
  );
  return { ...headOf(count), entries };
}

function countRows(tx: VendorTx, vendor_id: string) {
  return inventory(tx)
    .selectFrom('counts')
    .where('vendor_id', '=', vendor_id)
    .select(['id', 'location_id', 'status', 'started_by', 'started_at', 'ended_at']);
}

function headOf<Row extends { readonly started_at: Date; readonly ended_at: Date | null }>(row: Row) {
  return { ...row, started_at: row.started_at.toISOString(), ended_at: row.ended_at?.toISOString() ?? null };
}
