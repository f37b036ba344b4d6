import { tables } from '../../platform/db/tables.ts';
import type { Gap, Span } from './backfill/spans.ts';
import type { KeptInterval } from './providers/provider.ts';

/** Dates are read and written as text, `2026-01-31`; the driver reads numeric as text. */
interface SplitsTable {
  id: string;
  instrument_id: string;
  ex_date: string;
  new_pieces: number;
  old_pieces: number;
  source: string;
  created_at: Date;
}

interface DividendsTable {
  id: string;
  instrument_id: string;
  ex_date: string;
  amount: string;
  currency: string;
  source: string;
  created_at: Date;
}

export interface BackfillsTable {
  id: string;
  version: number;
  provider: string;
  instrument_id: string;
  interval: KeptInterval;
  from_at: Date;
  to_at: Date;
  status: 'waiting' | 'running' | 'done' | 'failed';
  /** Written as JSON text. */
  todo: readonly Span[];
  gaps: readonly Gap[];
  candles: number;
  attempts: number;
  has_actions: boolean;
  last_error: string | null;
  next_try_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

interface HistoryTables {
  backfills: BackfillsTable;
  splits: SplitsTable;
  dividends: DividendsTable;
}

export const historyTables = tables<HistoryTables>('market');
