import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import type { ShopVendorView } from '../../../../../contract/shop.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { inWindow } from './in-window.ts';

/** As a vendor sells that has set nothing. */
const HANDLING_DAYS = 2;
const RETURN_DAYS = 14;

/** @throws AppError `vendor_unknown`. */
export function getShopVendor(platform: Pick<Platform, 'db'>, vendor_id: string): Promise<ShopVendorView> {
  return inWindow(platform, async (tx) => {
    const { rows } = await sql<Omit<ShopVendorView, 'since'> & { since: Date }>`
      SELECT vendor.id, vendor.name, terms.ships_from, coalesce(terms.handling_days, ${HANDLING_DAYS}::int) AS handling_days,
        coalesce(terms.return_days, ${RETURN_DAYS}::int) AS return_days, vendor.created_at AS since,
        (SELECT count(*)::int FROM inventory.products AS product WHERE product.tags @> ARRAY['v:' || vendor.id]) AS products
      FROM inventory.vendors AS vendor LEFT JOIN LATERAL orders.terms_shown(vendor.id) AS terms ON true
      WHERE vendor.id = ${vendor_id}`.execute(tx);
    const vendor = rows[0];
    if (vendor === undefined) throw new AppError('vendor_unknown');
    return { ...vendor, since: vendor.since.toISOString() };
  });
}
