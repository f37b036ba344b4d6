import { z } from 'zod';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { Id, text, Time } from './fields.ts';
import { Currency, LOCATIONS_MAX } from './inventory-vendors.ts';
import * as details from './inventory-details.ts';
import { PhotoList } from './inventory-photos.ts';
import { QUANTITY_MAX, StockLevel } from './inventory-stock.ts';
import {
  type CollectibleKind,
  collectibleKinds,
  conditions,
  listingStatuses,
  MONEY_MINOR_MAX,
} from './inventory-terms.ts';

/** Listings: what a vendor keeps and sells. */

/** In minor units of the currency: 1250 is 12.50 USD. */
const Money = z.int().min(0).max(MONEY_MINOR_MAX).nullable();
const Sku = z
  .string()
  .trim()
  .max(64)
  .regex(/^[A-Za-z0-9][\w./+#-]*$/, 'A SKU is made of letters, digits and _ . / + # -');
const Title = text({ min: 1, max: 200 });
const Kind = z.enum(collectibleKinds);
const Condition = z.enum(conditions);
const Reason = text({ min: 0, max: 300 });
const Shelf = text({ min: 0, max: 80 });
const Note = text({ min: 0, max: 2000 });
/** As a scanner types it: EAN, UPC or your own. */
const Barcode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{4,48}$/, 'A barcode of 4 to 48 letters, digits and -')
  .nullable();
/** You are told when fewer than this many are available; null: never. */
const LowStockAt = z.int().min(0).max(1_000_000).nullable();

const detailMembers = {
  card_details: details.CardDetails,
  comic_details: details.ComicDetails,
  coin_details: details.CoinDetails,
  sealed_details: details.SealedDetails,
  watch_details: details.WatchDetails,
  other_details: details.OtherDetails,
};
type DetailName = keyof typeof detailMembers;
const detailNames = Object.keys(detailMembers) as DetailName[];

interface Piece {
  readonly kind: CollectibleKind;
  readonly condition: string | null;
  readonly source_condition: string | null;
  readonly grading: details.GradingView | null;
}

/** What must hold of a piece as a whole, at its making and after every change. */
export function pieceIssues(piece: Piece): readonly { readonly path: string[]; readonly message: string }[] {
  const { condition, grading } = piece;
  if ((condition === null) === (grading === null))
    return [{ path: ['condition'], message: 'Send a condition, or a grading: one of the two.' }];
  if (piece.source_condition !== null && condition === null)
    return [{ path: ['source_condition'], message: 'A graded piece has no condition of a source.' }];
  const issue = grading === null ? null : details.gradeIssue(grading, piece.kind);
  return issue === null ? [] : [{ path: ['grading', 'grade'], message: issue }];
}

export const CreateCollectible = z
  .strictObject({
    vendor_id: Id,
    kind: Kind.default('card'),
    /** Made up when you send none; unique with the vendor. */
    sku: Sku.optional(),
    /** Made from the details when you send none. */
    title: Title.optional(),
    condition: Condition.nullable().default(null),
    /** The condition as your source spells it, kept as it is. */
    source_condition: text({ min: 1, max: 80 }).nullable().default(null),
    grading: details.Grading.nullable().default(null),
    card_details: details.CardDetails.optional(),
    comic_details: details.ComicDetails.optional(),
    coin_details: details.CoinDetails.optional(),
    sealed_details: details.SealedDetails.optional(),
    watch_details: details.WatchDetails.optional(),
    other_details: details.OtherDetails.optional(),
    cost_minor: Money.default(null),
    price_minor: Money.default(null),
    /** The vendor's when you send none. */
    currency: Currency.optional(),
    shelf: Shelf.default(''),
    note: Note.default(''),
    barcode: Barcode.default(null),
    low_stock_at: LowStockAt.default(null),
    status: z.enum(['draft', 'active']).default('draft'),
    /** Pieces on hand at the start. */
    quantity: z.int().min(0).max(QUANTITY_MAX).default(0),
    /** Where they lie; the vendor's first location when you send none. */
    location_id: Id.optional(),
  })
  .superRefine((value, context) => {
    const wanted = `${value.kind}_details`;
    for (const name of detailNames)
      if ((value[name] !== undefined) !== (name === wanted))
        context.addIssue({
          code: 'custom',
          path: [name],
          message: name === wanted ? `A ${value.kind} comes with ${wanted}.` : `A ${value.kind} has no ${name}.`,
        });
    for (const issue of pieceIssues(value)) context.addIssue({ code: 'custom', ...issue });
    if (value.grading !== null && value.quantity > 1)
      context.addIssue({ code: 'custom', path: ['quantity'], message: 'A graded piece is one of a kind.' });
  });

/** What you leave out stays as it is; of the details, too. Setting `grading` clears the condition, and the reverse. */
export const UpdateCollectible = z
  .strictObject({
    sku: Sku.optional(),
    title: Title.optional(),
    condition: Condition.nullable().optional(),
    source_condition: text({ min: 1, max: 80 }).nullable().optional(),
    grading: details.Grading.nullable().optional(),
    card_details: z.strictObject(withoutDefaults(details.CardDetails.shape)).partial().optional(),
    comic_details: z.strictObject(withoutDefaults(details.ComicDetails.shape)).partial().optional(),
    coin_details: z.strictObject(withoutDefaults(details.CoinDetails.shape)).partial().optional(),
    sealed_details: z.strictObject(withoutDefaults(details.SealedDetails.shape)).partial().optional(),
    watch_details: z.strictObject(withoutDefaults(details.WatchDetails.shape)).partial().optional(),
    other_details: z.strictObject(withoutDefaults(details.OtherDetails.shape)).partial().optional(),
    cost_minor: Money.optional(),
    price_minor: Money.optional(),
    currency: Currency.optional(),
    shelf: Shelf.optional(),
    note: Note.optional(),
    barcode: Barcode.optional(),
    low_stock_at: LowStockAt.optional(),
    status: z.enum(listingStatuses).optional(),
    /** Why; it stands in the history. */
    reason: Reason.default(''),
  })
  .refine((value) => Object.keys(value).some((name) => name !== 'reason'), 'Send at least one field to change');

/** A member that is left out of a change is left alone: no default takes its place. */
function withoutDefaults<Shape extends z.core.$ZodShape>(shape: Shape): { [K in keyof Shape]: Undefaulted<Shape[K]> } {
  const plain = Object.entries(shape).map(([name, schema]) => [
    name,
    schema instanceof z.ZodDefault ? schema.unwrap() : schema,
  ]);
  return Object.fromEntries(plain) as { [K in keyof Shape]: Undefaulted<Shape[K]> };
}
type Undefaulted<S> = S extends z.ZodDefault<infer Inner> ? Inner : S;

const head = {
  id: Id,
  vendor_id: Id,
  kind: Kind,
  sku: z.string(),
  title: z.string(),
  condition: Condition.nullable(),
  source_condition: z.string().nullable(),
  grading: details.Grading.nullable(),
  cost_minor: Money,
  price_minor: Money,
  currency: z.string(),
  shelf: z.string(),
  note: z.string(),
  barcode: Barcode,
  low_stock_at: LowStockAt,
  /** Of the first photo; null where there is none. */
  thumb_url: z.string().nullable(),
  status: z.enum(listingStatuses),
  /** Pieces in all locations together: on hand are those held for who is paying, those sold and not sent, and the rest. */
  on_hand: z.int(),
  reserved: z.int(),
  allocated: z.int(),
  available: z.int(),
  version: z.int(),
  created_at: Time,
  updated_at: Time,
  card_details: details.CardDetails.optional(),
  comic_details: details.ComicDetails.optional(),
  coin_details: details.CoinDetails.optional(),
  sealed_details: details.SealedDetails.optional(),
  watch_details: details.WatchDetails.optional(),
  other_details: details.OtherDetails.optional(),
};
export const CollectibleSummary = z.strictObject(head);
export const CollectibleList = z.array(CollectibleSummary).max(PAGE_LIMIT_MAX);
export const Collectible = z.strictObject({
  ...head,
  stock: z.array(StockLevel).max(LOCATIONS_MAX),
  photos: PhotoList,
  /** Under which its price can be watched; null until it was on sale. */ instrument_symbol: z.string().nullable(),
});
export const CollectibleChangeList = z
  .array(
    z.strictObject({
      id: Id,
      at: Time,
      version: z.int(),
      /** "price_minor", "card_details.rarity". */
      field: z.string(),
      from: z.unknown(),
      to: z.unknown(),
      /** Null: nobody did it; stock ran out or came back. */
      actor_id: Id.nullable(),
      /** Name or e-mail; null for an account that is gone, and where nobody did it. */
      actor: z.string().nullable(),
      reason: z.string(),
    }),
  )
  .max(PAGE_LIMIT_MAX);
export const CollectiblePriceList = z
  .array(
    z.strictObject({
      id: Id,
      at: Time,
      price_minor: Money,
      currency: z.string(),
      actor_id: Id,
      reason: z.string(),
    }),
  )
  .max(PAGE_LIMIT_MAX);

export type CollectibleSummaryView = z.output<typeof CollectibleSummary>;
export type CollectibleView = z.output<typeof Collectible>;
