import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'kysely';
import { pino } from 'pino';
import { readConfig } from '../server/config.ts';
import { createInstrumentRegistry } from '../server/modules/market/index.ts';
import { shopBatch } from '../server/modules/market/providers/shop/shop-price.ts';
import { keptShopPrices } from '../server/modules/market/selectors/kept-shop-prices.ts';
import { seedInstruments } from '../server/modules/market/services/seed-instruments.ts';
import { followListings, LOOKED_AT_MAX } from '../server/modules/inventory/services/follow-listings.ts';
import { systemClock } from '../server/platform/clock.ts';
import { startEmbedded } from '../server/platform/db/embedded.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { openDatabase } from '../server/platform/db/open.ts';
import { createMetrics } from '../server/platform/metrics.ts';
import type { Platform } from '../server/platform/platform.ts';
import { openSecrets } from '../server/platform/secrets-store.ts';
import { createSignals } from '../server/platform/signals-pg.ts';
import { fillShop } from '../test/support/shop-fill.ts';

const ROWS = 1_000;

/**
 * What it takes that a shop of `--cards=` (50,000), each another one, can be watched: the first look at all of them, the
 * looks after every price has changed, the reading of their prices by the feed, and what they add to the registry's start
 * and memory. Beside it, what plain SQL takes to write the same offers in one statement.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { cards: { type: 'string', default: '50000' } } });
  const cards = Number(values.cards);
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  const log = pino({ level: 'silent' });
  const server = await startEmbedded({ data_dir, log, sync: false });
  const database = openDatabase({ url: server.url, pool_max: 4 });
  const signals = createSignals({ db: database.db, listen_url: server.url, log });
  try {
    await migrate(database.db);
    await signals.start();
    const platform: Platform = {
      config: readConfig([], { DATABASE_URL: server.url }),
      db: database.db,
      clock: systemClock,
      log,
      metrics: createMetrics({ process_metrics: false }),
      signals,
      secrets: await openSecrets(database.db),
    };
    await seedInstruments(platform);
    const before = await registryCost(platform);
    await fillShop(database.db, { cards, pieces: 3 });
    const plain_s = await plainly(platform);
    const first_s = await lookAtAll(platform);
    await sql`UPDATE inventory.listings SET price_minor = price_minor + 1`.execute(database.db);
    const again_s = await lookAtAll(platform);
    const after = await registryCost(platform);
    console.log(`${cards} cards: first look ${rate(cards, first_s)}, prices that changed ${rate(cards, again_s)},`);
    console.log(
      `  the same offers in one statement ${rate(cards, plain_s)}: ${(first_s / plain_s).toFixed(0)} times quicker`,
    );
    console.log(
      `registry: ${before.size} instruments ${costText(before)}; ${after.size} instruments ${costText(after)}`,
    );
    await readPrices(platform);
  } finally {
    await signals.drain();
    await database.close();
    await server.stop();
    await rm(data_dir, { recursive: true, force: true });
  }
}

async function lookAtAll(platform: Platform): Promise<number> {
  const begin = performance.now();
  while ((await followListings(platform, { from: 'changed', limit: LOOKED_AT_MAX })) === 'more');
  return (performance.now() - begin) / 1000;
}

/** Writes an offer for every listing and takes them back. */
async function plainly({ db }: Platform): Promise<number> {
  const begin = performance.now();
  await sql`INSERT INTO inventory.offers (vendor_id, listing_id, available, is_low, low_untold)
    SELECT vendor_id, id, 3, false, false FROM inventory.listings`.execute(db);
  const seconds = (performance.now() - begin) / 1000;
  await sql`TRUNCATE inventory.offers`.execute(db);
  return seconds;
}

interface Cost {
  readonly size: number;
  readonly ms: number;
  readonly mb: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function registryCost(platform: Platform): Promise<Cost> {
  collect();
  const heap = process.memoryUsage().heapUsed;
  const registry = createInstrumentRegistry(platform);
  const begin = performance.now();
  await registry.start();
  const ms = performance.now() - begin;
  collect();
  const cost = { size: registry.size, ms, mb: (process.memoryUsage().heapUsed - heap) / 1e6 };
  await registry.drain();
  return cost;
}

/** What a new leader of the feed does at its start. */
async function readPrices(platform: Platform): Promise<void> {
  const registry = createInstrumentRegistry(platform);
  await registry.start();
  const prices = keptShopPrices(platform, registry);
  const told = new Map<number, number>();
  const begin = performance.now();
  let seq = 0;
  let count = 0;
  for (;;) {
    const rows = await prices.after(seq, ROWS);
    count += shopBatch(rows, told, Date.now()).prints.length;
    seq = rows.at(-1)?.seq ?? seq;
    if (rows.length < ROWS) break;
  }
  console.log(`feed: ${count} prices read at the start of a term in ${(performance.now() - begin).toFixed(0)} ms`);
  await registry.drain();
}

function rate(count: number, seconds: number): string {
  return `${Math.round(count / seconds)}/s (${seconds.toFixed(1)} s)`;
}

function costText({ ms, mb }: Cost): string {
  return `in ${ms.toFixed(0)} ms, ${mb.toFixed(0)} MB of heap`;
}
