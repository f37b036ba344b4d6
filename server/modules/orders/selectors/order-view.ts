import type { OrderEventView, OrderLineView, OrderView } from '../../../../contract/orders.ts';
import { RETURNS_MAX } from '../../../../contract/orders-terms.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { FrozenMethod, FrozenTerms, LineSnapshot } from '../frozen.ts';
import type { RefundedLine } from '../tables.ts';
import {
  type EventRow,
  type LineRow,
  type OrderParts,
  type OrderRow,
  readParts,
  type RefundRow,
  type ReturnRow,
  type ShipmentRow,
} from './order-rows.ts';

const REFUNDS_SHOWN_MAX = RETURNS_MAX * 4;
const DAY_MS = 86_400_000;

/** Orders as their buyers see them, in the order of the rows; eight statements, however many they are. */
export async function orderViews(tx: Tx, orders: readonly OrderRow[]): Promise<OrderView[]> {
  const parts = await readParts(tx, orders, 'buyer');
  return orders.map((order) => orderView(order, parts));
}

/** One order with its parts: what both sides see of it. */
export function orderView(order: OrderRow, parts: OrderParts): OrderView {
  const shipments = parts.shipments.get(order.id) ?? [];
  const terms = order.terms as FrozenTerms;
  return {
    id: order.id,
    number: order.number,
    vendor: { id: order.vendor_id, name: order.vendor_name },
    status: order.status,
    payment_status: order.payment_status,
    fulfilment_status: order.fulfilment_status,
    version: order.version,
    currency: order.currency,
    subtotal_minor: Number(order.subtotal_minor),
    discount_minor: Number(order.discount_minor),
    shipping_minor: Number(order.shipping_minor),
    tax_minor: Number(order.tax_minor),
    total_minor: Number(order.total_minor),
    refunded_minor: Number(order.refunded_minor),
    tax_mode: order.tax_mode,
    tax_rate_bp: order.tax_rate_bp,
    tax_name: terms.tax_name,
    discount_codes: order.discount_codes,
    shipping_method: (order.shipping_method as FrozenMethod).name,
    lines: (parts.lines.get(order.id) ?? []).map(lineView),
    shipments: shipments.map(shipmentView),
    refunds: (parts.refunds.get(order.id) ?? []).slice(-REFUNDS_SHOWN_MAX).map(refundView),
    returns: (parts.returns.get(order.id) ?? []).map(returnView),
    events: (parts.events.get(order.id) ?? []).map(eventView),
    due_at: time(order.due_at),
    returnable_until: time(returnableUntil(terms.return_days, shipments)),
    placed_at: time(order.placed_at),
    created_at: order.created_at.toISOString(),
    updated_at: order.updated_at.toISOString(),
  };
}

/** The days of the terms, counted from the last parcel that has arrived; null while none has. */
export function returnableUntil(
  return_days: number,
  shipments: readonly { readonly delivered_at: Date | null }[],
): Date | null {
  const arrived = shipments.flatMap((shipment) => shipment.delivered_at?.getTime() ?? []);
  return arrived.length === 0 ? null : new Date(Math.max(...arrived) + return_days * DAY_MS);
}

export function time(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

function lineView(line: LineRow): OrderLineView {
  const { product_slug, instrument_symbol, state, condition, grading, ...seen } = line.snapshot as LineSnapshot;
  return {
    id: line.id,
    listing_id: line.listing_id,
    product_slug,
    instrument_symbol,
    title: line.title,
    sku: line.sku,
    state,
    condition,
    grading,
    set_name: seen.set_name,
    collector_number: seen.collector_number,
    image_url: seen.image_url,
    unit_price_minor: Number(line.unit_price_minor),
    quantity: line.quantity,
    quantity_cancelled: line.quantity_cancelled,
    quantity_shipped: line.quantity_shipped,
    quantity_returned: line.quantity_returned,
    subtotal_minor: Number(line.subtotal_minor),
    discount_minor: Number(line.discount_minor),
    tax_minor: Number(line.tax_minor),
    total_minor: Number(line.total_minor),
    refunded_minor: Number(line.refunded_minor),
  };
}

function shipmentView(shipment: ShipmentRow): OrderView['shipments'][number] {
  const { id, number, carrier, tracking_number, tracking_url, lines } = shipment;
  return {
    id,
    number,
    carrier,
    tracking_number,
    tracking_url,
    lines: [...lines],
    shipped_at: shipment.shipped_at.toISOString(),
    delivered_at: time(shipment.delivered_at),
  };
}

function refundView(refund: RefundRow): OrderView['refunds'][number] {
  return {
    id: refund.id,
    state: refund.state,
    amount_minor: Number(refund.amount_minor),
    shipping_minor: Number(refund.shipping_minor),
    lines: [...(refund.lines as readonly RefundedLine[])],
    reason: refund.reason,
    created_at: refund.created_at.toISOString(),
    done_at: time(refund.done_at),
  };
}

function returnView(one: ReturnRow): OrderView['returns'][number] {
  const { id, number, status, reason, answer, lines } = one;
  return {
    id,
    number,
    status,
    reason,
    answer,
    lines: [...lines],
    created_at: one.created_at.toISOString(),
    updated_at: one.updated_at.toISOString(),
  };
}

/** Who of the staff it was is filled in where the vendor asks, see `vendor-order-view.ts`. */
function eventView({ seq, at, type, actor, text }: EventRow): OrderEventView {
  return { seq, at: at.toISOString(), type, actor, actor_name: null, text };
}
