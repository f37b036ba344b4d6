import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { embeddedDatabase } from './analytics/embedded-database.ts';
import { fillShops, LARGE_SHOPS } from './inventory/fill-shops.ts';
import { measureFinding } from './inventory/measure-finding.ts';
import { printSizes } from './inventory/print-sizes.ts';

const LISTINGS = 1_000_000;
const ROUNDS = 100;

/**
 * List, search and facets of a shop with a tenth of all listings, as its staff ask through the module, in the embedded
 * PostgreSQL, and what a listing takes on the disk; beside it the same statements with row-level security out of the way,
 * and the search as ILIKE.
 * `--listings=N` makes other shops, `--rounds=N` asks each question so many times. The shops' rows lie together as imports
 * leave them, 500 by 500; with `--mixed` no two of one shop do.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { listings: { type: 'string' }, rounds: { type: 'string' }, mixed: { type: 'boolean' } },
  });
  const listings = Number(values.listings ?? LISTINGS);
  const folder = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  await chmod(folder, 0o755); // the server runs under another account than root
  try {
    await using database = await embeddedDatabase(folder);
    const began = performance.now();
    const shops = await fillShops(database.db, listings, { mixed: values.mixed === true });
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(
      `${listings} listings, ${listings / 2 / LARGE_SHOPS} in each of ${LARGE_SHOPS} shops, made in ${seconds} s`,
    );
    await printSizes(database.db, listings);
    await measureFinding(database, shops, Number(values.rounds ?? ROUNDS));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
