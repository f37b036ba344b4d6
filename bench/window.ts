import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { embeddedDatabase } from './analytics/embedded-database.ts';
import { fillWindow } from './window/fill-window.ts';
import { measureWindow } from './window/measure-window.ts';

const LISTINGS = 200_000;
const ROUNDS = 100;

/**
 * Pages, searches, facets and products of the shop window, as anybody asks through the module, in the embedded PostgreSQL;
 * beside them the same page grouped from the listings anew. `--listings=1000000` makes a large window, `--rounds=N` asks
 * each question so many times.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { listings: { type: 'string' }, rounds: { type: 'string' } },
  });
  const listings = Number(values.listings ?? LISTINGS);
  const folder = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  await chmod(folder, 0o755); // the server runs under another account than root
  try {
    await using database = await embeddedDatabase(folder);
    const began = performance.now();
    const products = await fillWindow(database.db, listings);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`${listings} listings of 505 vendors, ${products} products, made in ${seconds} s`);
    await measureWindow(database.db, Number(values.rounds ?? ROUNDS));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
