import { tables } from '../../platform/db/tables.ts';
import type { InstrumentKind, InstrumentOrigin, SecurityClass } from './instrument.ts';

interface InstrumentsTable {
  id: string;
  symbol: string;
  name: string;
  official_name: string | null;
  kind: InstrumentKind;
  security_class: SecurityClass;
  exchange: string | null;
  currency: string;
  price_decimals: number;
  status: 'active' | 'inactive';
  /** bigint: the driver reads it as a string. */
  market_cap: string | null;
  anchor_price: string | null;
  volatility: number | null;
  sector: string | null;
  origin: InstrumentOrigin;
  changed_at: Date;
}

/** A key is a symbol in its compared form: see `symbolKey`. */
interface InstrumentAliasesTable {
  key: string;
  instrument_id: string;
  symbol: string;
  kind: 'rename' | 'spelling';
  valid_from: Date;
  source: string;
}

interface MarketTables {
  instruments: InstrumentsTable;
  instrument_aliases: InstrumentAliasesTable;
}

export const market = tables<MarketTables>('market');
