import { sql } from 'kysely';
import { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import type { InstrumentRow } from '../../server/modules/market/selectors/read-instruments.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';

/** A US stock with two decimals, unless `overrides` say otherwise. */
export function stock(symbol: string, overrides: Partial<InstrumentRow> = {}): InstrumentRow {
  return {
    id: newId(),
    symbol,
    name: symbol,
    official_name: null,
    kind: 'stock',
    security_class: 'common',
    exchange: 'XNAS',
    currency: 'USD',
    price_decimals: 2,
    status: 'active',
    market_cap: null,
    anchor_price: null,
    volatility: null,
    sector: null,
    ...overrides,
  };
}

/** Instruments in memory, numbered in this order. */
export function listed(...rows: (InstrumentRow | string)[]): MemoryRegistry {
  const registry = new MemoryRegistry();
  registry.merge(rows.map((row) => (typeof row === 'string' ? stock(row) : row)));
  return registry;
}

/** Writes a registry's instruments into a database. */
export async function storeInstruments(db: Db, registry: MemoryRegistry): Promise<void> {
  for (let index = 0; index < registry.size; index += 1) {
    const row = registry.at(index);
    await sql`
      INSERT INTO market.instruments
        (id, symbol, name, kind, security_class, exchange, currency, price_decimals, status, origin, changed_at)
      VALUES (${row.id}, ${row.symbol}, ${row.name}, ${row.kind}, ${row.security_class}, ${row.exchange}, ${row.currency},
              ${row.price_decimals}, ${row.status}, 'seed', now())
    `.execute(db);
  }
}
