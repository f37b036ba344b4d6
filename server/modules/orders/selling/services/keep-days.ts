import { sql } from 'kysely';
import type { Platform } from '../../../../platform/platform.ts';
import { inOrders } from '../../services/in-orders.ts';

/** Vendors whose ids are held in memory at a time. */
const PAGE = 500;

/**
 * Adds up, once and for ever, what each vendor sold, gave back and was entered for on every day (in UTC) that is over, a
 * month in each transaction. What happens on such a day later is added by triggers.
 */
export async function keepDays(platform: Platform, signal: AbortSignal): Promise<void> {
  const today = platform.clock.now().toISOString().slice(0, 10);
  let last: string | null = null;
  for (;;) {
    const page: readonly string[] = await vendorsBehind(platform, today, last);
    for (const vendor_id of page) await keepVendor(platform, { vendor_id, today, signal });
    if (page.length < PAGE || signal.aborted) return;
    last = page.at(-1) ?? null;
  }
}

function vendorsBehind(platform: Platform, today: string, last: string | null): Promise<string[]> {
  return inOrders(platform, { user_id: null }, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      SELECT vendor.id FROM inventory.vendors AS vendor LEFT JOIN orders.kept_until AS kept ON kept.vendor_id = vendor.id
      WHERE (kept.day IS NULL OR kept.day < ${today}) AND (${last}::uuid IS NULL OR vendor.id > ${last})
        AND EXISTS (SELECT FROM orders.orders AS sold WHERE sold.vendor_id = vendor.id)
      ORDER BY vendor.id LIMIT ${PAGE}
    `.execute(tx);
    return rows.map((row) => row.id);
  });
}

/** Until today, or until somebody places an order just then: the next run goes on. */
async function keepVendor(
  platform: Platform,
  { vendor_id, today, signal }: { readonly vendor_id: string; readonly today: string; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    const day = await inOrders(platform, { user_id: null }, async (tx) => {
      const { rows } = await sql<{ day: string | null }>`
        SELECT to_char(orders.keep_days(${vendor_id}, ${today}), 'YYYY-MM-DD') AS day`.execute(tx);
      return rows[0]?.day ?? null;
    });
    if (day === null || day >= today) return;
  }
}
