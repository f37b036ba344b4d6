import { z } from 'zod';
import { Cursor, Decimal, Limit, Symbol, SYMBOL_LENGTH_MAX, text, Time } from './fields.ts';

export const SEARCH_LENGTH_MAX = 80;
export const SYMBOLS_PER_CALL_MAX = 200;
export const SPARKLINE_POINTS_MAX = 48;

/** `collectible`: what vendors list; its price is the lowest that is asked for it. */
export const instrumentKinds = ['stock', 'etf', 'coin', 'index', 'currency', 'commodity', 'collectible'] as const;
export const InstrumentKind = z.enum(instrumentKinds);

/** Comma-separated symbols: `AAPL,MSFT`. */
const SymbolsText = z
  .string()
  .max(SYMBOLS_PER_CALL_MAX * (SYMBOL_LENGTH_MAX + 1))
  .transform((value) => [
    ...new Set(
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ])
  .pipe(z.array(Symbol).min(1).max(SYMBOLS_PER_CALL_MAX));

export const StocksQuery = z.strictObject({
  q: text({ min: 0, max: SEARCH_LENGTH_MAX }).optional(),
  kind: InstrumentKind.optional(),
  exchange: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{4}$/, 'A market identifier code (MIC) such as XNAS')
    .optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export const QuotesQuery = z.strictObject({ symbols: SymbolsText });

export const Instrument = z.strictObject({
  symbol: z.string(),
  name: z.string(),
  kind: InstrumentKind,
  /** Market identifier code (ISO 10383), or null where there is no one venue. */
  exchange: z.string().nullable(),
  currency: z.string(),
  price_decimals: z.int(),
  status: z.enum(['active', 'inactive']),
  /** Market capitalisation in units of `currency` where it is known, roughly; orders search results. */
  market_cap: z.number().nullable(),
});

export const sessionPhases = ['pre', 'regular', 'post', 'closed', 'halted'] as const;
export const freshnessStates = ['live', 'delayed', 'stale', 'closed'] as const;

/** Prices have the instrument's decimals. `version` rises strictly per symbol inside an `epoch`. */
export const Quote = z.strictObject({
  symbol: z.string(),
  epoch: z.string(),
  version: z.int(),
  price: Decimal,
  previous_close: Decimal.nullable(),
  change: Decimal.nullable(),
  change_percent: Decimal.nullable(),
  open: Decimal.nullable(),
  high: Decimal.nullable(),
  low: Decimal.nullable(),
  /** Pieces traded in this session; null where the source tells none. */
  volume: z.number().nullable(),
  /** When the print happened. */
  at: Time,
  /** The provider that told it. */
  source: z.string(),
  /** True for made-up prices: say so wherever they are shown. */
  simulated: z.boolean(),
  /** How late the source is by agreement, in milliseconds: 900000 for a feed delayed by 15 minutes. */
  delay_ms: z.int(),
  session: z.enum(sessionPhases),
  freshness: z.enum(freshnessStates),
});
export const Stock = z.strictObject({ ...Instrument.shape, quote: Quote.nullable() });
export const StockList = z.array(Stock);
/** In the order asked; a symbol that has no price yet is left out. */
export const QuoteList = z.array(Quote).max(SYMBOLS_PER_CALL_MAX);
/**
 * `points` are evenly spaced prices from `from` to `to`, oldest first. `day_from`..`day_to` is the whole session, so that a
 * line can end where the day has got to; where trading never pauses it is the last 24 hours.
 */
export const Sparkline = z.strictObject({
  symbol: z.string(),
  points: z.array(Decimal).max(SPARKLINE_POINTS_MAX),
  from: Time,
  to: Time,
  day_from: Time,
  day_to: Time,
  previous_close: Decimal.nullable(),
});
export const SparklineList = z.array(Sparkline).max(SYMBOLS_PER_CALL_MAX);

export type InstrumentView = z.output<typeof Instrument>;
export type QuoteView = z.output<typeof Quote>;
export type StockView = z.output<typeof Stock>;
export type SparklineView = z.output<typeof Sparkline>;
