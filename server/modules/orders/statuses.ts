import { AppError } from '../../../contract/errors.ts';
import {
  type FulfilmentStatus,
  type OrderStatus,
  orderTransitions,
  type PaymentStatus,
} from '../../../contract/orders-terms.ts';

/** The rules of an order's statuses, without a database. */

/** @throws AppError `illegal_transition` `{ from, to, allowed }`. */
export function assertTransition(from: OrderStatus, to: OrderStatus): void {
  const allowed = orderTransitions[from];
  if (!allowed.includes(to)) throw new AppError('illegal_transition', { from, to, allowed: [...allowed] });
}

/** What was captured and given back, in minor units. */
export function paymentStatusOf(amounts: {
  readonly status: OrderStatus;
  readonly total_minor: number;
  readonly paid_minor: number;
  readonly refunded_minor: number;
}): PaymentStatus {
  const { status, total_minor, paid_minor, refunded_minor } = amounts;
  if (paid_minor === 0 && total_minor > 0) return status === 'pending_payment' ? 'unpaid' : 'failed';
  if (refunded_minor === 0) return status === 'pending_payment' ? 'unpaid' : 'paid';
  return refunded_minor < paid_minor ? 'partially_refunded' : 'refunded';
}

export interface LinePieces {
  readonly quantity: number;
  readonly quantity_cancelled: number;
  readonly quantity_shipped: number;
  readonly quantity_returned: number;
}

/** How far the pieces of an order are; `all_delivered`: each of its parcels has arrived. */
export function fulfilmentStatusOf(lines: readonly LinePieces[], all_delivered: boolean): FulfilmentStatus {
  const sum = (of: (line: LinePieces) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const shipped = sum((line) => line.quantity_shipped);
  const returned = sum((line) => line.quantity_returned);
  const wanted = sum((line) => line.quantity - line.quantity_cancelled);
  if (shipped === 0) return 'unfulfilled';
  if (returned > 0) return returned === shipped && shipped === wanted ? 'returned' : 'partially_returned';
  if (shipped < wanted) return 'partial';
  return all_delivered ? 'delivered' : 'shipped';
}
