import { z } from 'zod';
import { Symbol, Time } from './fields.ts';

export const BACKFILL_GAPS_SHOWN = 20;
const KeptInterval = z.enum(['1m', '1h', '1d']);

export const StartBackfill = z.strictObject({
  symbol: Symbol,
  interval: KeptInterval,
  /** Days; both are meant whole. Without `to`, up to now. */
  from: z.iso.date(),
  to: z.iso.date().optional(),
});

export const Backfill = z.strictObject({
  id: z.uuid(),
  provider: z.string(),
  symbol: z.string(),
  interval: KeptInterval,
  from: Time,
  to: Time,
  /** `waiting` for its turn or its next try, `running`, `done`, or `failed` with gaps that are not tried again. */
  status: z.enum(['waiting', 'running', 'done', 'failed']),
  /** Part of the span that is answered, 0 to 1. */
  progress: z.number(),
  /** Candles kept so far. */
  candles: z.int(),
  /** Spans that the provider did not answer, oldest first; they are tried again, with growing pauses. */
  gaps: z.array(z.strictObject({ from: Time, to: Time, error: z.string() })).max(BACKFILL_GAPS_SHOWN),
  attempts: z.int(),
  last_error: z.string().nullable(),
  /** When it goes on; null where it does not. */
  next_try_at: Time.nullable(),
  created_at: Time,
  updated_at: Time,
});
export const BackfillList = z.array(Backfill);

export type BackfillView = z.output<typeof Backfill>;
