import { z } from 'zod';
import { defineFact } from '../../platform/facts/fact.ts';

/**
 * What happens to orders, for whoever has to hear of it. Each is recorded in the transaction that makes it true, after all
 * other locks (`record`); its aggregate is the order, or the group where it concerns all of a checkout.
 */

const Id = z.uuid();
const Minor = z.int().min(0);
const ofOrder = {
  order_id: Id,
  order_number: z.string(),
  group_id: Id,
  group_number: z.string(),
  vendor_id: Id,
  vendor_name: z.string(),
  /** Null: a guest, or an account that is gone. */
  buyer_id: Id.nullable(),
  buyer_email: z.string(),
  currency: z.string(),
  total_minor: Minor,
};
const lines = z.array(
  z.object({
    line_id: Id,
    listing_id: Id,
    sku: z.string(),
    title: z.string(),
    state: z.string(),
    instrument_symbol: z.string().nullable(),
    quantity: z.int().min(1),
    unit_price_minor: Minor,
  }),
);
const order = <Type extends string>(type: Type) => ({ type, aggregate: 'order' }) as const;

/** An order waits for its payment; its prices are frozen. */
export const orderCreated = defineFact({ ...order('order.created'), payload: z.object({ ...ofOrder, lines }) });
/** It is paid and its pieces are allocated. */
export const orderPlaced = defineFact({
  ...order('order.placed'),
  payload: z.object({ ...ofOrder, placed_at: z.iso.datetime(), lines }),
});
export const orderStatusChanged = defineFact({
  ...order('order.status_changed'),
  payload: z.object({ ...ofOrder, from: z.string(), to: z.string() }),
});
/** All or some pieces will not be sent. */
export const orderCancelled = defineFact({
  ...order('order.cancelled'),
  payload: z.object({
    ...ofOrder,
    /** Nothing is left of it. */
    whole: z.boolean(),
    by: z.enum(['buyer', 'vendor', 'system']),
    reason: z.string(),
    lines,
  }),
});
/** It was not paid in time. */
export const orderExpired = defineFact({ ...order('order.expired'), payload: z.object(ofOrder) });
/** All of it was sent and has arrived, or was cancelled. */
export const orderCompleted = defineFact({ ...order('order.completed'), payload: z.object(ofOrder) });
export const paymentCaptured = defineFact({
  type: 'payment.captured',
  aggregate: 'order_group',
  payload: z.object({
    group_id: Id,
    group_number: z.string(),
    payment_id: Id,
    buyer_id: Id.nullable(),
    buyer_email: z.string(),
    amount_minor: Minor,
    currency: z.string(),
  }),
});
export const paymentFailed = defineFact({
  type: 'payment.failed',
  aggregate: 'order_group',
  payload: z.object({
    group_id: Id,
    group_number: z.string(),
    payment_id: Id,
    buyer_id: Id.nullable(),
    buyer_email: z.string(),
    message: z.string(),
  }),
});
/** It was taken although another payment pays for the checkout: all of it is given back by itself. */
export const paymentCapturedTwice = defineFact({
  type: 'payment.captured_twice',
  aggregate: 'order_group',
  payload: paymentCaptured.payload,
});
/** What was taken twice is back with the buyer, or on its way. */
export const surplusRefunded = defineFact({
  type: 'payment.surplus_refunded',
  aggregate: 'order_group',
  payload: z.object({ ...paymentCaptured.payload.shape, refund_id: Id }),
});
/** Money was asked back from the provider. */
export const refundRequested = defineFact({
  ...order('payment.refund_requested'),
  payload: z.object({ ...ofOrder, refund_id: Id, amount_minor: Minor, reason: z.string() }),
});
/** Money is back with the buyer, or on its way. */
export const paymentRefunded = defineFact({
  ...order('payment.refunded'),
  payload: z.object({ ...ofOrder, refund_id: Id, amount_minor: Minor, reason: z.string() }),
});
export const refundFailed = defineFact({
  ...order('payment.refund_failed'),
  payload: z.object({ ...ofOrder, refund_id: Id, amount_minor: Minor, error: z.string() }),
});
export const shipmentCreated = defineFact({
  ...order('shipment.created'),
  payload: z.object({
    ...ofOrder,
    shipment_id: Id,
    shipment_number: z.int(),
    carrier: z.string(),
    tracking_number: z.string(),
    tracking_url: z.string().nullable(),
    /** Nothing is left to send. */
    last: z.boolean(),
    lines,
  }),
});
export const shipmentDelivered = defineFact({
  ...order('shipment.delivered'),
  payload: z.object({ ...ofOrder, shipment_id: Id, shipment_number: z.int() }),
});
const aReturn = { return_id: Id, return_number: z.int(), reason: z.string(), answer: z.string() };
export const returnRequested = defineFact({
  ...order('return.requested'),
  payload: z.object({ ...ofOrder, ...aReturn, lines }),
});
export const returnAnswered = defineFact({
  ...order('return.answered'),
  payload: z.object({ ...ofOrder, ...aReturn, approved: z.boolean() }),
});
export const returnReceived = defineFact({
  ...order('return.received'),
  payload: z.object({ ...ofOrder, ...aReturn, lines }),
});
/** Promised pieces are gone; the orders that lose them are told by facts of their own. */
export const stockShortfall = defineFact({
  type: 'stock.shortfall',
  aggregate: 'listing',
  payload: z.object({
    vendor_id: Id,
    listing_id: Id,
    location_id: Id,
    quantity: z.int(),
    reason: z.string(),
    order_ids: z.array(Id),
  }),
});
