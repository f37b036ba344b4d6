import type { Selectable } from 'kysely';
import { EVENTS_SHOWN_MAX } from '../../../../contract/orders-terms.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import { type OrderTables, ordersTables } from '../tables.ts';

/** Rows of orders and of all that belongs to them, by one statement for each kind, however many orders there are. */

export type OrderRow = Selectable<OrderTables['orders']>;
export type LineRow = Selectable<OrderTables['order_lines']>;
export type RefundRow = Selectable<OrderTables['refunds']>;
export type EventRow = Selectable<OrderTables['order_events']>;
export type ShipmentRow = Selectable<OrderTables['shipments']> & { readonly lines: readonly ShippedPieces[] };
export type ReturnRow = Selectable<OrderTables['returns']> & { readonly lines: readonly ReturnedPieces[] };
interface ShippedPieces {
  readonly line_id: string;
  readonly quantity: number;
}
interface ReturnedPieces extends ShippedPieces {
  readonly quantity_restocked: number;
  readonly quantity_written_off: number;
}

/** Of each order by its id; what an order has none of is not in the map. */
export interface OrderParts {
  readonly lines: ReadonlyMap<string, LineRow[]>;
  readonly shipments: ReadonlyMap<string, ShipmentRow[]>;
  readonly refunds: ReadonlyMap<string, RefundRow[]>;
  readonly returns: ReadonlyMap<string, ReturnRow[]>;
  readonly events: ReadonlyMap<string, EventRow[]>;
}

/** Which orders, and whose: the keys of every table here are led by the vendor. */
export type OrderKey = Pick<OrderRow, 'id' | 'vendor_id'>;

/** @param seen_by buyers are shown public events alone. */
export async function readParts(tx: Tx, orders: readonly OrderKey[], seen_by: 'buyer' | 'vendor'): Promise<OrderParts> {
  const keys = keysOf(orders);
  return {
    lines: byOrder(await readLines(tx, orders)),
    shipments: byOrder(await readShipments(tx, keys)),
    refunds: byOrder(await readRefunds(tx, keys)),
    returns: byOrder(await readReturns(tx, keys)),
    events: byOrder(await readEvents(tx, keys, seen_by)),
  };
}

/** Their lines, each order's as they stood in the basket. */
export function readLines(tx: Tx, orders: readonly OrderKey[]): Promise<LineRow[]> {
  const keys = keysOf(orders);
  return ordersTables(tx)
    .selectFrom('order_lines')
    .where((eb) => eb('vendor_id', '=', eb.fn.any(eb.val(keys.vendors))))
    .where((eb) => eb('order_id', '=', eb.fn.any(eb.val(keys.orders))))
    .orderBy('order_id')
    .orderBy('position')
    .selectAll()
    .execute();
}

export function byOrder<Row extends { readonly order_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row.order_id);
}

interface Keys {
  readonly vendors: string[];
  readonly orders: string[];
}

function keysOf(orders: readonly OrderKey[]): Keys {
  return { vendors: [...new Set(orders.map((order) => order.vendor_id))], orders: orders.map((order) => order.id) };
}

function readShipments(tx: Tx, { vendors, orders }: Keys): Promise<ShipmentRow[]> {
  // Pieces of one line that lay in several places left in one parcel.
  const lines = sql<ShippedPieces[]>`(SELECT coalesce(json_agg(json_build_object('line_id', line_id, 'quantity', pieces)
      ORDER BY line_id), '[]') FROM (SELECT line_id, sum(quantity)::int AS pieces FROM orders.shipment_lines AS part
    WHERE part.vendor_id = shipments.vendor_id AND part.shipment_id = shipments.id GROUP BY line_id) AS sent)`;
  return ordersTables(tx)
    .selectFrom('shipments')
    .where((eb) => eb('vendor_id', '=', eb.fn.any(eb.val(vendors))))
    .where((eb) => eb('order_id', '=', eb.fn.any(eb.val(orders))))
    .orderBy('order_id')
    .orderBy('number')
    .selectAll()
    .select(lines.as('lines'))
    .execute();
}

function readRefunds(tx: Tx, { vendors, orders }: Keys): Promise<RefundRow[]> {
  return ordersTables(tx)
    .selectFrom('refunds')
    .where((eb) => eb('vendor_id', '=', eb.fn.any(eb.val(vendors))))
    .where((eb) => eb('order_id', '=', eb.fn.any(eb.val(orders))))
    .orderBy('id')
    .selectAll()
    .execute();
}

function readReturns(tx: Tx, { vendors, orders }: Keys): Promise<ReturnRow[]> {
  const lines = sql<ReturnedPieces[]>`(SELECT coalesce(json_agg(json_build_object('line_id', line_id,
      'quantity', quantity, 'quantity_restocked', quantity_restocked, 'quantity_written_off', quantity_written_off)
      ORDER BY line_id), '[]') FROM orders.return_lines AS part
    WHERE part.vendor_id = returns.vendor_id AND part.return_id = returns.id)`;
  return ordersTables(tx)
    .selectFrom('returns')
    .where((eb) => eb('vendor_id', '=', eb.fn.any(eb.val(vendors))))
    .where((eb) => eb('order_id', '=', eb.fn.any(eb.val(orders))))
    .orderBy('order_id')
    .orderBy('number')
    .selectAll()
    .select(lines.as('lines'))
    .execute();
}

/** The newest of each order, the oldest of them first. */
async function readEvents(tx: Tx, { vendors, orders }: Keys, seen_by: 'buyer' | 'vendor'): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    SELECT event.* FROM unnest(${orders}::uuid[]) AS asked (order_id), LATERAL (
      SELECT * FROM orders.order_events AS one
      WHERE one.vendor_id = ANY(${vendors}::uuid[]) AND one.order_id = asked.order_id
        AND (one.is_public OR ${seen_by === 'vendor'})
      ORDER BY one.seq DESC LIMIT ${EVENTS_SHOWN_MAX}
    ) AS event ORDER BY event.order_id, event.seq
  `.execute(tx);
  return rows;
}
