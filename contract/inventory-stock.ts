import { z } from 'zod';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { Id, Page, text, Time } from './fields.ts';
import { COUNT_ENTRIES_MAX, ENTRIES_AT_ONCE_MAX } from './inventory-terms.ts';

/** How many there are: levels, movements, counts. */

/** Pieces one movement moves at most. */
export const QUANTITY_MAX = 1_000_000;
export { COUNT_ENTRIES_MAX };

export const movementKinds = [
  'receive',
  'import_add',
  'restock',
  'adjust',
  'transfer_out',
  'transfer_in',
  'write_off',
  'reserve',
  'release',
  'allocate',
  'deallocate',
  'ship',
] as const;
export type MovementKind = (typeof movementKinds)[number];
const Quantity = z.int().min(1).max(QUANTITY_MAX);
const Why = text({ min: 1, max: 300 });
const Reason = text({ min: 0, max: 300 }).default('');

/** Your own name for this movement: sent again, it moves nothing twice, and the answer is the first one's. */
const dedupe_key = z
  .string()
  .regex(/^[\w:.-]{8,80}$/, '8 to 80 letters, digits and _ : . -')
  .optional();

export const StockLevel = z.strictObject({
  location_id: Id,
  on_hand: z.int(),
  /** Held for buyers who are paying. */
  reserved: z.int(),
  /** Sold and not yet sent. */
  allocated: z.int(),
  available: z.int(),
});

export const ReceiveStock = z.strictObject({
  listing_id: Id,
  location_id: Id,
  quantity: Quantity,
  reason: Reason,
  dedupe_key,
});
export const AdjustStock = z.strictObject({
  listing_id: Id,
  location_id: Id,
  /** More or fewer pieces: 2 or -1. */
  change: z
    .int()
    .min(-QUANTITY_MAX)
    .max(QUANTITY_MAX)
    .refine((pieces) => pieces !== 0, 'A change is not 0'),
  /** What you saw on hand at the location: the correction is refused when it is something else by now. */
  expected_on_hand: z.int().min(0).max(1_000_000_000),
  reason: Why,
  dedupe_key,
});
export const TransferStock = z
  .strictObject({
    listing_id: Id,
    from_location_id: Id,
    to_location_id: Id,
    quantity: Quantity,
    reason: Reason,
    dedupe_key,
  })
  .refine((value) => value.from_location_id !== value.to_location_id, {
    message: 'Name two locations.',
    path: ['to_location_id'],
  });
export const WriteOffStock = z.strictObject({
  listing_id: Id,
  location_id: Id,
  quantity: Quantity,
  reason: Why,
  dedupe_key,
});
export const MovementsQuery = Page.extend({
  listing_id: Id.optional(),
  location_id: Id.optional(),
  kind: z.enum(movementKinds).optional(),
});
export const StartCount = z.strictObject({ location_id: Id });
export const EnterCounts = z.strictObject({
  entries: z
    .array(z.strictObject({ listing_id: Id, counted: z.int().min(0).max(QUANTITY_MAX) }))
    .min(1)
    .max(ENTRIES_AT_ONCE_MAX)
    .refine(
      (entries) => new Set(entries.map((entry) => entry.listing_id)).size === entries.length,
      'Each collectible once',
    ),
});

/** `change_on_hand` and its fellows are what was added to the level; `on_hand_after` and its fellows what it was then. */
export const Movement = z.strictObject({
  id: Id,
  at: Time,
  kind: z.enum(movementKinds),
  listing_id: Id,
  location_id: Id,
  quantity: z.int(),
  change_on_hand: z.int(),
  change_reserved: z.int(),
  change_allocated: z.int(),
  on_hand_after: z.int(),
  reserved_after: z.int(),
  allocated_after: z.int(),
  reason: z.string(),
  /** "count:<id>", "transfer:<id>"; empty where it stands alone. */
  cause: z.string(),
  /** Null: a buyer without an account, or the program itself. */
  actor_id: Id.nullable(),
  dedupe_key: z.string(),
});
export const MovementList = z.array(Movement).max(PAGE_LIMIT_MAX);
const countHead = {
  id: Id,
  location_id: Id,
  status: z.enum(['open', 'applied', 'cancelled']),
  started_by: Id,
  started_at: Time,
  ended_at: Time.nullable(),
};
export const StockCount = z.strictObject({
  ...countHead,
  entries: z
    .array(
      z.strictObject({
        listing_id: Id,
        title: z.string(),
        sku: z.string(),
        counted: z.int(),
        /** What the ledger said when it was counted. */
        on_hand_seen: z.int(),
        difference: z.int(),
        counted_at: Time,
      }),
    )
    .max(COUNT_ENTRIES_MAX),
});
export const StockCountList = z.array(z.strictObject(countHead)).max(PAGE_LIMIT_MAX);

export type MovementView = z.output<typeof Movement>;
export type StockCountView = z.output<typeof StockCount>;
