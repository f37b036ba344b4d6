import { sql } from 'kysely';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asShop } from '../services/enter-shop.ts';

/** More than so many are told as so many. */
const COUNTED_MAX = 1_000;

/** How many listings of all vendors stand aside since a look at them failed. */
export function countSetAside(platform: Platform): Promise<number> {
  return inTransaction(platform.db, (tx) =>
    asShop(tx, async (shop) => {
      const { rows } = await sql<{ count: number }>`
        SELECT count(*)::int AS count FROM (SELECT FROM inventory.set_aside_listings LIMIT ${COUNTED_MAX}) AS aside
      `.execute(shop);
      return rows[0]?.count ?? 0;
    }),
  );
}
