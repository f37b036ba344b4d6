import { z } from 'zod';
import { Time } from './fields.ts';

/** A venue where something known here trades, by its own clock and holidays. */
export const MarketState = z.strictObject({
  /** Market identifier code (ISO 10383); `24/7` for coins, `24/5` for currencies. */
  market: z.string(),
  name: z.string(),
  time_zone: z.string(),
  phase: z.enum(['pre', 'regular', 'post', 'closed']),
  /** Why it is closed or closes early today, such as `Thanksgiving Day`; null on an ordinary day. */
  holiday: z.string().nullable(),
  /** False: its holidays are not known here, and it is taken to trade on every weekday. */
  holidays_known: z.boolean(),
  /** When a regular session next opens, and when one next closes; null where it never does. */
  opens_at: Time.nullable(),
  closes_at: Time.nullable(),
});
/** `always_open`: the feed here runs a session that never closes, whatever the venues do. */
export const Markets = z.strictObject({ now: Time, always_open: z.boolean(), markets: z.array(MarketState).max(64) });

export type MarketStateView = z.output<typeof MarketState>;
export type MarketsView = z.output<typeof Markets>;
