import { z } from 'zod';
import { Decimal, Id, PriceInput, Symbol, text, Time } from './fields.ts';
import { Instrument, Quote } from './market.ts';
import { CSV_BYTES_MAX } from './watchlists.routes.ts';

export const WATCHLIST_NAME_LENGTH_MAX = 64;
export const NOTE_LENGTH_MAX = 500;
/** Items one call may add, and a list may ever hold: the largest tier's limit. */
export const ITEMS_MAX = 500;
/** How long a removed list or item can be restored. */
export const RESTORE_WINDOW_MS = 3_600_000;

const Name = text({ min: 1, max: WATCHLIST_NAME_LENGTH_MAX });
const Note = text({ min: 0, max: NOTE_LENGTH_MAX });
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
  price_above: PriceInput.nullable().optional(),
  price_below: PriceInput.nullable().optional(),
  position: Position.optional(),
});
export const AddItems = z.strictObject({ symbols: z.array(Symbol).min(1).max(ITEMS_MAX) });
export const UpdateItem = z
  .strictObject({
    note: Note.optional(),
    price_above: PriceInput.nullable().optional(),
    price_below: PriceInput.nullable().optional(),
    position: Position.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'Send note, price_above, price_below or position');
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
  price_above: Decimal.nullable(),
  price_below: Decimal.nullable(),
  /** The price when the symbol was added; null when it had none. */
  price_at_add: Decimal.nullable(),
  added_at: Time,
  instrument: Instrument,
  quote: Quote.nullable(),
});
export const Watchlist = z.strictObject({ ...WatchlistSummary.shape, items: z.array(WatchlistItem).max(ITEMS_MAX) });
export const ImportReport = z.strictObject({ added: z.int(), updated: z.int(), unchanged: z.int() });

export type WatchlistSummaryView = z.output<typeof WatchlistSummary>;
export type WatchlistItemView = z.output<typeof WatchlistItem>;
export type WatchlistView = z.output<typeof Watchlist>;
