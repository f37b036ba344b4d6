import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eachOf } from '../prove/guests.ts';
import { startWorld, type World } from '../prove/world.ts';
import { openDatabase } from '../server/platform/db/open.ts';
import { embeddedDatabase } from './analytics/embedded-database.ts';
import { buyPlainly, makePlainTables } from './orders/plain-orders.ts';

const STOCK = 1_000_000;
/** Of the first calls, in which code is still being made quick. */
const WARM_UP = 50;

/**
 * Orders a second from the checkout to placed, paid by the test provider, over HTTP with two server processes: `--orders=`
 * (500) by `--buyers=` (16) at once, each of a listing of their own, and then all of one listing. Beside it the same number
 * of transactions that read a level, write it back and insert four rows, with nothing that keeps them right.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { orders: { type: 'string', default: '500' }, buyers: { type: 'string', default: '16' } },
  });
  const [orders, buyers] = [Number(values.orders), Number(values.buyers)];
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  try {
    await using database = await embeddedDatabase(data_dir);
    await using world = await startWorld(database.url, ['api,worker', 'api,worker']);
    await measureShop(world, { what: 'warming up', listings: WARM_UP, orders: WARM_UP, buyers });
    await measureShop(world, { what: 'each of a listing of their own', listings: orders, orders, buyers });
    await measureShop(world, { what: 'all of one listing', listings: 1, orders, buyers });
    await measurePlain(database.url, { orders, buyers });
  } finally {
    await rm(data_dir, { recursive: true, force: true });
  }
}

interface Run {
  readonly orders: number;
  readonly buyers: number;
}

async function measureShop(
  world: World,
  run: Run & { readonly what: string; readonly listings: number },
): Promise<void> {
  const pieces = await world.listings(run.listings, STOCK);
  const baskets = Array.from({ length: run.orders }, (_, place) => pieces[place % pieces.length]);
  const guests = await world.guests(
    baskets.map((listing) => (listing === undefined ? [] : [{ listing, quantity: 1 }])),
  );
  await measured(run.what, run, async (place) => {
    const { code, data } = (await guests[place]?.checkOut()) ?? { code: 'nobody', data: null };
    if (data?.status !== 'placed') throw new Error(`not placed: ${code}`);
  });
}

async function measurePlain(url: string, run: Run): Promise<void> {
  const { db, close } = openDatabase({ url, pool_max: run.buyers });
  await makePlainTables(db, run.orders);
  await measured('plain rows, each of a level of their own', run, (place) => buyPlainly(db, place));
  await measured('plain rows, all of one level', run, () => buyPlainly(db, 0));
  await close();
}

async function measured(
  what: string,
  { orders, buyers }: Run,
  buy: (place: number) => Promise<unknown>,
): Promise<void> {
  const begin = performance.now();
  const times = await eachOf(Array.from({ length: orders }), buyers, async (_, place) => {
    const start = performance.now();
    await buy(place);
    return performance.now() - start;
  });
  const seconds = (performance.now() - begin) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  console.log(
    `${what}: ${(orders / seconds).toFixed(1)} orders/s, ${buyers} at once, ${at(0.5)} ms p50, ${at(0.99)} ms p99`,
  );
}
