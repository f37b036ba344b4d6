import { recordMany } from '../../../../platform/facts/record.ts';
import type { OrdersContext } from '../../context.ts';
import { inOrders } from '../../services/in-orders.ts';
import { closeGroup } from './close-group.ts';
import { lastPayment, openGroupWork } from './open-group.ts';
import { placeGroup, StockGone } from './place-group.ts';

/** Places a checkout that costs nothing; of any other, or one that is placed, nothing happens. */
export async function finaliseFree({ platform }: OrdersContext, group_id: string): Promise<void> {
  const at = platform.clock.now();
  const by = { actor: 'system', actor_id: null } as const;
  const finalise = (is_gone: boolean): Promise<void> =>
    inOrders(platform, { user_id: null }, async (tx) => {
      const work = await openGroupWork(tx, group_id, { at, by });
      if (work === null || work.group.status !== 'pending_payment' || Number(work.group.total_minor) > 0) return;
      if ((await lastPayment(tx, group_id)) !== null) return;
      const facts = is_gone
        ? await closeGroup(work, { status: 'cancelled', reason: 'The pieces are gone.' })
        : await placeGroup(work);
      await recordMany(tx, facts);
    });
  try {
    await finalise(false);
  } catch (error) {
    if (!(error instanceof StockGone)) throw error;
    await finalise(true);
  }
}
