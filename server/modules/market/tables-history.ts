import { tables } from '../../platform/db/tables.ts';

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

interface HistoryTables {
  splits: SplitsTable;
  dividends: DividendsTable;
}

export const historyTables = tables<HistoryTables>('market');
