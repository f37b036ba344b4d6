import { z } from 'zod';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { DecimalInput, Id, Page, text, Time } from './fields.ts';
import { Selection } from './inventory-filter.ts';
import { listingStatuses, MONEY_MINOR_MAX } from './inventory-terms.ts';

/** One change of many listings; what stock is worth; labels. */

/** Listings one bulk edit changes. */
export const BULK_MAX = 100_000;
export const BULK_UNDO_HOURS = 24;
export const BULK_SAMPLES_MAX = 8;
export const LABELS_MAX = 1_000;
export const GROUPS_MAX = 200;
export const VALUE_DAYS_MAX = 1_826;

/**
 * What is done to prices: by a percentage or an amount, then rounded to a step, with an ending if one is named. What lies
 * halfway is rounded up. A price is never rounded to nothing, and one that falls below 0 is refused.
 */
const PriceChange = z
  .strictObject({
    /** "5" or "-12.5". */
    percent: DecimalInput.optional(),
    amount_minor: z.int().min(-MONEY_MINOR_MAX).max(MONEY_MINOR_MAX).optional(),
    set_minor: z.int().min(0).max(MONEY_MINOR_MAX).optional(),
    round: z
      .strictObject({
        /** To a multiple of this many minor units … */
        step_minor: z.int().min(1).max(1_000_000).default(1),
        /** … less this many: a step of 100 and an ending of 1 make 12.99. */
        less_minor: z.int().min(0).max(999_999).default(0),
        way: z.enum(['nearest', 'up', 'down']).default('nearest'),
      })
      .default({ step_minor: 1, less_minor: 0, way: 'nearest' }),
  })
  .refine(
    ({ percent, amount_minor, set_minor }) =>
      [percent, amount_minor, set_minor].filter((one) => one !== undefined).length === 1,
    'Send percent, amount_minor or set_minor: one of the three.',
  );
export const BulkChange = z
  .strictObject({
    price: PriceChange.optional(),
    status: z.enum(listingStatuses).optional(),
    shelf: text({ min: 0, max: 80 }).optional(),
    low_stock_at: z.int().min(0).max(1_000_000).nullable().optional(),
    /** Moves every free piece there. */
    location_id: Id.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'Send at least one change.');
export const PreviewBulkEdit = z.strictObject({ selection: Selection, change: BulkChange });
export const StartBulkEdit = z.strictObject({
  selection: Selection,
  change: BulkChange,
  reason: text({ min: 0, max: 300 }).default(''),
  /** How many the preview said; refused when it is another number by now. */
  expected_count: z.int().min(0).max(BULK_MAX),
});
const sample = z.strictObject({
  listing_id: Id,
  title: z.string(),
  sku: z.string(),
  changes: z.array(z.strictObject({ field: z.string(), from: z.unknown(), to: z.unknown() })).max(10),
});
export const BulkPreview = z.strictObject({
  /** Listings that would change; `unchanged` already are so, `refused` cannot be, for the reasons named. */
  count: z.int(),
  unchanged: z.int(),
  refused: z.array(z.strictObject({ code: z.string(), title: z.string(), count: z.int() })).max(20),
  samples: z.array(sample).max(BULK_SAMPLES_MAX),
  /** On hand at asking prices, by currency. */
  value: z.array(z.strictObject({ currency: z.string(), from_minor: z.int(), to_minor: z.int() })).max(50),
});
export const BulkEdit = z.strictObject({
  id: Id,
  change: BulkChange,
  count: z.int(),
  reason: z.string(),
  actor_id: Id,
  at: Time,
  undo_until: Time,
  undone_at: Time.nullable(),
  /** Listings that an undo left alone, because somebody had changed them since. */
  kept: z.int(),
});
export const BulkEditList = z.array(BulkEdit).max(PAGE_LIMIT_MAX);
export const BulkEditsQuery = Page;

export const valueGroups = ['set', 'game', 'location', 'kind', 'condition', 'status'] as const;
export const ValuationQuery = z.strictObject({ group_by: z.enum(valueGroups).default('set') });
/** Sums over pieces on hand, in minor units; pieces without a cost or a price are counted apart, never as 0. */
const sums = {
  listings: z.int(),
  pieces: z.int(),
  cost_minor: z.int(),
  price_minor: z.int(),
  /** Price less cost, of pieces that have both. */
  margin_minor: z.int(),
  /** The margin in percent of the price, of the same pieces; null where there are none. */
  margin_percent: z.string().nullable(),
  pieces_without_cost: z.int(),
  pieces_without_price: z.int(),
  /** At the lowest price that other vendors ask for the same thing, of pieces that anybody else offers. */
  market_minor: z.int(),
  pieces_without_market: z.int(),
};
export const Valuation = z.strictObject({
  at: Time,
  group_by: z.enum(valueGroups),
  currencies: z
    .array(
      z.strictObject({
        currency: z.string(),
        ...sums,
        /** The largest asking price first; beyond GROUPS_MAX - 1 of them, the rest in one of the value "*". */
        groups: z.array(z.strictObject({ value: z.string(), label: z.string(), ...sums })).max(GROUPS_MAX),
      }),
    )
    .max(50),
});
export const ValueHistoryQuery = z.strictObject({
  days: z.coerce.number().int().min(7).max(VALUE_DAYS_MAX).default(90),
});
export const ValueHistory = z.strictObject({
  currencies: z
    .array(
      z.strictObject({
        currency: z.string(),
        days: z
          .array(
            z.strictObject({
              day: z.iso.date(),
              pieces: z.int(),
              cost_minor: z.int(),
              price_minor: z.int(),
              /** At what others asked, of so many pieces; null on days on which nobody noted it. */
              market_minor: z.int().nullable(),
              pieces_with_market: z.int().nullable(),
            }),
          )
          .max(VALUE_DAYS_MAX),
      }),
    )
    .max(50),
});

export const labelSheets = ['a4-3x8', 'a4-5x13', 'letter-3x10', 'roll-62x29'] as const;
export const PrintLabels = z.strictObject({
  selection: Selection,
  sheet: z.enum(labelSheets).default('a4-3x8'),
  /** Labels of the first sheet that are used already. */
  skip: z.int().min(0).max(64).default(0),
  /** One for each piece on hand, or one for each listing. */
  each: z.enum(['listing', 'piece']).default('listing'),
  show_price: z.boolean().default(true),
});

export type BulkChangeView = z.output<typeof BulkChange>;
export type BulkPreviewView = z.output<typeof BulkPreview>;
export type BulkEditView = z.output<typeof BulkEdit>;
export type ValuationView = z.output<typeof Valuation>;
export type ValueHistoryView = z.output<typeof ValueHistory>;
