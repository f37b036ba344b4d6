/** The words and bounds of orders, free of zod, so that a browser can load them. */

/** Of a group and of each of its orders. */
export const orderStatuses = ['pending_payment', 'placed', 'completed', 'cancelled', 'expired'] as const;
export type OrderStatus = (typeof orderStatuses)[number];
/** Which statuses an order may go to from each; what is not named is refused as `illegal_transition`. */
export const orderTransitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending_payment: ['placed', 'cancelled', 'expired'],
  placed: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
  expired: [],
};
/** Derived from amounts alone, by one function. */
export const paymentStatuses = ['unpaid', 'paid', 'partially_refunded', 'refunded', 'failed'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];
/** Derived from the pieces of the lines alone, by one function. */
export const fulfilmentStatuses = [
  'unfulfilled',
  'partial',
  'shipped',
  'delivered',
  'partially_returned',
  'returned',
] as const;
export type FulfilmentStatus = (typeof fulfilmentStatuses)[number];
/** Of one try to pay. `unknown`: the provider's answer never came; a sweeper asks until it is known. */
export const paymentStates = [
  'started',
  'needs_action',
  'authorised',
  'captured',
  'declined',
  'cancelled',
  'unknown',
] as const;
export const refundStates = ['requested', 'unknown', 'done', 'failed'] as const;
export const returnStatuses = ['requested', 'approved', 'refused', 'received'] as const;
export type ReturnStatus = (typeof returnStatuses)[number];
export const returnTransitions: Readonly<Record<ReturnStatus, readonly ReturnStatus[]>> = {
  requested: ['approved', 'refused'],
  approved: ['received', 'refused'],
  refused: [],
  received: [],
};
export const taxModes = ['none', 'inclusive', 'exclusive'] as const;
export const discountKinds = ['percent', 'fixed'] as const;
/** What a table of rates counts: the value of the goods in minor units, or pieces. */
export const rateBases = ['subtotal', 'pieces'] as const;
export const productSorts = ['newest', 'title', '-title', 'price', '-price', 'set', 'last_sale'] as const;
export type ProductSort = (typeof productSorts)[number];

/** A basket is held for this long, anew with every step towards paying. */
export const HOLD_MINUTES = 10;
/** Times a hold is extended; then it runs out, and is taken anew if the pieces are still there. */
export const HOLD_EXTENSIONS_MAX = 6;
/** An order that is not paid by then expires. */
export const PAYMENT_MINUTES = 30;
/** Lines of one basket. */
export const BASKET_LINES_MAX = 100;
/** Pieces of one line. */
export const LINE_PIECES_MAX = 99;
/** Pieces of all lines: whatever they come to cost, with taxes and sending, their total is an exact number. */
export const BASKET_PIECES_MAX = 1_000;
export const DISCOUNT_CODES_MAX = 3;
export const SHIPPING_METHODS_MAX = 20;
export const RATES_MAX = 20;
export const DISCOUNTS_MAX = 200;
export const SHIPMENTS_MAX = 50;
export const RETURNS_MAX = 50;
export const EVENTS_SHOWN_MAX = 500;
/** Orders whose papers one file holds. */
export const PAPERS_MAX = 100;
export const SUBSCRIPTIONS_MAX = 10;
/** Kept by the provider of test payments' page. */
export const SALES_SHOWN_MAX = 100;
