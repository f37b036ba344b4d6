import type { z } from 'zod';
import { AppError } from '../../../../contract/errors.ts';
import type { AdminStock } from '../../../../contract/market-admin.ts';
import type { Db, Tx } from '../../../platform/db/transaction.ts';
import type { InstrumentOrigin } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { market } from '../tables.ts';
import { type InstrumentRow, readInstruments } from './read-instruments.ts';

export type AdminStockView = z.output<typeof AdminStock>;

/** An instrument as it is stored, with what only those who change it need to know. */
export interface KeptInstrument extends InstrumentRow {
  readonly origin: InstrumentOrigin;
  readonly changed_at: Date;
}

/**
 * The id behind a symbol in any spelling, from memory; one that was added a moment ago from its table.
 * @throws AppError `instrument_unknown` `{ symbol }`.
 */
export async function instrumentIdOf(db: Db, registry: InstrumentRegistry, symbol: string): Promise<string> {
  const known = registry.find(symbol)?.id;
  if (known !== undefined) return known;
  const row = await market(db).selectFrom('instruments').select('id').where('symbol', '=', symbol).executeTakeFirst();
  if (row === undefined) throw new AppError('instrument_unknown', { symbol });
  return row.id;
}

export async function getAdminStock(db: Db, registry: InstrumentRegistry, symbol: string): Promise<AdminStockView> {
  return adminStockView(await readKeptInstrument(db, await instrumentIdOf(db, registry, symbol)));
}

/** @param id of an instrument that exists: they are never deleted. */
export async function readKeptInstrument(db: Db | Tx, id: string): Promise<KeptInstrument> {
  const [row] = await readInstruments(db, [id]);
  if (row === undefined) throw new RangeError(`There is no instrument ${id}`);
  const { origin, changed_at } = await market(db)
    .selectFrom('instruments')
    .select(['origin', 'changed_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { ...row, origin, changed_at };
}

export function adminStockView(instrument: KeptInstrument): AdminStockView {
  const { id, symbol, name, official_name, kind, exchange, currency, price_decimals } = instrument;
  const { status, market_cap, origin, former_symbols = [], changed_at } = instrument;
  return {
    id,
    symbol,
    name,
    official_name,
    kind,
    exchange,
    currency,
    price_decimals,
    status,
    market_cap,
    origin,
    former_symbols: [...former_symbols],
    changed_at: changed_at.toISOString(),
  };
}
