import { sql } from 'kysely';
import { crashPoint } from '../../../../platform/crash-point.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { releaseStock } from '../../services/hold-stock.ts';
import { inOrders } from '../../services/in-orders.ts';
import type { OrdersTx } from '../../tables.ts';
import type { PassedOver } from '../passed-over.ts';

/**
 * Frees the pieces of one basket whose hold has run out, or that went with its account. Baskets that somebody works at are
 * left for the next look, and one that cannot be freed is passed over: it would come first for ever.
 *
 * @returns whether there was one.
 */
export async function releaseExpired(platform: Platform, passed: PassedOver): Promise<boolean> {
  const at = platform.clock.now();
  const looked: Looked = { at, passed: passed.ids() };
  let found: string | null = null;
  try {
    return await inOrders(platform, { user_id: null }, async (tx) => {
      found = (await lockExpired(tx, looked)) ?? (await findOrphan(tx, looked));
      if (found === null) return false;
      await releaseBasket(tx, found, at);
      return true;
    });
  } catch (err) {
    if (found === null) throw err;
    platform.log.error({ err, basket_id: found }, 'what is held for a basket could not be freed; it is tried again');
    passed.add(found);
    return true;
  }
}

interface Looked {
  readonly at: Date;
  /** Baskets that are passed over. */
  readonly passed: readonly string[];
}

async function releaseBasket(tx: OrdersTx, basket_id: string, at: Date): Promise<void> {
  await releaseStock(tx, { basket_ids: [basket_id] }, { status: 'expired', at });
  await sql`UPDATE orders.baskets SET hold_expires_at = NULL, hold_extensions = 0, held_from = NULL
    WHERE id = ${basket_id}`.execute(tx);
  crashPoint('sweep.before_release_commit');
}

async function lockExpired(tx: OrdersTx, { at, passed }: Looked): Promise<string | null> {
  // Baskets that hold something are few, and have an index of their own.
  const { rows } = await sql<{ id: string }>`
    SELECT basket.id FROM orders.baskets AS basket
    WHERE basket.held_from IS NOT NULL AND basket.hold_expires_at <= ${at} AND basket.id <> ALL (${passed}::uuid[])
    ORDER BY basket.hold_expires_at LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(tx);
  return rows[0]?.id ?? null;
}

/** A hold whose basket is gone: nobody changes it any more, and who frees it first has freed it. */
async function findOrphan(tx: OrdersTx, { at, passed }: Looked): Promise<string | null> {
  const { rows } = await sql<{ basket_id: string }>`
    SELECT hold.basket_id FROM orders.holds AS hold
    WHERE hold.status = 'active' AND hold.group_id IS NULL AND hold.expires_at <= ${at}
      AND hold.basket_id <> ALL (${passed}::uuid[])
      AND NOT EXISTS (SELECT FROM orders.baskets AS basket WHERE basket.id = hold.basket_id)
    LIMIT 1`.execute(tx);
  return rows[0]?.basket_id ?? null;
}
