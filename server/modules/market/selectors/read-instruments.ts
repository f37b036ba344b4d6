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
  const former = await readFormerSymbols(db, ids);
  return rows.map((row) => {
    const former_symbols = former.get(row.id);
    return Object.assign(row, {
      market_cap: row.market_cap === null ? null : Number(row.market_cap),
      anchor_price: row.anchor_price === null ? null : withoutPadding(row.anchor_price),
      ...(former_symbols && { former_symbols }),
    });
  });
}

/** By the instrument's id, newest first; instruments that always had their symbol are left out. */
async function readFormerSymbols(db: Db, ids: readonly string[] | null): Promise<Map<string, string[]>> {
  const all = market(db)
    .selectFrom('instrument_aliases')
    .select(['instrument_id', 'symbol'])
    .orderBy('valid_from', 'desc')
    .orderBy('key');
  const former = new Map<string, string[]>();
  for (const { instrument_id, symbol } of await (ids === null
    ? all
    : all.where('instrument_id', 'in', ids)
  ).execute()) {
    former.set(instrument_id, [...(former.get(instrument_id) ?? []), symbol]);
  }
  return former;
}

/** The column keeps ten decimals: "189.1200000000" is "189.12". */
function withoutPadding(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
