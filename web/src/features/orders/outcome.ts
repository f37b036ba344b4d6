import type { OrderLineView, OrderView } from '../../../../contract/orders.ts';
import { refundOfPieces, shippingPaid } from '../../../../contract/refund-worth.ts';
import { openOf } from './parcels.ts';
import type { Chosen } from './piece-picker.tsx';

type Paid = Pick<
  OrderView,
  'lines' | 'refunds' | 'total_minor' | 'refunded_minor' | 'shipping_minor' | 'tax_minor' | 'tax_mode'
>;

export interface MoneyOut {
  /** What goes back, in minor units; `shipping_minor` of it for sending. */
  readonly amount_minor: number;
  readonly shipping_minor: number;
  /** Nothing of the order was sent, and nothing of it is left. */
  readonly whole: boolean;
}

/**
 * What goes back when pieces of a paid order are cancelled: their worth, and with the last piece of an order of which nothing
 * was sent all that is left, sending too; never more than is left. As the server works it out, to be told before.
 */
export function moneyBackFor(order: Paid, pieces: Chosen): MoneyOut {
  const whole = order.lines.every((line) => line.quantity_shipped === 0 && openOf(line) === (pieces.get(line.id) ?? 0));
  const left = order.total_minor - order.refunded_minor;
  const asked = (line: OrderLineView) => (whole ? line.quantity : (pieces.get(line.id) ?? 0));
  const worth = order.lines.reduce((sum, line) => sum + worthOf(order, line, asked(line)), 0);
  const of_lines = Math.min(worth, left);
  const shipping_minor = whole ? Math.min(shippingLeft(order), left - of_lines) : 0;
  return { amount_minor: of_lines + shipping_minor, shipping_minor, whole };
}

/** Pieces that are refunded already count once; the last of a line takes what is left of it. */
function worthOf(order: Paid, line: OrderLineView, asked: number): number {
  const already = given(order)
    .flatMap(({ lines }) => lines)
    .filter(({ line_id }) => line_id === line.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const quantity = Math.min(asked, line.quantity - already);
  if (quantity <= 0) return 0;
  const left = line.total_minor - line.refunded_minor;
  return already + quantity === line.quantity ? left : Math.min(refundOfPieces(line, already, quantity), left);
}

function shippingLeft(order: Paid): number {
  const shipping_tax_minor = order.tax_minor - order.lines.reduce((sum, { tax_minor }) => sum + tax_minor, 0);
  const back = given(order).reduce((sum, { shipping_minor }) => sum + shipping_minor, 0);
  return shippingPaid({ ...order, shipping_tax_minor }) - back;
}

function given({ refunds }: Pick<Paid, 'refunds'>): Paid['refunds'] {
  return refunds.filter(({ state }) => state !== 'failed');
}
