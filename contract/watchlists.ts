import { z } from 'zod';
import { Decimal, Id, PriceInput, Symbol, text, Time } from './fields.ts';
import { Instrument, Quote } from './market.ts';
import { CSV_BYTES_MAX } from './watchlists.routes.ts';

export const WATCHLIST_NAME_LENGTH_MAX = 64;
export const NOTE_LENGTH_MAX = 500;
export const SECTION_LENGTH_MAX = 40;
export const itemFlags = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;
/** Items one call may add, and a list may ever hold: the largest tier's limit. */
export const ITEMS_MAX = 500;
/** How long a removed list or item can be restored. */
export const RESTORE_WINDOW_MS = 3_600_000;

const Name = text({ min: 1, max: WATCHLIST_NAME_LENGTH_MAX });
const Note = text({ min: 0, max: NOTE_LENGTH_MAX });
/** Part of the list the item stands under; empty for none. Items of one section are shown together. */
const Section = text({ min: 0, max: SECTION_LENGTH_MAX });
const Flag = z.enum(itemFlags);
/** Place in the list, counted from 0; past the end means the end. */
const Position = z.int().min(0).max(100_000);

export const ItemParams = z.strictObject({ id: Id, symbol: Symbol });
export const CreateWatchlist = z.strictObject({ name: Name, symbols: z.array(Symbol).max(ITEMS_MAX).optional() });
export const UpdateWatchlist = z
  .strictObject({ name: Name.optional(), position: Position.optional() })
  .refine((value) => value.name !== undefined || value.position !== undefined, 'Send name, position or both');
export const AddItem = z.strictObject({
  symbol: Symbol,
  note: Note.optional(),
  section: Section.optional(),
  flag: Flag.nullable().optional(),
  price_above: PriceInput.nullable().optional(),
  price_below: PriceInput.nullable().optional(),
  position: Position.optional(),
});
export const AddItems = z.strictObject({ symbols: z.array(Symbol).min(1).max(ITEMS_MAX) });
export const UpdateItem = z
  .strictObject({
    note: Note.optional(),
    section: Section.optional(),
    flag: Flag.nullable().optional(),
    price_above: PriceInput.nullable().optional(),
    price_below: PriceInput.nullable().optional(),
    position: Position.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'Send note, section, flag, price_above, price_below or position');
export const ImportItems = z.strictObject({ csv: z.string().min(1).max(CSV_BYTES_MAX) });

export const WatchlistSummary = z.strictObject({
  id: Id,
  name: z.string(),
  position: z.int(),
  item_count: z.int(),
  created_at: Time,
  updated_at: Time,
});
export const WatchlistSummaries = z.array(WatchlistSummary);
export const WatchlistItem = z.strictObject({
  symbol: z.string(),
  position: z.int(),
  note: z.string(),
  section: z.string(),
  flag: Flag.nullable(),
  price_above: Decimal.nullable(),
  price_below: Decimal.nullable(),
  /** The price when the symbol was added, in the pieces of that day: later splits are told apart; null when it had none. */
  price_at_add: Decimal.nullable(),
  added_at: Time,
  instrument: Instrument,
  quote: Quote.nullable(),
});
/** The link's path is `/shared/<token>`; whoever has it may read. */
export const WatchlistShare = z.strictObject({ token: z.string(), created_at: Time });
export const Watchlist = z.strictObject({
  ...WatchlistSummary.shape,
  /** The public link, while there is one. */
  share: WatchlistShare.nullable(),
  items: z.array(WatchlistItem).max(ITEMS_MAX),
});
export const ShareParams = z.strictObject({
  token: z
    .string()
    .min(32)
    .max(64)
    .regex(/^[\w-]+$/, 'The last part of a shared link'),
});
/** What a shared link shows: no notes, marks or prices at add. */
export const SharedWatchlist = z.strictObject({
  name: z.string(),
  updated_at: Time,
  items: z
    .array(
      z.strictObject({
        symbol: z.string(),
        position: z.int(),
        section: z.string(),
        instrument: Instrument,
        quote: Quote.nullable(),
      }),
    )
    .max(ITEMS_MAX),
});
export const ImportReport = z.strictObject({ added: z.int(), updated: z.int(), unchanged: z.int() });

export type WatchlistSummaryView = z.output<typeof WatchlistSummary>;
export type WatchlistItemView = z.output<typeof WatchlistItem>;
export type WatchlistView = z.output<typeof Watchlist>;
export type SharedWatchlistView = z.output<typeof SharedWatchlist>;
