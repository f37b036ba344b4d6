import type { Selectable } from 'kysely';
import type { Buyer } from '../../buyer.ts';
import { type OrdersTx, type OrderTables, ordersTables } from '../../tables.ts';

export type BasketRow = Selectable<OrderTables['baskets']>;

/** The buyer's basket, locked or as it is. */
export async function findBasket(
  tx: OrdersTx,
  buyer: Pick<Buyer, 'user_id' | 'guest_hash'>,
  { lock }: { readonly lock: boolean },
): Promise<BasketRow | null> {
  const row = await ordersTables(tx)
    .selectFrom('baskets')
    .$call((query) =>
      buyer.user_id === null
        ? query.where('guest_hash', '=', buyer.guest_hash)
        : query.where('user_id', '=', buyer.user_id),
    )
    .selectAll()
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row ?? null;
}

/** The checkout of a basket that waits for its payment, and how its last try to pay stands. */
export async function openGroup(
  tx: OrdersTx,
  basket_id: string,
): Promise<{ readonly group_id: string; readonly is_paying: boolean } | null> {
  const row = await ordersTables(tx)
    .selectFrom('order_groups as group')
    .where('group.basket_id', '=', basket_id)
    .where('group.status', '=', 'pending_payment')
    .select((eb) => [
      'group.id as group_id',
      eb
        .exists(
          eb
            .selectFrom('payments')
            .whereRef('payments.group_id', '=', 'group.id')
            .where('payments.state', 'not in', ['declined', 'cancelled'])
            .where('payments.is_surplus', '=', false)
            .select('payments.id'),
        )
        .as('is_paying'),
    ])
    .executeTakeFirst();
  return row === undefined ? null : { group_id: row.group_id, is_paying: Boolean(row.is_paying) };
}
