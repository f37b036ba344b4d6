import type { Tx } from '../../../../platform/db/transaction.ts';
import { asOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';

/** Whether a checkout was paid, or is to be, with money that is none. */
export async function isTestMoney(whole: Tx, group_id: string): Promise<boolean> {
  return asOrders(whole, async (tx) => {
    const group = await ordersTables(tx)
      .selectFrom('order_groups')
      .where('id', '=', group_id)
      .select('is_test')
      .executeTakeFirst();
    return group?.is_test ?? false;
  });
}
