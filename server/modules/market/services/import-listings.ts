import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { ImportPlan } from '../import/plan-import.ts';
import { planProviderListings } from '../import/plan-provider-listings.ts';
import { instrumentsChanged } from '../instrument-registry.ts';
import type { ProviderListing } from '../providers/provider.ts';
import { refuseLargeLoss } from './import-symbols.ts';
import { changedIds, lockInstruments, saveInstruments } from './stored-instruments.ts';

/**
 * Takes in what a provider lists, all or nothing; the same list again changes nothing.
 * @throws ImportError for a list that makes a large part of the instruments it names inactive.
 */
export async function importListings(
  platform: Pick<Platform, 'db' | 'clock' | 'signals'>,
  listings: readonly ProviderListing[],
  provider_name: string,
): Promise<ImportPlan> {
  return inTransaction(platform.db, async (tx) => {
    const plan = planProviderListings(await lockInstruments(tx), listings, provider_name);
    refuseLargeLoss(plan, plan.inactive.length + plan.changed.length + plan.unchanged);
    await saveInstruments(tx, plan.rows, platform.clock.now());
    if (plan.rows.length > 0) await platform.signals.send(tx, instrumentsChanged, changedIds(plan.rows));
    return plan;
  });
}
