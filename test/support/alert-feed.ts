import { createAlertEngine, type EngineParts } from '../../server/modules/alerts/engine/alert-engine.ts';
import { readConfig } from '../../server/config.ts';
import { createInstrumentRegistry, createQuotes, type Quotes } from '../../server/modules/market/index.ts';
import { createNotifications } from '../../server/modules/notifications/index.ts';
import { openPlatform } from '../../server/open-platform.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { HealthCheck } from '../../server/platform/http/health.ts';
import { createLog } from '../../server/platform/log.ts';
import type { Platform } from '../../server/platform/platform.ts';

/** A process of the role `feed` that plays a recording, without what else a program has. */
export interface AlertFeed extends AsyncDisposable {
  readonly platform: Platform;
  readonly quotes: Quotes;
  readonly health: HealthCheck;
}

/** @param options.speed recorded seconds in a real one. */
export async function startAlertFeed(
  options: { readonly database_url: string; readonly file: string; readonly speed: number },
  reached?: EngineParts['reached'],
): Promise<AlertFeed> {
  const argv = ['--run=feed', '--provider=replay', `--file=${options.file}`, `--speed=${options.speed}`];
  const config = readConfig(argv, { DATABASE_URL: options.database_url, LOG_LEVEL: 'error' });
  const { platform, services, close } = await openPlatform(config, { clock: systemClock, log: createLog('error') });
  const registry = createInstrumentRegistry(platform);
  const quotes = createQuotes(platform, registry, { database_url: options.database_url });
  const { notify } = createNotifications(platform);
  const { health } = createAlertEngine({ platform, quotes, notify, ...(reached && { reached }) });
  const all = [...services, registry, quotes.service];
  for (const service of all) await service.start();
  return {
    platform,
    quotes,
    health,
    async [Symbol.asyncDispose]() {
      for (const service of all.toReversed()) await service.drain();
      await close();
    },
  };
}
