import { z } from 'zod';
import { Decimal, Symbol, Time } from './fields.ts';
import { SYMBOLS_PER_CALL_MAX } from './market.ts';

/** Candles one answer has at most; `interval=auto` picks the finest interval that stays below. */
export const HISTORY_POINTS_MAX = 2_000;
/** Candles of one exported file, about: a year of minutes and some. */
export const EXPORT_POINTS_MAX = 600_000;
export const historyIntervals = ['1m', '5m', '15m', '1h', '1d', '1w', '1M'] as const;
export const HistoryInterval = z.enum(historyIntervals);

/** A day or an instant: `2026-01-31` or `2026-01-31T14:30:00Z`. A day begins at midnight UTC; as `to` it is meant whole. */
export const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
/** Without `from`, the start of what the caller's plan reaches; without `to`, now. */
export const windowFields = { from: Moment.optional(), to: Moment.optional() };

export const HistoryQuery = z.strictObject({
  ...windowFields,
  interval: z.enum([...historyIntervals, 'auto']).default('auto'),
  /** `true`: earlier prices are divided by later splits, so that a split is no cliff. `false`: as they were traded. */
  adjusted: z.enum(['true', 'false']).default('true'),
  /** One source's candles, such as `import`; without it, those that the live price continues. */
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'The name of a source, such as import')
    .optional(),
});

/** OHLCV of one interval; `time` is its start. Volume is in pieces, adjusted like the prices. */
export const Candle = z.strictObject({
  time: Time,
  open: Decimal,
  high: Decimal,
  low: Decimal,
  close: Decimal,
  volume: z.number(),
});
export const Split = z.strictObject({
  /** Null for a split that the source of the prices computes. */
  id: z.uuid().nullable(),
  /** First trading day at the new price. */
  ex_date: z.iso.date(),
  /** New pieces for old ones: 10 and 1 for a split of ten for one. */
  new_pieces: z.int(),
  old_pieces: z.int(),
  /** Who told it: `admin`, or a provider. */
  source: z.string(),
});
export const Dividend = z.strictObject({
  id: z.uuid(),
  ex_date: z.iso.date(),
  /** Of one piece, as it was paid: not adjusted for later splits. */
  amount: Decimal,
  currency: z.string(),
  source: z.string(),
});
export const CorporateActions = z.strictObject({
  splits: z.array(Split).max(500),
  dividends: z.array(Dividend).max(2_000),
  /** Where the prices shown are made up: the sources of real ones kept beside them, for `source` of the history. */
  kept_sources: z.array(z.string()).max(40),
});

/** Splits of several instruments, newest first; one without any is left out. */
export const SplitsBySymbol = z
  .array(z.strictObject({ symbol: z.string(), splits: z.array(Split).max(500) }))
  .max(SYMBOLS_PER_CALL_MAX);

export const History = z.strictObject({
  symbol: z.string(),
  currency: z.string(),
  price_decimals: z.int(),
  /** The interval that was picked. */
  interval: HistoryInterval,
  from: Time,
  to: Time,
  adjusted: z.boolean(),
  /** Splits inside the window. */
  splits: z.array(Split).max(500),
  /** Sources of the candles, joined by commas: `simulator`, or `import,alpaca`. Empty without candles. */
  source: z.string(),
  simulated: z.boolean(),
  /** Oldest first; an interval without a trade has no candle. The last may still be growing. */
  candles: z.array(Candle).max(HISTORY_POINTS_MAX),
});

export const AddSplit = z
  .strictObject({
    ex_date: z.iso.date(),
    new_pieces: z.int().min(1).max(100_000),
    old_pieces: z.int().min(1).max(100_000),
  })
  .refine(({ new_pieces, old_pieces }) => new_pieces !== old_pieces, 'A split changes the number of pieces');
export const SplitParams = z.strictObject({ symbol: Symbol, id: z.uuid() });

export type HistoryIntervalName = (typeof historyIntervals)[number];
export type CandleView = z.output<typeof Candle>;
export type SplitView = z.output<typeof Split>;
export type DividendView = z.output<typeof Dividend>;
export type HistoryView = z.output<typeof History>;
