import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import { type Told, told } from '../../../platform/facts/record.ts';
import { newId } from '../../../platform/ids.ts';
import { countOf, inWords, openPieces, type Pieces } from '../asked-pieces.ts';
import { orderCancelled } from '../facts.ts';
import { linesOf, ofOrder } from '../order-facts.ts';
import { leftOf, planWithin, shippingLeftOf, worthOf } from '../plan-refund.ts';
import { assertTransition } from '../statuses.ts';
import { appendEvent } from './append-events.ts';
import { type LeftPlace, leavePlaces } from './leave-places.ts';
import type { OrderWork } from './open-order.ts';
import { requestRefund } from './request-refund.ts';

/** Pieces that were allocated at one level and are to be given back to what is free. */
export interface Freed extends LeftPlace {
  readonly cause: string;
  readonly dedupe_key: string;
}

/** What a cancellation leaves to be done: stock to be moved, in the order of levels, and then facts to be recorded. */
export interface Cancelled {
  readonly freed: readonly Freed[];
  readonly facts: Told[];
}

export interface Cancellation {
  /** Of lines, none of them sent yet. */
  readonly pieces: Pieces;
  readonly reason: string;
  /** Beginning of the refund's cause. */
  readonly cause: 'cancellation' | 'shortfall';
  /** A place whose pieces go first. */
  readonly at_first?: string;
}

/** @throws AppError `illegal_transition` for an order that is not paid, or is through. */
export function assertCancellable({ order }: OrderWork): void {
  if (order.status === 'pending_payment')
    throw new AppError('illegal_transition', { from: order.status, to: 'cancelled', allowed: [] });
  assertTransition(order.status, 'cancelled');
}

/**
 * Cancels pieces that were not sent: they are to be freed by the caller, and what was paid for them is given back; with the last piece of
 * an order of which nothing was sent, what was paid for sending too.
 *
 * @throws AppError `illegal_transition` where nothing is left to cancel.
 */
export async function cancelPieces(work: OrderWork, cancellation: Cancellation): Promise<Cancelled> {
  const { order, lines, by, at, tx } = work;
  const { pieces, reason, cause } = cancellation;
  if (countOf(pieces) === 0)
    throw new AppError('illegal_transition', { from: order.status, to: 'cancelled', allowed: ['completed'] });
  const id = newId();
  const whole = lines.every((line) => line.quantity_shipped === 0 && openPieces(line) === (pieces.get(line.id) ?? 0));
  await countCancelled(work, pieces);
  const freed = await freePlaces(work, cancellation, id);
  const words = whole ? 'The order was cancelled' : `${inWords(pieces)} of the order were cancelled`;
  await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, {
    type: cause === 'shortfall' ? 'shortfall' : 'pieces_cancelled',
    ...by,
    text: reason === '' ? `${words}.` : `${words}: ${reason}`,
    data: { cancellation_id: id, pieces: Object.fromEntries(pieces) },
  });
  // With the last piece all that is left goes back, also what a refund left that failed.
  const worth = worthOf(lines, whole ? new Map(lines.map((line) => [line.id, line.quantity])) : pieces);
  const plan = planWithin(worth, whole ? shippingLeftOf(order) : 0, leftOf(order));
  const refund = await requestRefund(work, plan, { reason, cause: `${cause}:${id}` });
  const cancelled = { ...ofOrder(work), whole, by: by.actor, reason, lines: linesOf(lines, pieces) };
  return { freed, facts: [told(orderCancelled, order.id, cancelled), ...(refund === null ? [] : [refund])] };
}

async function countCancelled({ tx, order }: OrderWork, pieces: Pieces): Promise<void> {
  await sql`
    UPDATE orders.order_lines AS line SET quantity_cancelled = line.quantity_cancelled + gone.quantity
    FROM unnest(${[...pieces.keys()]}::uuid[], ${[...pieces.values()]}::int[]) AS gone (line_id, quantity)
    WHERE line.vendor_id = ${order.vendor_id} AND line.order_id = ${order.id} AND line.id = gone.line_id
  `.execute(tx);
}

async function freePlaces(work: OrderWork, cancellation: Cancellation, id: string): Promise<Freed[]> {
  const { pieces, at_first } = cancellation;
  const first = at_first === undefined ? {} : { at_first };
  const places = await leavePlaces(work, pieces, { first: 'unpicked', ...first });
  const cause = `order:${work.order.id}`;
  return places.map((place) =>
    Object.assign(place, { cause, dedupe_key: `cancel:${id}:${place.line_id}:${place.location_id}` }),
  );
}
