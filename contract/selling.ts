import { z } from 'zod';
import { Country, DiscountCode } from './basket.ts';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { Id, Page, text, Time } from './fields.ts';
import { MONEY_MINOR_MAX } from './inventory-terms.ts';
import { Currency } from './inventory-vendors.ts';
import {
  discountKinds,
  DISCOUNTS_MAX,
  rateBases,
  RATES_MAX,
  SHIPPING_METHODS_MAX,
  SUBSCRIPTIONS_MAX,
  taxModes,
} from './orders-terms.ts';

/** How a vendor sells: terms, sending, codes, payouts, and programs that are told. */

const Minor = z.int().min(0).max(MONEY_MINOR_MAX);
const Name = text({ min: 1, max: 80 });
const members = {
  /** ISO 3166 of where parcels start; null: not said. */
  ships_from: Country.nullable(),
  /** Working days until a paid order is sent. */
  handling_days: z.int().min(0).max(30),
  /** Days after delivery in which pieces may be sent back; 0: never. */
  return_days: z.int().min(0).max(365),
  tax_mode: z.enum(taxModes),
  /** In hundredths of a percent: 1900 is 19 %. */
  tax_rate_bp: z.int().min(0).max(10_000),
  /** "VAT", "Sales tax". */
  tax_name: text({ min: 0, max: 40 }),
  /** As the invoice's head shows them. */
  legal_name: text({ min: 0, max: 120 }),
  legal_address: text({ min: 0, max: 500 }),
  tax_number: text({ min: 0, max: 60 }),
};
export const SellingTerms = z.strictObject({
  ...members,
  /** What the operator keeps of each sale, in hundredths of a percent. */
  commission_bp: z.int(),
  updated_at: Time.nullable(),
});
export const UpdateSellingTerms = z
  .strictObject(members)
  .partial()
  .refine((value) => Object.keys(value).length > 0, 'Send at least one field to change');

/** From `at_least` on, sending costs `price_minor`. */
const Rate = z.strictObject({ at_least: z.int().min(0).max(MONEY_MINOR_MAX), price_minor: Minor });
const Rates = z
  .array(Rate)
  .min(1)
  .max(RATES_MAX)
  .refine((rates) => rates[0]?.at_least === 0, 'The first rate starts at 0')
  .refine(
    (rates) => rates.every((rate, place) => place === 0 || rate.at_least > (rates[place - 1]?.at_least ?? 0)),
    'Each rate starts above the one before',
  );
const Days = z.int().min(0).max(120);
const method = {
  name: Name,
  /** Empty: everywhere. */
  countries: z.array(Country).max(250),
  basis: z.enum(rateBases),
  /** One rate is a flat one. */
  rates: Rates,
  currency: Currency,
  days_min: Days,
  days_max: Days,
  enabled: z.boolean(),
};
export const CreateShippingMethod = z.strictObject({
  ...method,
  countries: method.countries.default([]),
  basis: method.basis.default('subtotal'),
  currency: Currency.optional(),
  days_min: Days.default(2),
  days_max: Days.default(5),
  enabled: z.boolean().default(true),
});
export const UpdateShippingMethod = z
  .strictObject(method)
  .partial()
  .refine((value) => Object.keys(value).length > 0, 'Send at least one field to change');
export const ShippingMethod = z.strictObject({ id: Id, ...method });
export const ShippingMethodList = z.array(ShippingMethod).max(SHIPPING_METHODS_MAX);

const discount = {
  code: DiscountCode,
  kind: z.enum(discountKinds),
  /** Of a percent code, in hundredths of a percent: 1500 takes 15 % off. */
  percent_bp: z.int().min(1).max(10_000).nullable(),
  /** Of a fixed code. */
  amount_minor: z.int().min(1).max(MONEY_MINOR_MAX).nullable(),
  currency: Currency,
  /** Goods of this vendor must be worth this much. */
  minimum_minor: Minor,
  uses_max: z.int().min(1).max(1_000_000).nullable(),
  uses_per_buyer_max: z.int().min(1).max(1_000).nullable(),
  starts_at: Time.nullable(),
  ends_at: Time.nullable(),
  enabled: z.boolean(),
};
export const CreateDiscount = z
  .strictObject({
    ...discount,
    percent_bp: discount.percent_bp.default(null),
    amount_minor: discount.amount_minor.default(null),
    currency: Currency.optional(),
    minimum_minor: Minor.default(0),
    uses_max: discount.uses_max.default(null),
    uses_per_buyer_max: discount.uses_per_buyer_max.default(null),
    starts_at: Time.nullable().default(null),
    ends_at: Time.nullable().default(null),
    enabled: z.boolean().default(true),
  })
  .refine(
    (value) =>
      (value.percent_bp !== null) === (value.kind === 'percent') &&
      (value.amount_minor !== null) === (value.kind === 'fixed'),
    'A percent code has percent_bp, a fixed code amount_minor.',
  );
