import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { ImportError } from '../import/import-error.ts';
import { type ImportPlan, planImport } from '../import/plan-import.ts';
import { planRenames } from '../import/plan-renames.ts';
import type { Listing } from '../import/read-listing.ts';
import type { RenameList } from '../import/read-renames.ts';
import { instrumentsChanged } from '../instrument-registry.ts';
import { keepFormerSymbols } from './rename-instrument.ts';
import { changedIds, lockInstruments, saveInstruments } from './stored-instruments.ts';

/** A list that would take away more than this part of what is active was hardly meant. */
const INACTIVE_SHARE_MAX = 0.3;
const INACTIVE_COUNT_MIN = 100;

/**
 * Brings the instruments in line with the lists of their venues, all or nothing; the same lists again change nothing.
 *
 * @param options.allow_large_change takes also lists that make a large part of the instruments inactive.
 * @param options.renames what was renamed, from a source that knows: an instrument keeps its id under its new symbol.
 * @throws ImportError for such a list without that option.
 */
export async function importSymbols(
  platform: Pick<Platform, 'db' | 'clock' | 'signals'>,
  listings: readonly Listing[],
  options: { readonly allow_large_change: boolean; readonly renames?: RenameList },
): Promise<ImportPlan> {
  const { renames = { renames: [], rejected: [] } } = options;
  return inTransaction(platform.db, async (tx) => {
    const now = platform.clock.now();
    const { stored, renamed, outcomes, rejected } = planRenames(await lockInstruments(tx), renames.renames);
    const plan = planImport(stored, listings);
    if (!options.allow_large_change) refuseLargeLoss(plan, stored.filter((row) => isListed(row, listings)).length);
    // One by one and first: a symbol is free when its former bearer has left it.
    for (const { row } of renamed) await saveInstruments(tx, [row], now);
    await keepFormerSymbols(
      tx,
      renamed.map(({ row, from }) => ({ instrument_id: row.id, symbol: from, valid_from: now, source: 'import' })),
    );
    await saveInstruments(tx, plan.rows, now);
    const rows = [...renamed.map(({ row }) => row), ...plan.rows];
    if (rows.length > 0) await platform.signals.send(tx, instrumentsChanged, changedIds(rows));
    return { ...plan, renamed: outcomes, rejected: [...renames.rejected, ...rejected, ...plan.rejected] };
  });
}

function isListed(
  { status, origin, exchange }: { status: string; origin: string; exchange: string | null },
  listings: readonly Listing[],
): boolean {
  const atVenue = listings.some((listing) => exchange !== null && listing.venues.includes(exchange));
  return atVenue && status === 'active' && origin === 'import';
}

/** @throws ImportError when more of `active` instruments would become inactive than a true list takes away. */
export function refuseLargeLoss({ inactive }: Pick<ImportPlan, 'inactive'>, active: number): void {
  if (active === 0 || inactive.length < INACTIVE_COUNT_MIN || inactive.length / active <= INACTIVE_SHARE_MAX) return;
  throw new ImportError(
    `The lists lack ${inactive.length} of ${active} symbols that were imported before, so they are hardly whole. ` +
      'Nothing was changed. If they are right, add --allow-large-change.',
  );
}
