import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { InstrumentOrigin } from '../instrument.ts';
import { CHANGED_IDS_MAX } from '../instrument-registry.ts';
import { type InstrumentRow, readInstruments } from '../selectors/read-instruments.ts';
import { market } from '../tables.ts';

/** An instrument with who wrote it last. */
export interface StoredInstrument extends InstrumentRow {
  readonly origin: InstrumentOrigin;
}

/** Reads all rows and keeps other writers out until the transaction ends: who plans on them writes what it planned. */
export async function lockInstruments(tx: Tx): Promise<StoredInstrument[]> {
  await sql`LOCK TABLE market.instruments IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
  const origins = await market(tx).selectFrom('instruments').select(['id', 'origin']).execute();
  const originOf = new Map(origins.map(({ id, origin }) => [id, origin]));
  const rows = await readInstruments(tx, null);
  return rows.map((row) => Object.assign(row, { origin: originOf.get(row.id) ?? 'seed' }));
}

/** Inserts new rows and overwrites known ones, by id, in one statement. */
export async function saveInstruments(tx: Tx, rows: readonly StoredInstrument[], changed_at: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO market.instruments
      (id, symbol, name, official_name, kind, security_class, exchange, currency, price_decimals, status,
       market_cap, anchor_price, volatility, sector, origin, changed_at)
    SELECT id, symbol, name, official_name, kind, security_class, exchange, currency, price_decimals, status,
       market_cap, anchor_price, volatility, sector, origin, ${changed_at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given
      (id uuid, symbol text, name text, official_name text, kind text, security_class text, exchange text,
       currency text, price_decimals smallint, status text, market_cap bigint, anchor_price numeric,
       volatility double precision, sector text, origin text)
    ON CONFLICT (id) DO UPDATE SET
      symbol = excluded.symbol, name = excluded.name, official_name = excluded.official_name, kind = excluded.kind,
      security_class = excluded.security_class, exchange = excluded.exchange, currency = excluded.currency,
      price_decimals = excluded.price_decimals, status = excluded.status, market_cap = excluded.market_cap,
      anchor_price = excluded.anchor_price, volatility = excluded.volatility, sector = excluded.sector,
      origin = excluded.origin, changed_at = excluded.changed_at`.execute(tx);
}

/** What a change signal names: the ids, or null when they are too many. */
export function changedIds(rows: readonly StoredInstrument[]): { readonly ids: readonly string[] | null } {
  return { ids: rows.length > CHANGED_IDS_MAX ? null : rows.map((row) => row.id) };
}
