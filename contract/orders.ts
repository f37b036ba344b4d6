import { z } from 'zod';
import { Address, Payment, Total } from './basket.ts';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { Id, Page, text, Time } from './fields.ts';
import { Grading } from './inventory-details.ts';
import { conditions } from './inventory-terms.ts';
import {
  BASKET_LINES_MAX,
  EVENTS_SHOWN_MAX,
  fulfilmentStatuses,
  LINE_PIECES_MAX,
  orderStatuses,
  paymentStatuses,
  refundStates,
  RETURNS_MAX,
  returnStatuses,
  SHIPMENTS_MAX,
  taxModes,
} from './orders-terms.ts';

/** What was bought: one group per checkout, one order in it per vendor. Everything the buyer saw is frozen in it. */

const Pieces = z.int().min(1).max(LINE_PIECES_MAX);
export const OrderLine = z.strictObject({
  id: Id,
  listing_id: Id,
  product_slug: z.string().nullable(),
  instrument_symbol: z.string().nullable(),
  title: z.string(),
  sku: z.string(),
  state: z.string(),
  condition: z.enum(conditions).nullable(),
  grading: Grading.nullable(),
  set_name: z.string().nullable(),
  collector_number: z.string().nullable(),
  image_url: z.string().nullable(),
  unit_price_minor: Total,
  quantity: z.int(),
  quantity_cancelled: z.int(),
  quantity_shipped: z.int(),
  quantity_returned: z.int(),
  subtotal_minor: Total,
  discount_minor: Total,
  tax_minor: Total,
  total_minor: Total,
  refunded_minor: Total,
});
const LinePieces = z.strictObject({ line_id: Id, quantity: Pieces });
export const LinePiecesList = z
  .array(LinePieces)
  .min(1)
  .max(BASKET_LINES_MAX)
  .refine((lines) => new Set(lines.map((line) => line.line_id)).size === lines.length, 'Name each line once');
