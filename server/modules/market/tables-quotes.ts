import { tables } from '../../platform/db/tables.ts';
import type { PriceSource, SessionPhase } from './providers/provider.ts';
import type { ProviderState } from './providers/provider-state.ts';

/** The driver reads bigint and numeric as strings. */
interface QuotesTable {
  instrument_id: string;
  token: string;
  version: string;
  source: string;
  price: string;
  previous_close: string | null;
  open: string | null;
  high: string | null;
  low: string | null;
  volume: number;
  at: Date;
  day: number;
  session: SessionPhase;
}

interface FeedStateTable {
  only_row: boolean;
  token: string;
  source: string;
  simulated: boolean;
  delay_ms: number;
  ended: boolean;
  watermark: Date | null;
  heard_at: Date | null;
  sources: readonly (PriceSource & { readonly alive_at_ms: number })[];
  providers: readonly ProviderState[];
}

interface CandlesTable {
  instrument_id: string;
  source: string;
  at: Date;
  open: string;
  high: string;
  low: string;
  close: string;
  volume: number;
}

interface QuoteTables {
  quotes: QuotesTable;
  feed_state: FeedStateTable;
  candles_1m: CandlesTable;
  candles_1h: CandlesTable;
  candles_1d: CandlesTable;
}

export const quoteTables = tables<QuoteTables>('market');
