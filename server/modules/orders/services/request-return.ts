import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { OrderGroupView } from '../../../../contract/orders.ts';
import { RETURNS_MAX } from '../../../../contract/orders-terms.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import { told } from '../../../platform/facts/record.ts';
import { newId } from '../../../platform/ids.ts';
import { askedPieces, inWords } from '../asked-pieces.ts';
import { returnRequested } from '../facts.ts';
import type { FrozenTerms } from '../frozen.ts';
import { linesOf, ofOrder } from '../order-facts.ts';
import { returnableUntil } from '../selectors/order-view.ts';
import { ordersTables } from '../tables.ts';
import { appendEvent } from './append-events.ts';
import { asBuyer, type BuyerOrderCall, type BuyerWork } from './as-buyer.ts';

/**
 * Asks to send back pieces that have arrived, within the days of the vendor's terms.
 * @throws AppError `return_too_late`, `line_unknown`, `quantity_refused`, `return_limit`, those of `asBuyer`.
 */
export function requestReturn(call: BuyerOrderCall, body: BodyOf<'requestReturn'>): Promise<OrderGroupView> {
  return asBuyer(call, async (work) => {
    const { tx, order, lines, at, by } = work;
    await refuseLate(work);
    const returnable = await returnablePieces(work);
    const pieces = askedPieces(lines, body.lines, (line) => returnable.get(line.id) ?? 0);
    const { reason } = body;
    const one = { id: newId(), number: await nextNumber(work), reason };
    const { vendor_id } = order;
    await ordersTables(tx)
      .insertInto('returns')
      .values({
        ...one,
        vendor_id,
        order_id: order.id,
        status: 'requested',
        answer: '',
        created_at: at,
        updated_at: at,
      })
      .execute();
    const rows = [...pieces].map(([line_id, quantity]) => ({ vendor_id, return_id: one.id, line_id, quantity }));
    await ordersTables(tx)
      .insertInto('return_lines')
      .values(rows.map((row) => Object.assign(row, { quantity_restocked: 0, quantity_written_off: 0 })))
      .execute();
    await appendEvent(tx, { vendor_id, order_id: order.id }, at, {
      type: 'return_requested',
      ...by,
      text: `Return ${one.number} of ${inWords(pieces)} was asked for: ${reason}`,
      data: { return_id: one.id },
    });
    const asked = { return_id: one.id, return_number: one.number, reason, answer: '', lines: linesOf(lines, pieces) };
    return [told(returnRequested, order.id, { ...ofOrder(work), ...asked })];
  });
}

async function refuseLate({ tx, order, at }: BuyerWork): Promise<void> {
  const parcels = await ordersTables(tx)
    .selectFrom('shipments')
    .where('vendor_id', '=', order.vendor_id)
    .where('order_id', '=', order.id)
    .select('delivered_at')
    .execute();
  const until = returnableUntil((order.terms as FrozenTerms).return_days, parcels);
  if (until === null || at > until)
    throw new AppError('return_too_late', { returnable_until: until === null ? null : until.toISOString() });
}

/** Of each line: pieces that have arrived, less those of returns that are under way or came. */
async function returnablePieces({ tx, order }: BuyerWork): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; pieces: number }>`
    SELECT line.id, (coalesce((SELECT sum(sent.quantity) FROM orders.shipments AS parcel
        JOIN orders.shipment_lines AS sent ON sent.vendor_id = parcel.vendor_id AND sent.shipment_id = parcel.id
        WHERE parcel.vendor_id = line.vendor_id AND parcel.order_id = line.order_id AND sent.line_id = line.id
          AND parcel.delivered_at IS NOT NULL), 0)
      - coalesce((SELECT sum(CASE one.status WHEN 'received' THEN back.quantity_restocked + back.quantity_written_off
          ELSE back.quantity END) FROM orders.returns AS one
        JOIN orders.return_lines AS back ON back.vendor_id = one.vendor_id AND back.return_id = one.id
        WHERE one.vendor_id = line.vendor_id AND one.order_id = line.order_id AND back.line_id = line.id
          AND one.status <> 'refused'), 0))::int AS pieces
    FROM orders.order_lines AS line WHERE line.vendor_id = ${order.vendor_id} AND line.order_id = ${order.id}
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row.pieces]));
}

async function nextNumber({ tx, order }: BuyerWork): Promise<number> {
  const { last } = await ordersTables(tx)
    .selectFrom('returns')
    .where('vendor_id', '=', order.vendor_id)
    .where('order_id', '=', order.id)
    .select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.val(0)).as('last'))
    .executeTakeFirstOrThrow();
  if (last >= RETURNS_MAX) throw new AppError('return_limit', { limit: RETURNS_MAX });
  return last + 1;
}
