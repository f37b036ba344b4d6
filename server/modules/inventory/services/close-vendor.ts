import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Promises } from '../doors.ts';
import { inventory, type VendorTx } from '../tables.ts';
import { asStaff } from './as-staff.ts';
import { recordHistories, type Writing } from './record-history.ts';

const REASON = 'The shop was closed';
const HISTORY_CHUNK = 5_000;
/** Prices stay as they are: none is written down. */
const NO_PRICE = { price_minor: null, currency: '' };

interface Paused {
  readonly id: string;
  readonly version: number;
}

/**
 * Closes a vendor for good: an import at work is stopped; what is on sale is paused, with a line in each listing's
 * history; links of invitations are worthless, and nobody is on the staff any more. Listings and the ledger stay on
 * record.
 * @throws AppError `vendor_promised`, those of `asStaff`.
 */
export async function closeVendor(
  platform: Platform,
  actor: Member,
  vendor_id: string,
  promises: Promises,
): Promise<void> {
  await asStaff(platform, { actor, vendor_id, route: 'closeVendor' }, async (tx) => {
    const at = platform.clock.now();
    await stopImports(tx, vendor_id, at);
    await pauseAll(tx, { vendor_id, actor_id: actor.user_id, reason: REASON, at });
    await refusePromised(tx, vendor_id);
    // What was sent may not have arrived, and may come back: somebody has to be there.
    if (await promises.hasOpenOrders(tx, vendor_id)) throw new AppError('vendor_promised');
    // Invitations first: who accepts one now holds its row, and is on the staff when that is emptied.
    await inventory(tx).deleteFrom('invitations').where('vendor_id', '=', vendor_id).execute();
    await inventory(tx).deleteFrom('staff').where('vendor_id', '=', vendor_id).execute();
  });
}

/** Before listings are locked, and the import before its turn, as the worker does: what it writes now is paused with the rest. */
async function stopImports(tx: VendorTx, vendor_id: string, at: Date): Promise<void> {
  await sql`UPDATE inventory.imports SET status = 'cancelled', step_ended_at = ${at}, gave_up = NULL
    WHERE vendor_id = ${vendor_id} AND status IN ('checking', 'applying', 'undoing')`.execute(tx);
  await inventory(tx).deleteFrom('import_work').where('vendor_id', '=', vendor_id).execute();
}

/** Locks them in the order of their ids, as everybody does. */
async function pauseAll(tx: VendorTx, writing: Writing): Promise<void> {
  const { vendor_id, at } = writing;
  const { rows } = await sql<Paused>`WITH active AS MATERIALIZED (
      SELECT id FROM inventory.listings WHERE vendor_id = ${vendor_id} AND status = 'active' ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE inventory.listings SET status = 'paused', version = version + 1, updated_at = ${at}
    WHERE vendor_id = ${vendor_id} AND id IN (SELECT id FROM active) RETURNING id, version`.execute(tx);
  const changes = [{ field: 'status', from: 'active', to: 'paused' }];
  for (let from = 0; from < rows.length; from += HISTORY_CHUNK) {
    const some = rows.slice(from, from + HISTORY_CHUNK);
    await recordHistories(
      tx,
      writing,
      some.map(({ id, version }) => ({ listing_id: id, version, changes, now: NO_PRICE })),
    );
  }
}

/** @throws AppError `vendor_promised`. */
async function refusePromised(tx: VendorTx, vendor_id: string): Promise<void> {
  const promised = await inventory(tx)
    .selectFrom('stock_levels')
    .where('vendor_id', '=', vendor_id)
    .where((eb) => eb.or([eb('reserved', '>', 0), eb('allocated', '>', 0)]))
    .select('listing_id')
    .limit(1)
    .executeTakeFirst();
  if (promised !== undefined) throw new AppError('vendor_promised');
}
