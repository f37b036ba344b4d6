import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../../../contract/errors.ts';
import { type ScheduledJob, scheduledJob } from '../../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Service } from '../../../platform/service.ts';
import type { Provider } from '../providers/provider.ts';
import { listSyncs, type SymbolSyncView } from '../selectors/list-syncs.ts';
import { importListings } from '../services/import-listings.ts';
import { importSymbols } from '../services/import-symbols.ts';
import { beginSync, endSync, type SyncAsker } from '../services/keep-sync.ts';
import { openSource } from './open-source.ts';
import type { ImportPlan } from './plan-import.ts';
import { readListing } from './read-listing.ts';
import { readRenames } from './read-renames.ts';

/** Before the US venues open, after their lists of the day are out. */
const CRON = '40 9 * * *';
const DRAIN_MS_MAX = 5_000;

/** Reads new, renamed and delisted symbols from where the configuration says. */
export interface SymbolSync {
  /** False where nothing names a source: then it never runs. */
  readonly configured: boolean;
  /** Once a day, for the role `worker`. */
  readonly jobs: readonly ScheduledJob[];
  /** Ends runs that `start` began. */
  readonly service: Service;
  /** Begins a run and returns at once. @throws AppError `sync_unconfigured`, `sync_running`. */
  start(asker: SyncAsker): Promise<SymbolSyncView>;
}

export function createSymbolSync(platform: Platform, provider: Pick<Provider, 'name' | 'listInstruments'>): SymbolSync {
  const { symbols } = platform.config;
  const lists = provider.listInstruments !== undefined;
  const sources = [
    ...symbols.urls.map(shown),
    shown(symbols.renames_url ?? ''),
    lists ? `provider ${provider.name}` : '',
  ];
  const source = sources.filter((name) => name !== '').join(', ');
  const configured = source !== '';
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();

  const run = async (id: string, signal: AbortSignal): Promise<void> => {
    const plans: ImportPlan[] = [];
    let message: string | null = null;
    try {
      await takeAll(platform, provider, { plans, signal });
    } catch (error) {
      message = error instanceof Error ? error.message : String(error);
      platform.log.warn({ err: error, source }, 'symbols could not be read');
    }
    await endSync(platform, id, { plans, message });
  };
  const daily = scheduledJob({
    name: 'market.sync-instruments',
    cron: CRON,
    run: async (signal) => run(await beginSync(platform, source, null), signal),
  });
  return {
    configured,
    jobs: configured ? [daily] : [],
    service: {
      name: 'symbol sync',
      start: () => Promise.resolve(),
      async drain() {
        stopping.abort();
        await Promise.race([Promise.allSettled(running), pause(DRAIN_MS_MAX, undefined, { ref: false })]);
      },
    },
    async start(asker) {
      if (!configured) throw new AppError('sync_unconfigured');
      const id = await beginSync(platform, source, asker);
      const begun = await listSyncs(platform.db, id);
      const work = run(id, stopping.signal)
        .catch((error: unknown) => platform.log.error({ err: error }, 'a sync of symbols did not end as it should'))
        .finally(() => running.delete(work));
      running.add(work);
      const [view] = begun;
      if (view === undefined) throw new RangeError(`There is no sync ${id}`);
      return view;
    },
  };
}

/** An address without what may be secret in it. */
function shown(source: string): string {
  if (!URL.canParse(source)) return source;
  const { host, pathname } = new URL(source);
  return host + pathname;
}

/** The venues' lists first, since they decide about names and venues; then what the provider lists besides. */
async function takeAll(
  platform: Platform,
  provider: Pick<Provider, 'name' | 'listInstruments'>,
  into: { readonly plans: ImportPlan[]; readonly signal: AbortSignal },
): Promise<void> {
  const { urls, renames_url } = platform.config.symbols;
  if (urls.length > 0 || renames_url !== null) {
    const listings = await Promise.all(urls.map((url) => readListing(basename(url), openSource(url))));
    const renames =
      renames_url === null ? undefined : await readRenames(basename(renames_url), openSource(renames_url));
    into.plans.push(
      await importSymbols(platform, listings, { allow_large_change: false, ...(renames && { renames }) }),
    );
  }
  if (provider.listInstruments === undefined || into.signal.aborted) return;
  const listed = await provider.listInstruments(into.signal);
  if (listed.length > 0) into.plans.push(await importListings(platform, listed, provider.name));
}
