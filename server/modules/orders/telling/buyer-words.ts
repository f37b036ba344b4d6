import type { z } from 'zod';
import {
  orderCancelled,
  orderExpired,
  orderPlaced,
  paymentCaptured,
  paymentCapturedTwice,
  paymentFailed,
  paymentRefunded,
  returnAnswered,
  returnReceived,
  shipmentCreated,
  shipmentDelivered,
  surplusRefunded,
} from '../facts.ts';
import { lineFacts, money, type OfGroup, piecesText, type Told, told, type Words } from './words.ts';

/** What buyers are told of, in their inbox where they have an account and by mail where they have none. */
export const buyerTold: readonly Told<OfGroup>[] = [
  told('order_placed', orderPlaced, (of) => ({
    title: `Order ${of.order_number} is placed`,
    body: `${of.vendor_name} sends you ${piecesText(of.lines)}.`,
    facts: [...lineFacts(of.lines, of.currency), { label: 'Total', value: money(of.total_minor, of.currency) }],
  })),
  told('payment_captured', paymentCaptured, (of) => ({
    title: `Payment of ${money(of.amount_minor, of.currency)} received`,
    body: `Order ${of.group_number} is paid.`,
    facts: [{ label: 'Paid', value: money(of.amount_minor, of.currency) }],
  })),
  told('payment_failed', paymentFailed, (of) => ({
    title: `The payment for order ${of.group_number} failed`,
    body: `${sentence(of.message)}Nothing was charged. As long as the order waits, you can pay another way.`,
    facts: [],
  })),
  told('payment_captured_twice', paymentCapturedTwice, (of) => ({
    title: `A second payment of ${money(of.amount_minor, of.currency)} came for order ${of.group_number}`,
    body: 'Another payment is for this order, so all of this one is given back. You need to do nothing.',
    facts: [{ label: 'Given back', value: money(of.amount_minor, of.currency) }],
  })),
  told('surplus_refunded', surplusRefunded, (of) => ({
    title: `Refund of ${money(of.amount_minor, of.currency)} for order ${of.group_number}`,
    body: 'It was paid a second time. The money is on its way back to where it came from.',
    facts: [{ label: 'Refunded', value: money(of.amount_minor, of.currency) }],
  })),
  told('order_expired', orderExpired, (of) => ({
    title: `Order ${of.order_number} was not paid in time`,
    body: 'Its pieces are for sale again. Money that still arrives for it is given back.',
    facts: [],
  })),
  told('order_cancelled', orderCancelled, cancelled),
  told('shipment_created', shipmentCreated, sent),
  told('shipment_delivered', shipmentDelivered, (of) => ({
    title: `Parcel ${of.shipment_number} of order ${of.order_number} has arrived`,
    body: `${of.vendor_name} says that it was delivered.`,
    facts: [],
  })),
  told('payment_refunded', paymentRefunded, (of) => ({
    title: `Refund of ${money(of.amount_minor, of.currency)} for order ${of.order_number}`,
    body: `${sentence(of.reason)}The money is on its way back to where it came from.`,
    facts: [{ label: 'Refunded', value: money(of.amount_minor, of.currency) }],
  })),
  told('return_answered', returnAnswered, (of) => ({
    title: `Your return of order ${of.order_number} is ${of.approved ? 'approved' : 'refused'}`,
    body: of.answer === '' ? `${of.vendor_name} has answered.` : `${of.vendor_name}: ${of.answer}`,
    facts: [],
  })),
  told('return_received', returnReceived, (of) => ({
    title: `Your return of order ${of.order_number} has arrived`,
    body: of.lines.length === 0 ? `${of.vendor_name} has it.` : `${of.vendor_name} has ${piecesText(of.lines)}.`,
    facts: lineFacts(of.lines, of.currency),
  })),
];

const who = { buyer: 'You', vendor: 'The vendor', system: 'We' } as const;

function cancelled(of: z.output<typeof orderCancelled.payload>): Words {
  const what = of.lines.length === 0 ? 'it' : piecesText(of.lines);
  return {
    title: of.whole ? `Order ${of.order_number} is cancelled` : `A part of order ${of.order_number} is cancelled`,
    body: `${who[of.by]} cancelled ${what}. ${sentence(of.reason)}What was paid for it is given back.`,
    facts: lineFacts(of.lines, of.currency),
  };
}

function sent(of: z.output<typeof shipmentCreated.payload>): Words {
  const parcel = of.shipment_number === 1 && of.last ? `Order` : `Parcel ${of.shipment_number} of order`;
  const optional = [
    { label: 'Carrier', value: of.carrier },
    { label: 'Tracking number', value: of.tracking_number },
    { label: 'Follow it', value: of.tracking_url ?? '' },
  ];
  return {
    title: `${parcel} ${of.order_number} is on its way`,
    body: `${of.vendor_name} sent ${piecesText(of.lines)}.${of.last ? '' : ' The rest follows.'}`,
    facts: [...optional.filter(({ value }) => value !== ''), ...lineFacts(of.lines, of.currency)],
  };
}

/** Somebody's words as a sentence before another; nothing where there are none. */
function sentence(text: string): string {
  if (text === '') return '';
  return /[.!?]$/.test(text) ? `${text} ` : `${text}. `;
}
