import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../../../platform/platform.ts';
import type { Service } from '../../../platform/service.ts';
import { seedDemoShop } from './services/seed-demo-shop.ts';

/** The cards that come with the program are looked for this often, and so many times. */
const LOOK_MS = 3_000;
const LOOKS_MAX = 400;

/**
 * Opens the demo's shop once the cards that come with the program are in, where there is a demo: beside the start, which
 * does not wait for it.
 */
export function createDemoShop(platform: Platform, demo: () => { readonly user_id: string } | null): Service {
  const { config, log } = platform;
  const stopping = new AbortController();
  let work: Promise<void> = Promise.resolve();
  const open = async (user_id: string): Promise<void> => {
    for (let look = 0; look < LOOKS_MAX && !stopping.signal.aborted; look += 1) {
      if (await seedDemoShop(platform, user_id)) return;
      await pause(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  return {
    name: 'demo shop',
    start() {
      const account = demo();
      if (account !== null && config.demo && config.starter_catalogue)
        work = open(account.user_id).catch((err: unknown) => {
          if (!stopping.signal.aborted) log.error({ err }, 'the demo shop could not be opened');
        });
      return Promise.resolve();
    },
    async drain() {
      stopping.abort();
      await work;
    },
  };
}
