import type { Tx } from '../../../../platform/db/transaction.ts';
import { asOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';

/** Each vendor's part of a checkout that is paid. */
interface PaidPart {
  readonly vendor_id: string;
  readonly order_id: string;
  readonly order_number: string;
  readonly buyer_email: string;
  readonly amount_minor: number;
  readonly currency: string;
}

export async function ordersOfGroup(whole: Tx, group_id: string): Promise<readonly PaidPart[]> {
  return asOrders(whole, async (tx) => {
    const rows = await ordersTables(tx)
      .selectFrom('orders')
      .where('group_id', '=', group_id)
      .orderBy('id')
      .select(['vendor_id', 'id as order_id', 'number as order_number', 'email as buyer_email', 'currency'])
      .select('total_minor')
      .execute();
    return rows.map(({ vendor_id, order_id, order_number, buyer_email, currency, total_minor }) => ({
      vendor_id,
      order_id,
      order_number,
      buyer_email,
      amount_minor: Number(total_minor),
      currency,
    }));
  });
}
