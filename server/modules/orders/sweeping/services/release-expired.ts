import { sql } from 'kysely';
import { crashPoint } from '../../../../platform/crash-point.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { releaseStock } from '../../services/hold-stock.ts';
import { inOrders } from '../../services/in-orders.ts';

/**
 * Frees the pieces of one basket whose hold has run out. Baskets that somebody works at are left for the next look.
 * @returns whether there was one.
 */
export function releaseExpired(platform: Platform): Promise<boolean> {
  const at = platform.clock.now();
  return inOrders(platform, { user_id: null }, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      SELECT basket.id FROM orders.baskets AS basket
      WHERE basket.hold_expires_at <= ${at} ORDER BY basket.hold_expires_at LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(tx);
    const [basket] = rows;
    if (basket === undefined) return false;
    await releaseStock(tx, { basket_ids: [basket.id] }, { status: 'expired', at });
    await sql`UPDATE orders.baskets SET hold_expires_at = NULL, hold_extensions = 0, held_from = NULL
      WHERE id = ${basket.id}`.execute(tx);
    crashPoint('sweep.before_release_commit');
    return true;
  });
}
