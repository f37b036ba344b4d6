import { orderCancelled, orderPlaced, refundFailed, returnRequested } from '../facts.ts';
import { lineFacts, money, type OfOrder, piecesText, type Told, told } from './words.ts';

/** What the staff of a vendor is told of. What it did itself is nothing new to it. */
export const saleTold: readonly Told<OfOrder>[] = [
  told('sale_placed', orderPlaced, (of) => ({
    title: `New order ${of.order_number}: ${money(of.total_minor, of.currency)}`,
    body: `${of.vendor_name} sold ${piecesText(of.lines)}.`,
    facts: [...lineFacts(of.lines, of.currency), { label: 'Total', value: money(of.total_minor, of.currency) }],
  })),
  told('sale_cancelled', orderCancelled, (of) =>
    of.by === 'buyer'
      ? {
          title: `${of.whole ? 'Order' : 'A part of order'} ${of.order_number} was cancelled by its buyer`,
          body: `Do not send ${of.lines.length === 0 ? 'it' : piecesText(of.lines)}. Reason: ${of.reason}`,
          facts: lineFacts(of.lines, of.currency),
        }
      : null,
  ),
  told('sale_return', returnRequested, (of) => ({
    title: `Return asked for in order ${of.order_number}`,
    body: `Its buyer wants to send back ${piecesText(of.lines)}. Reason: ${of.reason}`,
    facts: lineFacts(of.lines, of.currency),
  })),
  told('sale_refund_failed', refundFailed, (of) => ({
    title: `A refund of order ${of.order_number} failed`,
    body: `${money(of.amount_minor, of.currency)} did not go back to the buyer: ${of.error}`,
    facts: [{ label: 'Not refunded', value: money(of.amount_minor, of.currency) }],
  })),
];
