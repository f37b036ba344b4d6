import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { VendorOrderView } from '../../../../contract/orders.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import { told } from '../../../platform/facts/record.ts';
import { applyMovement } from '../../inventory/index.ts';
import { inWords } from '../asked-pieces.ts';
import { returnReceived } from '../facts.ts';
import { linesOf, ofOrder } from '../order-facts.ts';
import { leftOf, planWithin, worthOf } from '../plan-refund.ts';
import { moveReturn } from './answer-return.ts';
import { appendEvent } from './append-events.ts';
import { atDesk, type DeskCall, type DeskWork } from './at-desk.ts';
import { requestRefund } from './request-refund.ts';

type Came = BodyOf<'receiveReturn'>['lines'][number];

/**
 * Takes in what came back, less than was announced or all of it. What is restocked lies again where it was sent from. What
 * is written off left the ledger when it was sent and never comes back into it: the return says what became of it.
 *
 * @throws AppError `return_unknown`, `illegal_transition`, `line_unknown`, `quantity_refused`; `collectible_archived`,
 *   `graded_is_single`, `stock_too_many` where it cannot be restocked; those of `atDesk`.
 */
export function receiveReturn(
  call: Omit<DeskCall, 'route'>,
  return_id: string,
  body: BodyOf<'receiveReturn'>,
): Promise<VendorOrderView> {
  return atDesk({ ...call, route: 'receiveReturn' }, async (work) => {
    const { order, lines, at, by, tx } = work;
    const one = await moveReturn(work, return_id, { to: 'received' });
    await keepCame(work, return_id, body.lines);
    const pieces = new Map(
      body.lines.map((line) => [line.line_id, line.quantity_restocked + line.quantity_written_off]),
    );
    await countReturned(work, pieces);
    for (const place of await placesToRestock(work, body.lines))
      await applyMovement(work.tx, call.platform, {
        listing_id: place.listing_id,
        location_id: place.location_id,
        quantity: place.quantity,
        kind: 'restock',
        cause: `order:${order.id}`,
        dedupe_key: `restock:${return_id}:${place.line_id}`,
      });
    await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, {
      type: 'return_received',
      ...by,
      text: `Return ${one.number} has arrived with ${inWords(pieces)}.`,
      data: { return_id },
    });
    const { number: return_number, reason, answer } = one;
    const came = { return_id, return_number, reason, answer, lines: linesOf(lines, pieces) };
    const facts = [told(returnReceived, order.id, { ...ofOrder(work), ...came })];
    if (!body.refund) return facts;
    const plan = planWithin(worthOf(lines, pieces), 0, leftOf(order));
    const why = { reason: `Return ${one.number}`, cause: `return:${return_id}` };
    const refund = await requestRefund(work, plan, why);
    return refund === null ? facts : [...facts, refund];
  });
}

async function keepCame({ tx, order }: DeskWork, return_id: string, came: readonly Came[]): Promise<void> {
  const { rows } = await sql<{ line_id: string; quantity: number }>`SELECT line_id, quantity FROM orders.return_lines
    WHERE vendor_id = ${order.vendor_id} AND return_id = ${return_id}`.execute(tx);
  const announced = new Map(rows.map((row) => [row.line_id, row.quantity]));
  const seen = new Set<string>();
  for (const { line_id, quantity_restocked, quantity_written_off } of came) {
    const allowed = announced.get(line_id);
    if (allowed === undefined || seen.has(line_id)) throw new AppError('line_unknown');
    seen.add(line_id);
    const quantity = quantity_restocked + quantity_written_off;
    if (quantity > allowed) throw new AppError('quantity_refused', { line_id, quantity, allowed });
  }
  await sql`
    UPDATE orders.return_lines AS line SET quantity_restocked = came.restocked, quantity_written_off = came.written_off
    FROM unnest(${came.map((one) => one.line_id)}::uuid[], ${came.map((one) => one.quantity_restocked)}::int[],
      ${came.map((one) => one.quantity_written_off)}::int[]) AS came (line_id, restocked, written_off)
    WHERE line.vendor_id = ${order.vendor_id} AND line.return_id = ${return_id} AND line.line_id = came.line_id
  `.execute(tx);
}

async function countReturned({ tx, order }: DeskWork, pieces: ReadonlyMap<string, number>): Promise<void> {
  await sql`
    UPDATE orders.order_lines AS line SET quantity_returned = line.quantity_returned + came.quantity
    FROM unnest(${[...pieces.keys()]}::uuid[], ${[...pieces.values()]}::int[]) AS came (line_id, quantity)
    WHERE line.vendor_id = ${order.vendor_id} AND line.order_id = ${order.id} AND line.id = came.line_id
  `.execute(tx);
}

interface Place {
  readonly line_id: string;
  readonly listing_id: string;
  readonly location_id: string;
  readonly quantity: number;
}

/** Of each line the place that its first parcel left, in the order in which levels are locked. */
async function placesToRestock({ tx, order }: DeskWork, came: readonly Came[]): Promise<readonly Place[]> {
  const back = came.filter((one) => one.quantity_restocked > 0);
  const { rows } = await sql<Place>`
    SELECT DISTINCT ON (line.listing_id) line.id AS line_id, line.listing_id, sent.location_id, back.quantity
    FROM unnest(${back.map((one) => one.line_id)}::uuid[], ${back.map((one) => one.quantity_restocked)}::int[])
      AS back (line_id, quantity)
    JOIN orders.order_lines AS line ON line.vendor_id = ${order.vendor_id} AND line.id = back.line_id
    JOIN orders.shipments AS parcel ON parcel.vendor_id = line.vendor_id AND parcel.order_id = line.order_id
    JOIN orders.shipment_lines AS sent ON sent.vendor_id = parcel.vendor_id AND sent.shipment_id = parcel.id
      AND sent.line_id = line.id
    ORDER BY line.listing_id, parcel.number, sent.location_id
  `.execute(tx);
  return rows;
}
