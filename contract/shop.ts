import { z } from 'zod';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { Id, Page, text, Time } from './fields.ts';
import { anyOf, FACET_VALUES_MAX } from './inventory-filter.ts';
import { Game, Grading } from './inventory-details.ts';
import { PhotoList } from './inventory-photos.ts';
import { collectibleKinds, conditions, finishes, MONEY_MINOR_MAX } from './inventory-terms.ts';
import { Currency } from './inventory-vendors.ts';
import { productSorts, SALES_SHOWN_MAX } from './orders-terms.ts';

/** The shop window: what all vendors together have on sale, for anyone to see. */

/** Offers that one product shows; the cheapest come first. */
export const OFFERS_MAX = 200;
/** States of one product: conditions and grades. */
export const STATES_MAX = 60;
const Minor = z.int().min(0).max(MONEY_MINOR_MAX);
const AskedMinor = z.coerce.number().int().min(0).max(MONEY_MINOR_MAX);

/** "pkm-base1-4-holofoil-en": stays the product's as long as it is known. */
export const Slug = z
  .string()
  .min(1)
  .max(160)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'The last part of a product’s address');
export const ProductParams = z.strictObject({ slug: Slug });

/** Members of the window's filter as a query spells them; all of them must hold. */
export const productFilterMembers = {
  /** Words of the title, the set or the number, misspelled or in part. */
  q: text({ min: 1, max: 100 }).optional(),
  kind: anyOf(collectibleKinds).optional(),
  game: Game.optional(),
  /** Code or name of a set. */
  set: text({ min: 1, max: 120 }).optional(),
  /** With an offer in one of these conditions. */
  condition: anyOf(conditions).optional(),
  finish: anyOf(finishes).optional(),
  language: text({ min: 2, max: 35 }).optional(),
  rarity: text({ min: 1, max: 60 }).optional(),
  /** `true`: with a graded copy on offer. */
  graded: z.enum(['true']).optional(),
  vendor_id: Id.optional(),
  currency: Currency.optional(),
  /** Of the lowest offer. */
  price_min: AskedMinor.optional(),
  price_max: AskedMinor.optional(),
  /** `true`: also what is out of stock now. */
  sold_out: z.enum(['true']).optional(),
};
export const ProductsQuery = Page.extend({
  ...productFilterMembers,
  /** Without it: by likeness where words are sought, else the newest first. */
  sort: z.enum(productSorts).optional(),
});
export const ProductFacetsQuery = z.strictObject(productFilterMembers);
export const productFacets = ['kind', 'game', 'set', 'condition', 'finish', 'language', 'rarity', 'vendor'] as const;
export const ProductFacets = z.strictObject({
  /** Products that the whole filter leaves. */
  total: z.int(),
  facets: z.partialRecord(
    z.enum(productFacets),
    z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() })).max(FACET_VALUES_MAX),
  ),
});

/** One state of a product: "NM", or "PSA 9". Its instrument can be watched and alerted on. */
export const ProductState = z.strictObject({
  state: z.string(),
  instrument_symbol: z.string(),
  /** Lowest asked now; null: out of stock. */
  price_minor: Minor.nullable(),
  /** Pieces free, of all vendors. */
  available: z.int(),
  offers: z.int(),
  last_sale_minor: Minor.nullable(),
  last_sale_at: Time.nullable(),
});
const head = {
  slug: z.string(),
  title: z.string(),
  kind: z.enum(collectibleKinds),
  game: z.string().nullable(),
  set_code: z.string().nullable(),
  set_name: z.string().nullable(),
  collector_number: z.string().nullable(),
  rarity: z.string().nullable(),
  language: z.string().nullable(),
  finish: z.enum(finishes).nullable(),
  image_url: z.string().nullable(),
  currency: z.string(),
  /** Lowest asked now, of any state; null: out of stock. */
  price_minor: Minor.nullable(),
  available: z.int(),
  offers: z.int(),
  last_sale_minor: Minor.nullable(),
  last_sale_at: Time.nullable(),
  states: z.array(ProductState).max(STATES_MAX),
};
export const ProductSummary = z.strictObject(head);
export const ProductList = z.array(ProductSummary).max(PAGE_LIMIT_MAX);

/** One listing that can be put into a basket. */
export const Offer = z.strictObject({
  listing_id: Id,
  vendor: z.strictObject({ id: Id, name: z.string() }),
  title: z.string(),
  state: z.string(),
  condition: z.enum(conditions).nullable(),
  grading: Grading.nullable(),
  price_minor: Minor,
  currency: z.string(),
  available: z.int(),
  photos: PhotoList,
  /** ISO 3166 of where it is sent from; null: not said. */
  ships_from: z.string().nullable(),
  /** The least that sending one costs anywhere; null: the vendor sends nothing yet. */
  shipping_from_minor: Minor.nullable(),
});
export const Sale = z.strictObject({ at: Time, state: z.string(), price_minor: Minor, quantity: z.int() });
export const Product = z.strictObject({
  ...head,
  first_edition: z.boolean(),
  signed: z.boolean(),
  altered: z.boolean(),
  /** By what it costs. */
  list: z.array(Offer).max(OFFERS_MAX),
  /** Newest first. */
  sales: z.array(Sale).max(SALES_SHOWN_MAX),
});
/** What the shop knows of one instrument: the product that it is a state of, and what that state sold for. */
export const InstrumentSales = z.strictObject({
  product: z.strictObject({
    slug: z.string(),
    title: z.string(),
    currency: z.string(),
    ...ProductState.shape,
  }),
  /** Newest first; of whom and by whom stays between them. */
  sales: z.array(Sale).max(SALES_SHOWN_MAX),
});
/** What anyone may know of a vendor. */
export const ShopVendor = z.strictObject({
  id: Id,
  name: z.string(),
  ships_from: z.string().nullable(),
  handling_days: z.int(),
  return_days: z.int(),
  products: z.int(),
  since: Time,
});

export type ProductSummaryView = z.output<typeof ProductSummary>;
export type ProductStateView = z.output<typeof ProductState>;
export type ProductView = z.output<typeof Product>;
export type OfferView = z.output<typeof Offer>;
export type ProductFacetsView = z.output<typeof ProductFacets>;
export type InstrumentSalesView = z.output<typeof InstrumentSales>;
export type ShopVendorView = z.output<typeof ShopVendor>;
