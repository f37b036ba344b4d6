import { symbolKey } from '../instrument.ts';
import type { StoredInstrument } from '../services/stored-instruments.ts';
import type { RejectedRow } from './listing-format.ts';
import type { Outcome } from './plan-import.ts';
import type { Rename } from './read-renames.ts';

export interface RenamePlan {
  /** All instruments as they are after the renames. */
  readonly stored: readonly StoredInstrument[];
  /** The renamed ones in the order in which they are to be written, with the symbol each had before. */
  readonly renamed: readonly { readonly row: StoredInstrument; readonly from: string }[];
  readonly outcomes: readonly Outcome[];
  readonly rejected: readonly RejectedRow[];
}

/**
 * Gives instruments their new symbols, in the order of the list. Pure. A rename that is done already is left out; one
 * that cannot be done is rejected: nothing is ever merged or guessed.
 */
export function planRenames(stored: readonly StoredInstrument[], renames: readonly Rename[]): RenamePlan {
  const bySymbol = new Map(stored.map((row) => [row.symbol, row]));
  const byKey = new Map(stored.map((row) => [symbolKey(row.symbol), row]));
  const renamed: { row: StoredInstrument; from: string }[] = [];
  const outcomes: Outcome[] = [];
  const rejected: RejectedRow[] = [];
  for (const { file, line, from, to } of renames) {
    const place = { file, line, symbol: from };
    const before = bySymbol.get(from);
    const taken = byKey.get(symbolKey(to));
    if (isDone(taken, from)) continue;
    const detail = whyNot(before, taken, to);
    if (before === undefined || detail !== null) {
      rejected.push({ ...place, detail: detail ?? '' });
      continue;
    }
    const former = [from, ...(before.former_symbols ?? [])].filter((symbol) => symbolKey(symbol) !== symbolKey(to));
    const row: StoredInstrument = { ...before, symbol: to, former_symbols: former, origin: 'import' };
    bySymbol.delete(from);
    byKey.delete(symbolKey(from));
    bySymbol.set(to, row);
    byKey.set(symbolKey(to), row);
    renamed.push({ row, from });
    outcomes.push({ ...place, detail: `is ${to} now` });
  }
  return { stored: [...bySymbol.values()], renamed, outcomes, rejected };
}

/** Whether the new symbol is borne already by what had the old one. */
function isDone(bearer: StoredInstrument | undefined, from: string): boolean {
  return bearer?.former_symbols?.some((symbol) => symbolKey(symbol) === symbolKey(from)) ?? false;
}

function whyNot(before: StoredInstrument | undefined, taken: StoredInstrument | undefined, to: string): string | null {
  if (before === undefined) return 'is no symbol we have';
  if (taken !== undefined && taken.id !== before.id) return `cannot become ${to}: that is ${taken.name}`;
  if (before.origin === 'admin') return 'was written by an administrator, who alone renames it';
  return before.kind === 'stock' || before.kind === 'etf' ? null : `is our ${before.kind} ${before.name}`;
}
