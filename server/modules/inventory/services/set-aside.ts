import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { TakenListing } from '../tables-shop.ts';
import { asShop } from './enter-shop.ts';

const AGAIN_MS_MIN = 1_000;
const AGAIN_MS_MAX = 3_600_000;
const ERROR_LENGTH_MAX = 500;

/** When a listing is looked at again whose looks failed so many times: later each time, an hour at most. */
export function againAt(tried: Date, attempts: number): Date {
  return new Date(tried.getTime() + Math.min(AGAIN_MS_MAX, AGAIN_MS_MIN * 2 ** Math.min(attempts - 1, 20)));
}

/**
 * Does the work of a look at one listing. Where that fails, nothing of it stands, and the listing is set aside with the
 * reason.
 *
 * @returns whether the work stands. @throws what `work` does, where the transaction cannot go on either: then the
 *   connection is at fault, and not the listing.
 */
export async function standsAlone(
  tx: Tx,
  { clock, log }: Pick<Platform, 'clock' | 'log'>,
  { listings, work }: { readonly listings: readonly TakenListing[]; readonly work: () => Promise<void> },
): Promise<boolean> {
  await sql`SAVEPOINT alone`.execute(tx);
  try {
    await work();
    return true;
  } catch (err) {
    await sql`ROLLBACK TO SAVEPOINT alone`.execute(tx).catch(() => Promise.reject(err));
    const now = clock.now();
    const reason = (err instanceof Error ? err.message : String(err)).slice(0, ERROR_LENGTH_MAX);
    const aside = listings.map(({ vendor_id, listing_id, attempts }) => ({
      vendor_id,
      listing_id,
      attempts: attempts + 1,
      next_at: againAt(now, attempts + 1),
    }));
    log.error({ err, listings: aside }, 'a listing could not be looked at; it is set aside, and tried again later');
    await asShop(tx, (shop) =>
      sql`
        INSERT INTO inventory.set_aside_listings (vendor_id, listing_id, attempts, tried_at, last_error, next_at)
        SELECT vendor_id, listing_id, attempts, ${now}, ${reason}, next_at
        FROM jsonb_to_recordset(${JSON.stringify(aside)}::jsonb)
          AS one (vendor_id uuid, listing_id uuid, attempts integer, next_at timestamptz)
      `.execute(shop),
    );
    return false;
  }
}
