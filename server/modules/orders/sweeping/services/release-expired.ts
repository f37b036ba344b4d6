import { sql } from 'kysely';
import { crashPoint } from '../../../../platform/crash-point.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { releaseStock } from '../../services/hold-stock.ts';
import { inOrders } from '../../services/in-orders.ts';
import type { OrdersTx } from '../../tables.ts';

/**
 * Frees the pieces of one basket whose hold has run out, or that went with its account. Baskets that somebody works at are
 * left for the next look.
 *
 * @returns whether there was one.
 */
export function releaseExpired(platform: Platform): Promise<boolean> {
  const at = platform.clock.now();
  return inOrders(platform, { user_id: null }, async (tx) => {
    const basket_id = (await lockExpired(tx, at)) ?? (await findOrphan(tx, at));
    if (basket_id === null) return false;
    await releaseStock(tx, { basket_ids: [basket_id] }, { status: 'expired', at });
    await sql`UPDATE orders.baskets SET hold_expires_at = NULL, hold_extensions = 0, held_from = NULL
      WHERE id = ${basket_id}`.execute(tx);
    crashPoint('sweep.before_release_commit');
    return true;
  });
}

async function lockExpired(tx: OrdersTx, at: Date): Promise<string | null> {
  // Baskets that hold something are few, and have an index of their own.
  const { rows } = await sql<{ id: string }>`
    SELECT basket.id FROM orders.baskets AS basket
    WHERE basket.held_from IS NOT NULL AND basket.hold_expires_at <= ${at} ORDER BY basket.hold_expires_at LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}

/** A hold whose basket is gone: nobody changes it any more, and who frees it first has freed it. */
async function findOrphan(tx: OrdersTx, at: Date): Promise<string | null> {
  const { rows } = await sql<{ basket_id: string }>`
    SELECT hold.basket_id FROM orders.holds AS hold
    WHERE hold.status = 'active' AND hold.group_id IS NULL AND hold.expires_at <= ${at}
      AND NOT EXISTS (SELECT FROM orders.baskets AS basket WHERE basket.id = hold.basket_id)
    LIMIT 1`.execute(tx);
  return rows[0]?.basket_id ?? null;
}
