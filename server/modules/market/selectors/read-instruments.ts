import type { Db } from '../../../platform/db/transaction.ts';
import type { Instrument } from '../instrument.ts';
import { market } from '../tables.ts';

/** An instrument as it is stored; its index is the registry's. */
export type InstrumentRow = Omit<Instrument, 'index'>;

/** All instruments, or those of the given ids, oldest first. */
export async function readInstruments(db: Db, ids: readonly string[] | null): Promise<InstrumentRow[]> {
  const all = market(db)
    .selectFrom('instruments')
    .select(['id', 'symbol', 'name', 'official_name', 'kind', 'security_class', 'exchange', 'currency'])
    .select(['price_decimals', 'status', 'market_cap', 'anchor_price', 'volatility', 'sector'])
    .orderBy('id');
  const rows = await (ids === null ? all : all.where('id', 'in', ids)).execute();
  return rows.map((row) =>
    Object.assign(row, {
      market_cap: row.market_cap === null ? null : Number(row.market_cap),
      anchor_price: row.anchor_price === null ? null : withoutPadding(row.anchor_price),
    }),
  );
}

/** The column keeps ten decimals: "189.1200000000" is "189.12". */
function withoutPadding(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
