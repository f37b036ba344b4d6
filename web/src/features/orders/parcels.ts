import type { OrderLineView, OrderView } from '../../../../contract/orders.ts';

/** An order as the things that arrive: what was sent, and what is still to be. */

export interface ParcelLine {
  readonly line: OrderLineView;
  readonly quantity: number;
}
type Shipment = OrderView['shipments'][number];
export interface Parcel {
  readonly key: string;
  /** Null: not sent yet. */
  readonly shipment: Shipment | null;
  readonly lines: readonly ParcelLine[];
}

/** Pieces that are neither sent nor cancelled. */
export function openOf(line: OrderLineView): number {
  return line.quantity - line.quantity_cancelled - line.quantity_shipped;
}

/** Pieces that arrived, or are on the way, and that nobody asked to send back yet. */
export function returnableOf(order: Pick<OrderView, 'returns'>, line: OrderLineView): number {
  const asked = order.returns
    .filter(({ status }) => status === 'requested' || status === 'approved')
    .flatMap(({ lines }) => lines)
    .filter(({ line_id }) => line_id === line.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return Math.max(0, line.quantity_shipped - line.quantity_returned - asked);
}

/** The parcels that were sent, in their order, and one of what is left; none where all was cancelled. */
export function parcelsOf(order: Pick<OrderView, 'id' | 'lines' | 'shipments'>): Parcel[] {
  const lines = new Map(order.lines.map((line) => [line.id, line]));
  const sent = order.shipments.map((shipment): Parcel => {
    const held = shipment.lines.flatMap(({ line_id, quantity }) => {
      const line = lines.get(line_id);
      return line === undefined ? [] : [{ line, quantity }];
    });
    return { key: shipment.id, shipment, lines: held };
  });
  const left = order.lines.filter((line) => openOf(line) > 0).map((line) => ({ line, quantity: openOf(line) }));
  return left.length === 0 ? sent : [...sent, { key: `${order.id}-left`, shipment: null, lines: left }];
}
