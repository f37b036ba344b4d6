import { BACKFILL_GAPS_SHOWN, type BackfillView } from '../../../../contract/backfills.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { BackfillsTable } from '../tables-history.ts';
import { progressOf } from './spans.ts';

/** A row of market.backfills, as it is read. */
export type BackfillRow = Readonly<BackfillsTable>;

export function backfillView(row: BackfillRow, registry: InstrumentRegistry): BackfillView {
  const { id, provider, interval, status, candles, attempts, last_error } = row;
  const time = (ms: number): string => new Date(ms).toISOString();
  const whole = { from_ms: row.from_at.getTime(), to_ms: row.to_at.getTime() };
  const gaps = row.gaps.toSorted((a, b) => a.from_ms - b.from_ms).slice(0, BACKFILL_GAPS_SHOWN);
  return {
    id,
    provider,
    symbol: registry.byId(row.instrument_id)?.symbol ?? '',
    interval,
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    status,
    progress: status === 'done' ? 1 : progressOf(row, whole),
    candles,
    gaps: gaps.map(({ from_ms, to_ms, error }) => ({ from: time(from_ms), to: time(to_ms), error })),
    attempts,
    last_error,
    next_try_at: row.next_try_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