/** What a code takes off is fixed once it is made; make another for another amount. */
export const UpdateDiscount = z
  .strictObject({
    minimum_minor: Minor,
    uses_max: discount.uses_max,
    uses_per_buyer_max: discount.uses_per_buyer_max,
    starts_at: Time.nullable(),
    ends_at: Time.nullable(),
    enabled: z.boolean(),
  })
  .partial()
  .refine((value) => Object.keys(value).length > 0, 'Send at least one field to change');
export const Discount = z.strictObject({ id: Id, ...discount, uses: z.int(), created_at: Time });
export const DiscountList = z.array(Discount).max(DISCOUNTS_MAX);

export const payoutKinds = ['sale', 'commission', 'refund', 'commission_refund', 'payout', 'adjustment'] as const;
export const PayoutEntry = z.strictObject({
  id: Id,
  at: Time,
  kind: z.enum(payoutKinds),
  /** Signed: what is the vendor's is above 0. */
  amount_minor: z.int(),
  currency: z.string(),
  /** What is owed after it, in this currency and kind of money. */
  balance_minor: z.int(),
  order_id: Id.nullable(),
  order_number: z.string().nullable(),
  note: z.string(),
  /** Of test money: nobody owes it, and nothing of it is paid out. */
  is_test: z.boolean(),
});
export const PayoutEntryList = z.array(PayoutEntry).max(PAGE_LIMIT_MAX);
export const PayoutsQuery = Page.extend({ currency: Currency.optional() });
export const PayoutBalances = z
  .array(
    z.strictObject({
      currency: z.string(),
      /** Test money has balances of its own. */
      is_test: z.boolean(),
      balance_minor: z.int(),
      sales_minor: z.int(),
      refunds_minor: z.int(),
      commission_minor: z.int(),
      paid_out_minor: z.int(),
    }),
  )
  .max(200);
export const RecordPayout = z.strictObject({
  currency: Currency,
  /** Paid to the vendor outside this program. */
  amount_minor: z.int().min(1).max(9_000_000_000_000_000),
  note: text({ min: 1, max: 300 }),
});

export const subscriptionEvents = [
  'order.placed',
  'order.cancelled',
  'order.completed',
  'payment.captured',
  'payment.refunded',
  'shipment.created',
  'shipment.delivered',
  'return.requested',
  'return.received',
  'stock.low',
] as const;
const Events = z
  .array(z.enum(subscriptionEvents))
  .min(1)
  .max(subscriptionEvents.length)
  .refine((events) => new Set(events).size === events.length, 'Name each once');
const HookUrl = z.url({ protocol: /^https?$/ }).max(500);
export const CreateSubscription = z.strictObject({ name: Name, url: HookUrl, events: Events });
export const UpdateSubscription = z
  .strictObject({ name: Name, url: HookUrl, events: Events, enabled: z.boolean() })
  .partial()
  .refine((value) => Object.keys(value).length > 0, 'Send at least one field to change');
export const Subscription = z.strictObject({
  id: Id,
  name: z.string(),
  url: z.string(),
  events: Events,
  enabled: z.boolean(),
  /** Why it was switched off by itself; null where it was not. */
  disabled_reason: z.string().nullable(),
  created_at: Time,
  last_delivery_at: Time.nullable(),
});
export const SubscriptionList = z.array(Subscription).max(SUBSCRIPTIONS_MAX);
/** `secret` is shown this once: it signs what is sent, after Standard Webhooks. */
export const SubscriptionWithSecret = z.strictObject({ ...Subscription.shape, secret: z.string() });
export const SubscriptionDelivery = z.strictObject({
  id: Id,
  event_id: Id,
  type: z.string(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.int(),
  /** HTTP status of the last answer; null where none came. */
  last_status: z.int().nullable(),
  last_error: z.string().nullable(),
  next_attempt_at: Time.nullable(),
  created_at: Time,
  sent_at: Time.nullable(),
});
export const SubscriptionDeliveryList = z.array(SubscriptionDelivery).max(PAGE_LIMIT_MAX);

export type SellingTermsView = z.output<typeof SellingTerms>;
export type ShippingMethodView = z.output<typeof ShippingMethod>;
export type DiscountView = z.output<typeof Discount>;
export type PayoutEntryView = z.output<typeof PayoutEntry>;
export type SubscriptionView = z.output<typeof Subscription>;
export type SubscriptionDeliveryView = z.output<typeof SubscriptionDelivery>;
