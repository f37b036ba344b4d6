import { sql } from 'kysely';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import { RECORDED_MAX, recordMany, told } from '../../../platform/facts/record.ts';
import type { Platform } from '../../../platform/platform.ts';
import { stockLow } from '../facts.ts';
import { type LowListing, lowStockNotices, type TellStock } from '../stock-notices.ts';
import type { ShopTx } from '../tables-shop.ts';
import { asShop, mayLook } from './enter-shop.ts';

/** Listings that one call tells of. */
const TOLD_MAX = 5_000;

/**
 * Tells vendors what became low since they were last told: one notice to each owner and manager, for all of it.
 * That it was told commits with the notice, and with a fact of each listing for whoever else hears of it.
 */
export async function tellLowStock(platform: Platform, tell: TellStock): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    if (!(await mayLook(tx))) return;
    const at = platform.clock.now();
    const { rows, staff } = await asShop(tx, async (shop) => {
      const low = await takeUntold(shop);
      return { rows: low, staff: await readManagers(shop, [...new Set(low.map(({ vendor_id }) => vendor_id))]) };
    });
    const notices = [...Map.groupBy(rows, ({ vendor_id }) => vendor_id)].flatMap(([vendor_id, listings]) =>
      lowStockNotices({
        vendor_id,
        vendor_name: listings[0]?.vendor_name ?? '',
        listings,
        user_ids: staff.get(vendor_id) ?? [],
        at,
      }),
    );
    if (notices.length > 0) await tell(tx, notices);
    await recordLow(tx, rows);
  });
}

/** In the order of the listings, so that parts of many lock as one would. */
async function recordLow(tx: Tx, rows: readonly Untold[]): Promise<void> {
  const facts = rows
    .toSorted((one, other) => (one.listing_id < other.listing_id ? -1 : 1))
    .map((row) => told(stockLow, row.listing_id, row));
  for (let from = 0; from < facts.length; from += RECORDED_MAX)
    await recordMany(tx, facts.slice(from, from + RECORDED_MAX));
}

type Untold = LowListing & { readonly vendor_id: string; readonly vendor_name: string };

async function takeUntold(tx: ShopTx): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    WITH fell AS (
      UPDATE inventory.offers AS offer SET low_untold = false
      FROM (
        SELECT vendor_id, listing_id FROM inventory.offers WHERE low_untold ORDER BY vendor_id, listing_id LIMIT ${TOLD_MAX}
      ) AS one
      WHERE offer.vendor_id = one.vendor_id AND offer.listing_id = one.listing_id
      RETURNING offer.vendor_id, offer.listing_id, offer.available
    )
    SELECT fell.vendor_id, fell.listing_id, fell.available::float8 AS available, listing.title,
      vendor.name AS vendor_name
    FROM fell
    JOIN inventory.listings AS listing ON listing.vendor_id = fell.vendor_id AND listing.id = fell.listing_id
    JOIN inventory.vendors AS vendor ON vendor.id = fell.vendor_id
    ORDER BY fell.available, listing.title, fell.listing_id
  `.execute(tx);
  return rows;
}

async function readManagers(tx: ShopTx, vendor_ids: readonly string[]): Promise<Map<string, string[]>> {
  if (vendor_ids.length === 0) return new Map();
  const { rows } = await sql<{ vendor_id: string; user_ids: string[] }>`
    SELECT vendor_id, array_agg(user_id ORDER BY user_id) AS user_ids FROM inventory.staff
    WHERE vendor_id = ANY (${vendor_ids}::uuid[]) AND role IN ('owner', 'manager') GROUP BY vendor_id
  `.execute(tx);
  return new Map(rows.map(({ vendor_id, user_ids }) => [vendor_id, user_ids]));
}
