import { refundOfPieces, shippingPaid } from '../../../contract/refund-worth.ts';
import type { LineRow, OrderRow } from './selectors/order-rows.ts';
import type { Pieces } from './asked-pieces.ts';
import type { RefundedLine } from './tables.ts';

/** What is given back, in minor units; `amount_minor` is all of it. */
export interface RefundPlan {
  readonly lines: readonly RefundedLine[];
  readonly shipping_minor: number;
  readonly amount_minor: number;
}

/** What may still be given back of an order, in minor units. */
export function leftOf(order: OrderRow): number {
  return Number(order.paid_minor) - Number(order.refunded_minor);
}

/** Of what was paid for sending, in minor units. */
export function shippingLeftOf(order: OrderRow): number {
  const { tax_mode } = order;
  const shipping_minor = Number(order.shipping_minor);
  const shipping_tax_minor = Number(order.shipping_tax_minor);
  const paid = shippingPaid({ shipping_minor, shipping_tax_minor, tax_mode });
  return paid - Number(order.shipping_refunded_minor);
}

/**
 * What was paid for these pieces. Those of a line are alike: whichever are meant, the next ones of it are given back, and none
 * twice, so that the same refunds by hand, cancellations and returns come to the same amounts in every order.
 */
export function worthOf(lines: readonly LineRow[], pieces: Pieces): RefundedLine[] {
  return lines.flatMap((line) => {
    const left = line.quantity - line.quantity_refunded;
    const quantity = Math.min(pieces.get(line.id) ?? 0, left);
    if (quantity === 0) return [];
    return [{ line_id: line.id, quantity, amount_minor: worthOfLine(line, quantity) }];
  });
}

function worthOfLine(line: LineRow, quantity: number): number {
  const total_minor = Number(line.total_minor);
  const left_minor = total_minor - Number(line.refunded_minor);
  // The last piece takes what is left: a refund that failed may have left a gap between those before.
  if (line.quantity_refunded + quantity === line.quantity) return left_minor;
  const worth = refundOfPieces({ quantity: line.quantity, total_minor }, line.quantity_refunded, quantity);
  return Math.min(worth, left_minor);
}

/** At most `left_minor` of it, lines before sending: where an amount was given back by hand, less is left than pieces cost. */
export function planWithin(lines: readonly RefundedLine[], shipping_minor: number, left_minor: number): RefundPlan {
  let left = left_minor;
  const take = (amount: number): number => {
    const some = Math.min(amount, left);
    left -= some;
    return some;
  };
  const within = lines.map((line) => ({ ...line, amount_minor: take(line.amount_minor) }));
  const shipping = take(shipping_minor);
  return { lines: within, shipping_minor: shipping, amount_minor: left_minor - left };
}
