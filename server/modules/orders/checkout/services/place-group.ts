import { sql } from 'kysely';
import { type Told, told } from '../../../../platform/facts/record.ts';
import { orderPlaced } from '../../facts.ts';
import type { FrozenTerms } from '../../frozen.ts';
import { linesOf, ofOrder } from '../../order-facts.ts';
import type { LineRow } from '../../selectors/order-rows.ts';
import { appendEvent } from '../../services/append-events.ts';
import { byListing, endHolds, type Hold, holdStock, lockHolds, movePromised } from '../../services/hold-stock.ts';
import type { OrderWork } from '../../services/open-order.ts';
import { assertTransition } from '../../statuses.ts';
import { ordersTables } from '../../tables.ts';
import { afterWorkingDays } from '../../working-days.ts';
import type { GroupWork } from './open-group.ts';

/** Pieces of a checkout are not held any more, and somebody else has them. The transaction is to be rolled back. */
export class StockGone extends Error {
  override readonly name = 'StockGone';
}

/**
 * Places a checkout that is paid for: its pieces go from held to allocated, its orders are the vendors' to send, and its
 * basket is empty. The caller records the facts, last.
 *
 * @throws StockGone where pieces that were held are not, and cannot be had.
 */
export async function placeGroup(work: GroupWork): Promise<Told[]> {
  const { tx, at, group, orders } = work;
  assertTransition(group.status, 'placed');
  await allocate(work);
  for (const order of orders) await placeOrder(order);
  await ordersTables(tx)
    .updateTable('order_groups')
    .where('id', '=', group.id)
    .set({ status: 'placed', placed_at: at, version: group.version + 1, updated_at: at })
    .execute();
  await emptyBasketOf(work);
  return orders.map((one) => {
    const pieces = new Map(one.lines.map((line) => [line.id, line.quantity]));
    const placed = { ...ofOrder(one), placed_at: at.toISOString(), lines: linesOf(one.lines, pieces) };
    return told(orderPlaced, one.order.id, placed);
  });
}

/**
 * All at once where everything is held still; else listing by listing, so that what is held anew is locked in the order of
 * listings too.
 */
async function allocate(work: GroupWork): Promise<void> {
  const lines = work.orders.flatMap((order) => order.lines).toSorted(byListing);
  const holds = await lockHolds(work.tx, { group_id: work.group.id });
  const is_held = lines.every((line) => heldOf(line, holds) >= line.quantity);
  for (const some of is_held ? [lines] : lines.map((line) => [line])) await allocateLines(work, some, holds);
}

function heldOf({ listing_id }: LineRow, holds: readonly Hold[]): number {
  return holds.reduce((sum, hold) => (hold.listing_id === listing_id ? sum + hold.quantity : sum), 0);
}

async function allocateLines(
  { tx, at, group }: GroupWork,
  lines: readonly LineRow[],
  before: readonly Hold[],
): Promise<void> {
  const missing = lines
    .map((line) => ({ ...line, quantity: line.quantity - heldOf(line, before) }))
    .filter(({ quantity }) => quantity > 0);
  const held_for = { basket_id: group.basket_id, group_id: group.id, expires_at: group.pay_until, at };
  const short = await holdStock(tx, missing, held_for);
  if (short.length > 0) throw new StockGone(`gone before they were paid for: ${short.join(', ')}`);
  const held = missing.length === 0 ? before : await lockHolds(tx, { group_id: group.id });
  const holds = held.filter((hold) => lines.some((line) => line.listing_id === hold.listing_id));
  const places = placesOf(lines, holds);
  const moves = places.map(({ order_id, ...place }) => ({
    ...place,
    kind: 'allocate' as const,
    cause: `order:${order_id}`,
    key: `alloc:${place.line_id}:${place.location_id}`,
  }));
  await movePromised(tx, moves, at);
  await endHolds(tx, holds, 'committed');
  await ordersTables(tx)
    .insertInto('line_places')
    .values(
      places.map(({ vendor_id, line_id, listing_id, location_id, quantity }) => ({
        vendor_id,
        line_id,
        listing_id,
        location_id,
        quantity,
        quantity_picked: 0,
      })),
    )
    .execute();
}

/** Where the pieces of each line lie: a listing stands in one line of a checkout. */
function placesOf(lines: readonly LineRow[], holds: readonly Hold[]) {
  return lines.flatMap((line) => {
    const own = holds.filter((hold) => hold.listing_id === line.listing_id);
    const byPlace = Map.groupBy(own, (hold) => hold.location_id);
    return [...byPlace].map(([location_id, at_place]) => ({
      vendor_id: line.vendor_id,
      order_id: line.order_id,
      line_id: line.id,
      listing_id: line.listing_id,
      location_id,
      quantity: at_place.reduce((sum, hold) => sum + hold.quantity, 0),
    }));
  });
}

async function placeOrder({ tx, at, order }: OrderWork): Promise<void> {
  const { handling_days } = order.terms as FrozenTerms;
  await ordersTables(tx)
    .updateTable('orders')
    .where('vendor_id', '=', order.vendor_id)
    .where('id', '=', order.id)
    .set({
      status: 'placed',
      payment_status: 'paid',
      paid_minor: order.total_minor,
      placed_at: at,
      due_at: afterWorkingDays(at, handling_days),
      version: order.version + 1,
      updated_at: at,
    })
    .execute();
  await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, {
    type: 'placed',
    actor: 'system',
    actor_id: null,
    text: Number(order.total_minor) === 0 ? 'The order is placed.' : 'The order is paid and placed.',
    from_status: order.status,
    to_status: 'placed',
  });
}

/** Who and where to stays, for the next time. */
async function emptyBasketOf({ tx, at, group }: GroupWork): Promise<void> {
  const emptied = await sql`
    UPDATE orders.baskets SET version = version + 1, updated_at = ${at}, currency = NULL, shipping_methods = '{}',
      discount_codes = '{}', note = '', hold_expires_at = NULL, hold_extensions = 0, held_from = NULL
    WHERE id = ${group.basket_id}`.execute(tx);
  if (emptied.numAffectedRows === 1n)
    await ordersTables(tx).deleteFrom('basket_lines').where('basket_id', '=', group.basket_id).execute();
}
