import { setTimeout as pause } from 'node:timers/promises';
import type { Alerts } from './modules/alerts/index.ts';
import { type DemoAccount, ensureDemo, ensureFirstAdmin } from './modules/identity/index.ts';
import { seedInstruments } from './modules/market/index.ts';
import type { Notifications } from './modules/notifications/index.ts';
import { type ListDoors, type MarketDoor, seedDemoLists } from './modules/watchlists/index.ts';
import type { Platform } from './platform/platform.ts';
import type { Service } from './platform/service.ts';

/** What must be there before anybody is served; safe to repeat, and to run in several processes at once. */
export interface Seeding extends Service {
  /** The demo account, where there is one; known after the start. */
  demo(): DemoAccount | null;
  /** One-time address that makes the first administrator, while there is none. */
  setupLink(): string | null;
}

export function createSeeding(platform: Platform): Seeding {
  let demo: DemoAccount | null = null;
  let setup_link: string | null = null;
  return {
    name: 'seed',
    demo: () => demo,
    setupLink: () => setup_link,
    async start() {
      await seedInstruments(platform);
      setup_link = await ensureFirstAdmin(platform);
      demo = await ensureDemo(platform);
    },
    drain: () => Promise.resolve(),
  };
}

/** How long the demo's lists wait for a first price, so that they know what each symbol cost when it was added. */
const FIRST_PRICE_MS_MAX = 3_000;
const FIRST_PRICE_POLL_MS = 20;

/** How often it is looked whether visitors have left the demo's lists changed. */
const DEMO_LOOK_MS = 10 * 60_000;

/** Fills the demo account's lists, sets it an alert, and puts back what visitors change; starts after the quotes. */
export function createDemoLists(
  platform: Platform,
  seeding: Seeding,
  {
    lists,
    alerts,
    notifications,
  }: {
    readonly lists: ListDoors;
    readonly alerts: Pick<Alerts, 'seedDemo'>;
    readonly notifications: Pick<Notifications, 'putBackDemo'>;
  },
): Service {
  const { log } = platform;
  let looking: NodeJS.Timeout | undefined;
  return {
    name: 'demo lists',
    async start() {
      const demo = seeding.demo();
      if (demo === null) return;
      const { user_id } = demo;
      const putBack = async (): Promise<void> => {
        await seedDemoLists(platform, lists, { user_id, ready: () => firstPrice(platform, lists) });
        await alerts.seedDemo(user_id);
        await notifications.putBackDemo(user_id);
      };
      await putBack();
      looking = setInterval(() => {
        void putBack().catch((err: unknown) => log.error({ err }, 'the demo lists could not be put back'));
      }, DEMO_LOOK_MS);
    },
    drain: async () => clearInterval(looking),
  };
}

async function firstPrice({ clock }: Platform, market: MarketDoor): Promise<void> {
  const until_ms = clock.ms() + FIRST_PRICE_MS_MAX;
  const apple = market.find('AAPL');
  if (apple === undefined) return;
  while (market.quote(apple) === null && clock.ms() < until_ms) await pause(FIRST_PRICE_POLL_MS);
}
