import type { Config } from './config.ts';
import type { Clock } from './platform/clock.ts';
import { startEmbedded } from './platform/db/embedded.ts';
import { migrate } from './platform/db/migrate.ts';
import { openDatabase } from './platform/db/open.ts';
import type { Logger } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import type { Platform } from './platform/platform.ts';
import { openSecrets } from './platform/secrets-store.ts';
import type { Service } from './platform/service.ts';
import { createSignals } from './platform/signals-pg.ts';

export interface OpenPlatform {
  readonly platform: Platform;
  readonly database_url: string;
  /** What has to run before any module does. */
  readonly services: readonly Service[];
  /** Closes the pool and, where it is ours, stops the server. Last of all. */
  close(): Promise<void>;
}

/** Brings up the database (the embedded one without DATABASE_URL), migrates it, and opens what all modules share. */
export async function openPlatform(
  config: Config,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Promise<OpenPlatform> {
  const embedded = config.database_url === null ? await startEmbedded({ data_dir: config.data_dir, log }) : null;
  const database_url = config.database_url ?? embedded?.url ?? '';
  const database = openDatabase({ url: database_url, pool_max: config.db_pool_max, log });
  const close = async (): Promise<void> => {
    await database.close();
    await embedded?.stop();
  };
  try {
    const applied = await migrate(database.db);
    if (applied.length > 0) log.info({ applied }, 'the database is migrated');
    const signals = createSignals({ db: database.db, listen_url: database_url, log });
    const platform: Platform = {
      config,
      clock,
      log,
      db: database.db,
      metrics: createMetrics({ process_metrics: true }),
      signals,
      secrets: await openSecrets(database.db),
    };
    return { platform, database_url, services: [signals], close };
  } catch (error) {
    await close();
    throw error;
  }
}
