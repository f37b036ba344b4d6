import { inTransaction } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { instrumentsChanged } from '../instrument-registry.ts';
import { handTable, type SeedRow } from '../seed/hand-table.ts';
import { publicNames } from '../seed/public-names.ts';
import { changedIds, lockInstruments, saveInstruments, type StoredInstrument } from './stored-instruments.ts';

export interface SeedReport {
  readonly added: number;
  readonly changed: number;
}

/**
 * Puts the instruments we ship into the database, and again what a newer release ships differently. Rows that an import
 * or an administrator wrote stay as they are. Safe to call at every start, by several processes at once.
 */
export async function seedInstruments(platform: Pick<Platform, 'db' | 'clock' | 'signals'>): Promise<SeedReport> {
  return inTransaction(platform.db, async (tx) => {
    const stored = await lockInstruments(tx);
    const rows = planSeed(stored, shippedInstruments());
    await saveInstruments(tx, rows, platform.clock.now());
    if (rows.length > 0) await platform.signals.send(tx, instrumentsChanged, changedIds(rows));
    const known = new Set(stored.map((row) => row.id));
    const changed = rows.filter((row) => known.has(row.id)).length;
    return { added: rows.length - changed, changed };
  });
}

/** The universe we ship: the public names, and over them the table written by hand; one row per symbol. */
export function shippedInstruments(): SeedRow[] {
  const byHand = handTable();
  const taken = new Set(byHand.map((row) => row.symbol));
  return [...byHand, ...publicNames().filter((row) => !taken.has(row.symbol))];
}

/**
 * The rows to write: those not stored yet, and those the seed wrote before and now says otherwise. What was renamed since
 * the release does not come back under its old symbol.
 */
export function planSeed(stored: readonly StoredInstrument[], shipped: readonly SeedRow[]): StoredInstrument[] {
  const bySymbol = new Map(stored.map((row) => [row.symbol, row]));
  const renamed = new Set(stored.flatMap((row) => row.former_symbols ?? []));
  return shipped.flatMap((row) => {
    const known = bySymbol.get(row.symbol);
    if (known === undefined && renamed.has(row.symbol)) return [];
    if (known === undefined) return [{ ...row, id: newId(), origin: 'seed' as const }];
    if (known.origin !== 'seed' || isSame(known, row)) return [];
    return [{ ...row, id: known.id, origin: known.origin }];
  });
}

function isSame(known: StoredInstrument, row: SeedRow): boolean {
  return (Object.keys(row) as (keyof SeedRow)[]).every((field) =>
    field === 'anchor_price' ? Number(known[field]) === Number(row[field]) : known[field] === row[field],
  );
}
