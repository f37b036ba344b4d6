import { z } from 'zod';
import { Total } from './basket.ts';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { Id, Page, text, Time } from './fields.ts';
import { LinePiecesList } from './orders.ts';
import {
  BASKET_LINES_MAX,
  fulfilmentStatuses,
  LINE_PIECES_MAX,
  orderStatuses,
  PAPERS_MAX,
  paymentStatuses,
} from './orders-terms.ts';
import { anyOf } from './inventory-filter.ts';
import { conditions } from './inventory-terms.ts';

/** The vendor's desk: orders to pick, pack and send, and what comes back. */

export const VendorOrderParams = z.strictObject({ vendor_id: Id, id: Id });
export const VendorOrderPartParams = z.strictObject({ vendor_id: Id, id: Id, part_id: Id });
const members = {
  status: anyOf(orderStatuses).optional(),
  fulfilment: anyOf(fulfilmentStatuses).optional(),
  /** `true`: with a return that waits for an answer or for its parcel. */
  returns: z.enum(['true']).optional(),
  /** Number of the order, name or e-mail of the buyer, SKU or title of a piece. */
  q: text({ min: 1, max: 100 }).optional(),
  from: Time.optional(),
  to: Time.optional(),
};
export const vendorOrderSorts = ['-placed', 'placed', 'due', 'total', '-total'] as const;
export const VendorOrdersQuery = Page.extend({ ...members, sort: z.enum(vendorOrderSorts).default('-placed') });
export const VendorOrdersFilter = z.strictObject(members);

export const ShipOrder = z.strictObject({
  /** Without lines: all that is left. */
  lines: LinePiecesList.optional(),
  carrier: text({ min: 0, max: 60 }).default(''),
  tracking_number: text({ min: 0, max: 80 }).default(''),
  /** Kept as the URL standard writes it. */
  tracking_url: z
    .url({ protocol: /^https$/, normalize: true })
    .max(500)
    .nullable()
    .default(null),
});
const Reason = text({ min: 1, max: 300 });
/** `lines` are refunded at what was paid for these pieces; `amount_minor` is for anything else, never above what is left. */
export const RefundOrder = z
  .strictObject({
    lines: LinePiecesList.optional(),
    shipping: z.boolean().default(false),
    amount_minor: z.int().min(1).max(9_000_000_000_000_000).optional(),
    reason: Reason,
  })
  .refine(
    (value) => (value.lines !== undefined || value.shipping) !== (value.amount_minor !== undefined),
    'Send lines and shipping, or an amount: one of the two.',
  );
export const AnswerReturn = z.strictObject({ approve: z.boolean(), answer: text({ min: 0, max: 500 }).default('') });
/** Places of all lines of one order. */
const PICKED_MAX = BASKET_LINES_MAX * 4;
const Came = z.int().min(0).max(LINE_PIECES_MAX);
export const ReceiveReturn = z.strictObject({
  lines: z
    .array(z.strictObject({ line_id: Id, quantity_restocked: Came, quantity_written_off: Came }))
    .min(1)
    .max(BASKET_LINES_MAX),
  /** What these pieces cost is refunded at once. */
  refund: z.boolean().default(true),
});
/** With `location_id`: of the line's pieces there; without: of all its pieces, at its places in walking order. */
export const PickOrder = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        line_id: Id,
        location_id: Id.optional(),
        quantity_picked: z.int().min(0).max(LINE_PIECES_MAX),
      }),
    )
    .min(1)
    .max(PICKED_MAX)
    .refine(
      (lines) => new Set(lines.map((line) => `${line.line_id} ${line.location_id}`)).size === lines.length,
      'Name each line once at each location',
    ),
});
/** Seen by staff; `public` by the buyer too. */
export const AddOrderNote = z.strictObject({ text: text({ min: 1, max: 1000 }), public: z.boolean().default(false) });
export const paperKinds = ['packing_slips', 'invoices', 'pick_list'] as const;
export const PrintPapers = z.strictObject({
  kind: z.enum(paperKinds),
  ids: z.array(Id).min(1).max(PAPERS_MAX),
});
/** Pieces that are lost and were promised: these lines are cancelled and refunded, and the pieces written off, at once. */
export const DeclareShortfall = z.strictObject({
  listing_id: Id,
  location_id: Id,
  quantity: z.int().min(1).max(1_000_000_000),
  reason: Reason,
  lines: LinePiecesList,
});

export const VendorOrderSummary = z.strictObject({
  id: Id,
  number: z.string(),
  status: z.enum(orderStatuses),
  payment_status: z.enum(paymentStatuses),
  fulfilment_status: z.enum(fulfilmentStatuses),
  currency: z.string(),
  total_minor: Total,
  refunded_minor: Total,
  pieces: z.int(),
  pieces_open: z.int(),
  pieces_picked: z.int(),
  buyer: z.string(),
  country: z.string(),
  shipping_method: z.string(),
  open_returns: z.int(),
  due_at: Time.nullable(),
  placed_at: Time.nullable(),
  created_at: Time,
  is_test: z.boolean(),
});
export const VendorOrderList = z.array(VendorOrderSummary).max(PAGE_LIMIT_MAX);

export const PICKS_MAX = 1_000;
export const PickList = z
  .array(
    z.strictObject({
      order_id: Id,
      order_number: z.string(),
      line_id: Id,
      listing_id: Id,
      title: z.string(),
      sku: z.string(),
      state: z.string(),
      condition: z.enum(conditions).nullable(),
      set_name: z.string().nullable(),
      collector_number: z.string().nullable(),
      image_url: z.string().nullable(),
      location_id: Id,
      location: z.string(),
      shelf: z.string(),
      quantity: z.int(),
      quantity_picked: z.int(),
      due_at: Time.nullable(),
    }),
  )
  .max(PICKS_MAX);
export const SALES_DAYS_MAX = 366;
export const SalesQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(SALES_DAYS_MAX).default(30),
});
const Day = z.strictObject({
  /** In UTC: "2026-11-20". */
  day: z.iso.date(),
  orders: z.int(),
  pieces: z.int(),
  /** Goods and sending, before refunds. */
  gross_minor: Total,
  refunded_minor: Total,
});
export const DeskSummary = z.strictObject({
  currency: z.string(),
  /** Orders that are paid and not all sent. */
  to_ship: z.int(),
  /** Of them past their day. */
  overdue: z.int(),
  pieces_to_pick: z.int(),
  returns_waiting: z.int(),
  refunds_stuck: z.int(),
  today: Day,
  /** One for every day, the oldest first, in the vendor's currency. */
  days: z.array(Day).max(SALES_DAYS_MAX),
  /** What sold most in these days. */
  best: z.array(z.strictObject({ listing_id: Id, title: z.string(), pieces: z.int(), gross_minor: Total })).max(10),
});

export type VendorOrderSummaryView = z.output<typeof VendorOrderSummary>;
export type PickListView = z.output<typeof PickList>;
export type DeskSummaryView = z.output<typeof DeskSummary>;
