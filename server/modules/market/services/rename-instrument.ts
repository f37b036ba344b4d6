import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import { symbolKey } from '../instrument.ts';

/** A symbol that an instrument no longer has, and who says so: `admin`, or the list it was read from. */
export interface FormerSymbol {
  readonly instrument_id: string;
  readonly symbol: string;
  readonly valid_from: Date;
  readonly source: string;
}

/**
 * Remembers the symbols that instruments had before they were renamed. The rows themselves are the caller's to write: an
 * instrument keeps its id, and with it its history and its place in every list. A symbol that several had before leads to
 * the last of them.
 */
export async function keepFormerSymbols(tx: Tx, former: readonly FormerSymbol[]): Promise<void> {
  for (const { instrument_id, symbol, valid_from, source } of former) {
    await sql`
      INSERT INTO market.instrument_aliases (key, instrument_id, symbol, kind, valid_from, source)
      VALUES (${symbolKey(symbol)}, ${instrument_id}, ${symbol}, 'rename', ${valid_from}, ${source})
      ON CONFLICT (key) DO UPDATE SET
        instrument_id = excluded.instrument_id, symbol = excluded.symbol, kind = excluded.kind,
        valid_from = excluded.valid_from, source = excluded.source
    `.execute(tx);
  }
}

/** An instrument that gets an earlier symbol back bears it again. */
export async function forgetFormerSymbol(tx: Tx, instrument_id: string, symbol: string): Promise<void> {
  await sql`
    DELETE FROM market.instrument_aliases WHERE key = ${symbolKey(symbol)} AND instrument_id = ${instrument_id}
  `.execute(tx);
}
