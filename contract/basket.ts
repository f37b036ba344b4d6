import { z } from 'zod';
import { Id, text, Time } from './fields.ts';
import { Grading } from './inventory-details.ts';
import { conditions, MONEY_MINOR_MAX } from './inventory-terms.ts';
import {
  BASKET_LINES_MAX,
  DISCOUNT_CODES_MAX,
  LINE_PIECES_MAX,
  paymentStates,
  SHIPPING_METHODS_MAX,
  taxModes,
} from './orders-terms.ts';

/** What somebody is about to buy, and paying for it. */

const Minor = z.int().min(0).max(MONEY_MINOR_MAX);
/** A total: lines of up to 99 pieces added up; still exact as a JSON number. */
export const TOTAL_MINOR_MAX = 9_000_000_000_000_000;
export const Total = z.int().min(0).max(TOTAL_MINOR_MAX);
/** ISO 3166-1, two letters. */
export const Country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'A country code of two letters, such as DE')
  .refine(isCountry, 'A country code of ISO 3166, such as DE');
/** Codes that have a name and are no country: unknown, unions, tests. */
const noCountry = new Set(['ZZ', 'EU', 'EZ', 'UN', 'QO', 'XA', 'XB']);
const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** What has not the form of a code has no name to be asked for: asking would throw. */
function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && countryNames.of(code) !== undefined && !noCountry.has(code);
}
const line = (max: number) => text({ min: 0, max }).default('');
export const Address = z.strictObject({
  name: text({ min: 1, max: 100 }),
  company: line(100),
  line1: text({ min: 1, max: 120 }),
  line2: line(120),
  city: text({ min: 1, max: 80 }),
  region: line(80),
  postal_code: line(20),
  country: Country,
  phone: line(40),
});
export const LineParams = z.strictObject({ listing_id: Id });
/** 0 takes the line out. `price_minor`: what you saw; without it, what it costs now counts as seen. */
export const SetLine = z.strictObject({
  quantity: z.int().min(0).max(LINE_PIECES_MAX),
  price_minor: Minor.optional(),
});
export const DiscountCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9_-]{1,31}$/, 'A code of 2 to 32 letters and digits');
/** What you leave out stays as it is. */
export const UpdateBasket = z
  .strictObject({
    email: z.string().trim().toLowerCase().max(254).pipe(z.email()).nullable().optional(),
    shipping_address: Address.nullable().optional(),
    /** Null: the same as where it is sent. */
    billing_address: Address.nullable().optional(),
    /** One per vendor, by the vendor's id. */
    shipping_methods: z
      .array(z.strictObject({ vendor_id: Id, method_id: Id }))
      .max(BASKET_LINES_MAX)
      .optional(),
    discount_codes: z.array(DiscountCode).max(DISCOUNT_CODES_MAX).optional(),
    note: text({ min: 0, max: 500 }).optional(),
    /** `true`: prices and pieces as they are now are what you want. */
    accept_changes: z.literal(true).optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'Send at least one field to change');

/** What is the matter with a line; it blocks paying until it is accepted, changed or taken out. */
export const lineProblems = ['price_changed', 'too_few', 'unavailable'] as const;
export const BasketLine = z.strictObject({
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
  quantity: z.int(),
  /** Now; null: not for sale any more. */
  price_minor: Minor.nullable(),
  /** What was seen when it was put in, or accepted since. */
  price_seen_minor: Minor,
  /** Pieces this basket could have: the free ones and those held for it. */
  available: z.int(),
  problem: z.enum(lineProblems).nullable(),
  subtotal_minor: Total,
});
export const ShippingOption = z.strictObject({
  id: Id,
  name: z.string(),
  price_minor: Minor,
  days_min: z.int(),
  days_max: z.int(),
});
export const BasketPart = z.strictObject({
  vendor: z.strictObject({ id: Id, name: z.string(), ships_from: z.string().nullable() }),
  lines: z.array(BasketLine).max(BASKET_LINES_MAX),
  /** That reach the address; of all countries while there is none. */
  shipping_options: z.array(ShippingOption).max(SHIPPING_METHODS_MAX),
  shipping_method_id: Id.nullable(),
  tax_mode: z.enum(taxModes),
  /** In hundredths of a percent: 1900 is 19 %. */
  tax_rate_bp: z.int(),
  tax_name: z.string(),
  subtotal_minor: Total,
  discount_minor: Total,
  shipping_minor: Total,
  /** Contained in the total where prices include it, else added. */
  tax_minor: Total,
  total_minor: Total,
});
export const BasketDiscount = z.strictObject({
  code: z.string(),
  amount_minor: Total,
  /** Why it takes nothing off; null where it does. */
  problem: z.string().nullable(),
});
/** What must still be given before it can be paid. */
export const missing = ['lines', 'email', 'shipping_address', 'shipping_methods', 'changes_accepted'] as const;
export const Basket = z.strictObject({
  id: Id,
  version: z.int(),
  /** All in one currency; null while it is empty. */
  currency: z.string().nullable(),
  parts: z.array(BasketPart).max(BASKET_LINES_MAX),
  discounts: z.array(BasketDiscount).max(DISCOUNT_CODES_MAX),
  email: z.string().nullable(),
  shipping_address: Address.nullable(),
  billing_address: Address.nullable(),
  note: z.string(),
  pieces: z.int(),
  subtotal_minor: Total,
  discount_minor: Total,
  shipping_minor: Total,
  tax_minor: Total,
  total_minor: Total,
  hold: z.strictObject({ expires_at: Time, extensions_left: z.int() }).nullable(),
  missing: z.array(z.enum(missing)).max(missing.length),
  updated_at: Time,
  /** Only where a guest's basket was made by this call: send it as the header Guest-Token. Browsers get it as a cookie. */
  guest_token: z.string().optional(),
});

/** `expected_total_minor` is the total you saw: another total is refused, and nothing is charged. */
export const CheckOut = z.strictObject({
  basket_version: z.int().min(1).max(2_147_483_647),
  expected_total_minor: Total,
  /** The provider's name of how is paid; null: chosen on the provider's page. */
  payment_method: text({ min: 1, max: 200 }).nullable().default(null),
});
export const PayAgain = z.strictObject({ payment_method: text({ min: 1, max: 200 }).nullable().default(null) });
export const Payment = z.strictObject({
  id: Id,
  provider: z.string(),
  state: z.enum(paymentStates),
  amount_minor: Total,
  currency: z.string(),
  /** Where the buyer goes on; null where nothing is asked of them. */
  action_url: z.string().nullable(),
  /** For the provider's own form in the browser; never kept in logs. */
  client_secret: z.string().nullable(),
  /** Why it was declined, for the buyer to read. */
  message: z.string().nullable(),
});
export const PaymentProviders = z.strictObject({
  provider: z.enum(['test', 'stripe']),
  publishable_key: z.string().nullable(),
  /** Of the test provider: what each method does. Empty for real money. */
  test_methods: z.array(z.strictObject({ method: z.string(), does: z.string() })).max(20),
});
export const TestPaymentParams = z.strictObject({ ref: z.string().regex(/^[\w-]{8,80}$/) });
export const AnswerTestPayment = z.strictObject({ answer: z.enum(['approve', 'decline']) });
export const TestPayment = z.strictObject({
  ref: z.string(),
  amount_minor: Total,
  currency: z.string(),
  state: z.enum(paymentStates),
  return_url: z.string(),
});
export const WebhookParams = z.strictObject({ provider: z.enum(['test', 'stripe']) });

export type AddressView = z.output<typeof Address>;
export type BasketView = z.output<typeof Basket>;
export type BasketLineView = z.output<typeof BasketLine>;
export type BasketPartView = z.output<typeof BasketPart>;
export type PaymentView = z.output<typeof Payment>;
