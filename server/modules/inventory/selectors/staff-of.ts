import { sql } from 'kysely';
import { isAtLeast, type VendorRole, vendorRoles } from '../../../../contract/inventory.rights.ts';
import { STAFF_MAX } from '../../../../contract/inventory-vendors.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { asShop } from '../services/enter-shop.ts';

/**
 * Who serves a vendor with at least this role, for telling them: at most STAFF_MAX, in the order of their ids.
 * @param tx in the role of the program itself, in which it is left.
 */
export async function staffOf(tx: Tx, vendor_id: string, least: VendorRole): Promise<readonly string[]> {
  const roles = vendorRoles.filter((role) => isAtLeast(role, least));
  return asShop(tx, async (shop) => {
    const { rows } = await sql<{ user_id: string }>`
      SELECT user_id FROM inventory.staff WHERE vendor_id = ${vendor_id} AND role = ANY (${roles}::text[])
      ORDER BY user_id LIMIT ${STAFF_MAX}`.execute(shop);
    return rows.map(({ user_id }) => user_id);
  });
}
