import { sql } from 'kysely';
import { BASKET_LINES_MAX, BASKET_PIECES_MAX, LINE_PIECES_MAX } from '../../../../../contract/orders-terms.ts';
import { releaseStock } from '../../services/hold-stock.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import { type BasketRow, openGroup } from '../selectors/find-basket.ts';
import { touchBasket } from './change-basket.ts';

/**
 * Makes one basket of a guest's and of the account they sign in to. Pieces of the same listing are not added up: the larger
 * number stands. Where the two are in different currencies, what the guest just put in stays, and what lay there before goes.
 *
 * @returns whether nothing of the guest's is left: not while the account's own basket waits for its payment.
 */
export async function joinBaskets(
  tx: OrdersTx,
  { user_id, guest_hash, at }: { readonly user_id: string; readonly guest_hash: string; readonly at: Date },
): Promise<boolean> {
  const rows = await ordersTables(tx)
    .selectFrom('baskets')
    .where((eb) => eb.or([eb('user_id', '=', user_id), eb('guest_hash', '=', guest_hash)]))
    .orderBy('id')
    .selectAll()
    .forUpdate()
    .execute();
  const guest = rows.find((row) => row.guest_hash !== null);
  const own = rows.find((row) => row.user_id !== null);
  if (guest === undefined) return true;
  if (own === undefined) return adopt(tx, { guest, user_id, at });
  if ((await openGroup(tx, own.id)) !== null) return false;
  // Its pieces belong to the checkout, which the account takes along.
  if ((await openGroup(tx, guest.id)) !== null) return remove(tx, guest);
  if (guest.currency === null) return remove(tx, guest);
  if (own.currency === null) {
    await remove(tx, own);
    return adopt(tx, { guest, user_id, at, before: own });
  }
  await releaseStock(tx, { basket_ids: [own.id, guest.id] }, { status: 'released', at });
  await moveLines(tx, { guest, own });
  await touchBasket(
    tx,
    { row: own, at },
    {
      currency: guest.currency,
      discount_codes: [...new Set([...guest.discount_codes, ...own.discount_codes])].slice(0, 3),
      shipping_address: own.shipping_address ?? guest.shipping_address,
      hold_expires_at: null,
      hold_extensions: 0,
      held_from: null,
    },
  );
  return remove(tx, guest);
}

/** The guest's basket is the account's from now on, with what it held; who and where to is taken over where it is missing. */
async function adopt(
  tx: OrdersTx,
  of: { readonly guest: BasketRow; readonly user_id: string; readonly at: Date; readonly before?: BasketRow },
): Promise<true> {
  const { guest, user_id, at, before } = of;
  await touchBasket(
    tx,
    { row: guest, at },
    {
      user_id,
      guest_hash: null,
      ...(before !== undefined && {
        email: guest.email ?? before.email,
        shipping_address: guest.shipping_address ?? before.shipping_address,
        billing_address: guest.billing_address ?? before.billing_address,
      }),
    },
  );
  return true;
}

async function remove(tx: OrdersTx, { id }: BasketRow): Promise<true> {
  await ordersTables(tx).deleteFrom('baskets').where('id', '=', id).execute();
  return true;
}

async function moveLines(
  tx: OrdersTx,
  { guest, own }: { readonly guest: BasketRow; readonly own: BasketRow },
): Promise<void> {
  if (guest.currency !== own.currency)
    await ordersTables(tx).deleteFrom('basket_lines').where('basket_id', '=', own.id).execute();
  await sql`
    INSERT INTO orders.basket_lines AS line (basket_id, vendor_id, listing_id, quantity, price_seen_minor, added_at)
    SELECT ${own.id}, coming.vendor_id, coming.listing_id, coming.quantity, coming.price_seen_minor, coming.added_at
    FROM orders.basket_lines AS coming WHERE coming.basket_id = ${guest.id}
    ORDER BY coming.added_at, coming.listing_id
    LIMIT greatest(${BASKET_LINES_MAX} - (SELECT count(*) FROM orders.basket_lines WHERE basket_id = ${own.id}), 0)
    ON CONFLICT (basket_id, listing_id) DO UPDATE SET
      quantity = least(greatest(line.quantity, excluded.quantity), ${LINE_PIECES_MAX}), price_seen_minor = excluded.price_seen_minor
  `.execute(tx);
  // What came last goes, down to the pieces that a basket has at most.
  await sql`
    DELETE FROM orders.basket_lines AS line USING (
      SELECT listing_id, sum(quantity) OVER (ORDER BY added_at, listing_id) AS pieces
      FROM orders.basket_lines WHERE basket_id = ${own.id}) AS so_far
    WHERE line.basket_id = ${own.id} AND line.listing_id = so_far.listing_id AND so_far.pieces > ${BASKET_PIECES_MAX}
  `.execute(tx);
}
