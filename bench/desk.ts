import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../server/platform/db/open.ts';
import { embeddedDatabase } from './analytics/embedded-database.ts';
import { fillDesk, VENDORS } from './desk/fill-desk.ts';
import { measureDesk } from './desk/measure-desk.ts';

const ORDERS = 100_000;
const ROUNDS = 100;

/**
 * What the staff of a vendor with a year of orders asks of its desk, and a buyer with 10,000 orders of theirs, as the module
 * answers in the embedded PostgreSQL; beside it the same without an index, or added up from the rows. `--orders=N` orders of
 * the vendor, `--others=N` of 199 more, `--rounds=N` asks each question so many times.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: 'string' },
      others: { type: 'string' },
      rounds: { type: 'string' },
    },
  });
  const [orders, others] = [Number(values.orders ?? ORDERS), Number(values.others ?? 0)];
  const folder = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  await chmod(folder, 0o755); // the server runs under another account than root
  try {
    await using database = await embeddedDatabase(folder);
    const began = performance.now();
    const desk = await fillDesk(database.db, { orders, others });
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`${desk.orders} orders of one vendor, ${others} of ${VENDORS - 1} others, made in ${seconds} s`);
    const one = openDatabase({ url: database.url, pool_max: 1 });
    const bare = openDatabase({ url: withoutIndexes(database.url), pool_max: 1 });
    console.log(`load ${loadavg()[0]?.toFixed(1)}`);
    await measureDesk({ db: database.db, one: one.db, bare: bare.db }, desk, Number(values.rounds ?? ROUNDS));
    await Promise.all([one.close(), bare.close()]);
    console.log(`load ${loadavg()[0]?.toFixed(1)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same database, whose connections read every table whole. */
function withoutIndexes(url: string): string {
  const options = ['enable_indexscan', 'enable_indexonlyscan', 'enable_bitmapscan'].map((name) => `-c ${name}=off`);
  const found = new URL(url);
  found.searchParams.set('options', options.join(' '));
  return found.href;
}
