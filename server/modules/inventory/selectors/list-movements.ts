import { Id } from '../../../../contract/fields.ts';
import type { MovementView } from '../../../../contract/inventory-stock.ts';
import type { ParamsOf, QueryOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../services/as-staff.ts';
import { inventory, type VendorTx } from '../tables.ts';

/** The ledger of a vendor, newest first. @throws AppError those of `asStaff`. */
export async function listMovements(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'listMovements'> & QueryOf<'listMovements'>,
): Promise<PageOf<MovementView>> {
  const { vendor_id, listing_id, location_id, kind, limit, cursor } = input;
  const key = platform.secrets.derive(`cursor.inventory.movements.${vendor_id}`);
  const found = await asStaff(platform, { actor, vendor_id, route: 'listMovements' }, (tx) => {
    const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
    return movementRows(tx, vendor_id)
      .$if(before !== null, (all) => all.where('id', '<', before ?? ''))
      .$if(listing_id !== undefined, (all) => all.where('listing_id', '=', listing_id ?? ''))
      .$if(location_id !== undefined, (all) => all.where('location_id', '=', location_id ?? ''))
      .$if(kind !== undefined, (all) => all.where('kind', '=', kind ?? 'receive'))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
  });
  return pageOf(found.map(timed), { limit, key, place: (last) => last.id });
}

/** These movements, in the order of their ids: the order they were made in. */
export async function readMovements(tx: VendorTx, vendor_id: string, ids: readonly string[]): Promise<MovementView[]> {
  const rows = await movementRows(tx, vendor_id)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .orderBy('id')
    .execute();
  return rows.map(timed);
}

function movementRows(tx: VendorTx, vendor_id: string) {
  return inventory(tx)
    .selectFrom('stock_movements')
    .where('vendor_id', '=', vendor_id)
    .select(['id', 'at', 'kind', 'listing_id', 'location_id', 'quantity', 'reason', 'cause', 'actor_id', 'dedupe_key'])
    .select(['d_on_hand as change_on_hand', 'd_reserved as change_reserved', 'd_allocated as change_allocated'])
    .select(['on_hand_after', 'reserved_after', 'allocated_after']);
}

function timed<Row extends { readonly at: Date }>(row: Row): Omit<Row, 'at'> & { readonly at: string } {
  return { ...row, at: row.at.toISOString() };
}
