import { z } from 'zod';
import { Decimal, Id, PriceInput, SYMBOL_LENGTH_MAX, text, Time } from './fields.ts';
import { Instrument, InstrumentKind } from './market.ts';

/** What administrators see and change of the market: instruments, wrong prices, and the lists symbols are read from. */

export const STOCK_NAME_LENGTH_MAX = 120;
export const PRICE_DECIMALS_MAX = 10;
export const REASON_LENGTH_MAX = 300;
export const SYNC_ROWS_SHOWN_MAX = 20;

/** A symbol as it is to be stored: upper case, `BRK.B`, `ABR$D`, `BTC-USD`. */
const NewSymbol = z
  .string()
  .trim()
  .toUpperCase()
  .max(SYMBOL_LENGTH_MAX)
  .regex(/^[A-Z0-9^][A-Z0-9.^=/$-]*$/, 'A symbol is made of letters, digits and . - ^ = / $');
const Exchange = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{4}$/, 'A market identifier code (MIC) such as XNAS')
  .nullable();
const Currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'A currency code such as USD');
const PriceDecimals = z.int().min(0).max(PRICE_DECIMALS_MAX);
const MarketCap = z.int().positive().nullable();
const Name = text({ min: 1, max: STOCK_NAME_LENGTH_MAX });

/** `changed_at` is what an edit sends back as `seen_at`. */
export const AdminStock = z.strictObject({
  ...Instrument.shape,
  id: Id,
  /** As the venue lists it. */
  official_name: z.string().nullable(),
  /** Who wrote it last: what we ship, a list, an administrator, whose word a list does not change, or what vendors list. */
  origin: z.enum(['seed', 'import', 'admin', 'shop']),
  /** Symbols it had before, newest first. */
  former_symbols: z.array(z.string()),
  changed_at: Time,
});
export const AddStock = z.strictObject({
  symbol: NewSymbol,
  name: Name,
  kind: InstrumentKind,
  exchange: Exchange.default(null),
  currency: Currency.default('USD'),
  price_decimals: PriceDecimals.default(2),
  market_cap: MarketCap.default(null),
});
/** `seen_at`: the `changed_at` of the row that was looked at. Another `symbol` is a rename: the old one goes on finding it. */
export const UpdateStock = z
  .strictObject({
    seen_at: Time,
    symbol: NewSymbol.optional(),
    name: Name.optional(),
    kind: InstrumentKind.optional(),
    exchange: Exchange.optional(),
    currency: Currency.optional(),
    price_decimals: PriceDecimals.optional(),
    market_cap: MarketCap.optional(),
    status: z.enum(['active', 'inactive']).optional(),
  })
  .refine((value) => Object.keys(value).length > 1, 'Send at least one field to change');

/**
 * `wrong_price` is the price that was told wrongly, the current one without it; `at` is when it was told, which names the
 * candles to put right: the time of the current price without it.
 */
export const CorrectPrice = z.strictObject({
  price: PriceInput,
  wrong_price: PriceInput.optional(),
  at: Time.optional(),
  reason: text({ min: 3, max: REASON_LENGTH_MAX }),
});
/** `applied_at` is set by the process that leads the feed, within a second. */
export const PriceCorrection = z.strictObject({
  id: Id,
  symbol: z.string(),
  wrong_price: Decimal,
  price: Decimal,
  at: Time,
  reason: z.string(),
  created_at: Time,
  applied_at: Time.nullable(),
});
export const PriceCorrectionList = z.array(PriceCorrection);

/** One run that brought the instruments in line with the official lists or the provider's. */
export const SymbolSync = z.strictObject({
  id: Id,
  state: z.enum(['running', 'done', 'failed']),
  started_at: Time,
  finished_at: Time.nullable(),
  /** Who asked; null for the schedule. */
  actor_id: Id.nullable(),
  source: z.string(),
  /** Why it failed. */
  message: z.string().nullable(),
  added: z.int(),
  changed: z.int(),
  renamed: z.int(),
  inactive: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  /** The first rows that were not taken, and why. */
  rejected_rows: z
    .array(z.strictObject({ file: z.string(), line: z.int(), symbol: z.string(), detail: z.string() }))
    .max(SYNC_ROWS_SHOWN_MAX),
});
/** `configured`: there is something to read; without it no sync can run. */
export const SymbolSyncs = z.strictObject({ configured: z.boolean(), syncs: z.array(SymbolSync) });