export const Shipment = z.strictObject({
  id: Id,
  /** 1, 2, … within the order. */
  number: z.int(),
  carrier: z.string(),
  tracking_number: z.string(),
  tracking_url: z.string().nullable(),
  lines: z.array(LinePieces).max(BASKET_LINES_MAX),
  shipped_at: Time,
  delivered_at: Time.nullable(),
});
export const Refund = z.strictObject({
  id: Id,
  state: z.enum(refundStates),
  amount_minor: Total,
  /** Of the amount, for sending. */
  shipping_minor: Total,
  lines: z.array(z.strictObject({ line_id: Id, quantity: z.int(), amount_minor: Total })).max(BASKET_LINES_MAX),
  reason: z.string(),
  created_at: Time,
  done_at: Time.nullable(),
});
export const Return = z.strictObject({
  id: Id,
  number: z.int(),
  status: z.enum(returnStatuses),
  reason: z.string(),
  /** What the vendor says to it. */
  answer: z.string(),
  lines: z
    .array(
      z.strictObject({ line_id: Id, quantity: z.int(), quantity_restocked: z.int(), quantity_written_off: z.int() }),
    )
    .max(BASKET_LINES_MAX),
  created_at: Time,
  updated_at: Time,
});
export const OrderEvent = z.strictObject({
  /** 1, 2, … without a gap. */
  seq: z.int(),
  at: Time,
  /** "placed", "shipped", "refund_requested", "note": see docs/orders.md. */
  type: z.string(),
  actor: z.enum(['buyer', 'vendor', 'system', 'admin']),
  /** Of staff, where the vendor asks; else null. */
  actor_name: z.string().nullable(),
  /** A sentence. */
  text: z.string(),
});
const order = {
  id: Id,
  number: z.string(),
  vendor: z.strictObject({ id: Id, name: z.string() }),
  status: z.enum(orderStatuses),
  payment_status: z.enum(paymentStatuses),
  fulfilment_status: z.enum(fulfilmentStatuses),
  version: z.int(),
  currency: z.string(),
  subtotal_minor: Total,
  discount_minor: Total,
  shipping_minor: Total,
  tax_minor: Total,
  total_minor: Total,
  refunded_minor: Total,
  tax_mode: z.enum(taxModes),
  tax_rate_bp: z.int(),
  tax_name: z.string(),
  discount_codes: z.array(z.string()).max(10),
  shipping_method: z.string(),
  lines: z.array(OrderLine).max(BASKET_LINES_MAX),
  shipments: z.array(Shipment).max(SHIPMENTS_MAX),
  refunds: z.array(Refund).max(RETURNS_MAX * 4),
  returns: z.array(Return).max(RETURNS_MAX),
  events: z.array(OrderEvent).max(EVENTS_SHOWN_MAX),
  /** By when the vendor means to send it; null before it is paid. */
  due_at: Time.nullable(),
  /** Until when pieces may be sent back; null before they were delivered. */
  returnable_until: Time.nullable(),
  placed_at: Time.nullable(),
  created_at: Time,
  updated_at: Time,
};
/** As its buyer sees it. */
export const Order = z.strictObject(order);
export const OrderGroup = z.strictObject({
  id: Id,
  /** For people: "B7K4-29XQ". */
  number: z.string(),
  status: z.enum(orderStatuses),
  email: z.string(),
  shipping_address: Address,
  billing_address: Address,
  note: z.string(),
  currency: z.string(),
  subtotal_minor: Total,
  discount_minor: Total,
  shipping_minor: Total,
  tax_minor: Total,
  total_minor: Total,
  refunded_minor: Total,
  orders: z.array(Order).max(BASKET_LINES_MAX),
  /** The last try to pay; null where nothing had to be paid. */
  payment: Payment.nullable(),
  /** By when it must be paid; null once it is. */
  pay_until: Time.nullable(),
  /** Paid with money that is none. */
  is_test: z.boolean(),
  placed_at: Time.nullable(),
  created_at: Time,
  /** Only in the answer to a checkout: opens this group without an account, as the header Guest-Token. */
  order_token: z.string().optional(),
});
export const OrderGroupSummary = z.strictObject({
  id: Id,
  number: z.string(),
  status: z.enum(orderStatuses),
  fulfilment_status: z.enum(fulfilmentStatuses),
  payment_status: z.enum(paymentStatuses),
  currency: z.string(),
  total_minor: Total,
  refunded_minor: Total,
  pieces: z.int(),
  /** Of the first lines. */
  titles: z.array(z.string()).max(3),
  image_urls: z.array(z.string()).max(3),
  vendors: z.array(z.string()).max(BASKET_LINES_MAX),
  placed_at: Time.nullable(),
  created_at: Time,
});
export const OrderGroupList = z.array(OrderGroupSummary).max(PAGE_LIMIT_MAX);
export const OrderGroupsQuery = Page;
export const OrderPartParams = z.strictObject({ id: Id, order_id: Id });

const Reason = text({ min: 1, max: 300 });
/** Without lines: all that was not sent. */
export const CancelOrder = z.strictObject({
  lines: LinePiecesList.optional(),
  reason: text({ min: 0, max: 300 }).default(''),
});
export const RequestReturn = z.strictObject({ lines: LinePiecesList, reason: Reason });

/** As the vendor sees it: with who bought it and where to. */
export const VendorOrder = z.strictObject({
  ...order,
  group_number: z.string(),
  email: z.string(),
  shipping_address: Address,
  billing_address: Address,
  buyer_note: z.string(),
  /** Where to find each piece, in walking order. */
  picks: z
    .array(
      z.strictObject({
        line_id: Id,
        location_id: Id,
        location: z.string(),
        shelf: z.string(),
        quantity: z.int(),
        quantity_picked: z.int(),
      }),
    )
    .max(BASKET_LINES_MAX * 4),
  /** What is the vendor's of it, in minor units: total less refunds and commission. */
  payout_minor: z.int(),
  commission_minor: Total,
  commission_bp: z.int(),
  is_test: z.boolean(),
});
export type OrderView = z.output<typeof Order>;
export type OrderLineView = z.output<typeof OrderLine>;
export type OrderGroupView = z.output<typeof OrderGroup>;
export type OrderGroupSummaryView = z.output<typeof OrderGroupSummary>;
export type VendorOrderView = z.output<typeof VendorOrder>;
export type OrderEventView = z.output<typeof OrderEvent>;
