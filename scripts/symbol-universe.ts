import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ImportError } from '../server/modules/market/import/import-error.ts';
import { openSource } from '../server/modules/market/import/open-source.ts';
import { planImport } from '../server/modules/market/import/plan-import.ts';
import { type Listing, readListing } from '../server/modules/market/import/read-listing.ts';
import type { Instrument } from '../server/modules/market/instrument.ts';
import { planSeed, shippedInstruments } from '../server/modules/market/services/seed-instruments.ts';

export interface SymbolUniverse {
  readonly instruments: readonly Instrument[];
  /** Where they come from, in a sentence. */
  readonly source: string;
}

/** What a database holds after seeding and after importing the lists of a folder, without a database. */
export async function symbolUniverse(data_dir: string | undefined): Promise<SymbolUniverse> {
  const seeded = planSeed([], shippedInstruments());
  const listings = data_dir === undefined ? [] : await readListings(data_dir);
  const rows = new Map(seeded.map((row) => [row.symbol, row]));
  for (const row of planImport(seeded, listings).rows) rows.set(row.symbol, row);
  const instruments = [...rows.values()].map((row, index) => Object.assign(row, { index }));
  const listed = listings.reduce((sum, listing) => sum + listing.rows.length, 0);
  const source =
    listings.length === 0
      ? `the ${instruments.length} instruments we ship`
      : `${instruments.length} instruments: those we ship and ${listed} symbols of ${listings.map(({ file }) => file).join(' and ')}`;
  return { instruments, source };
}

async function readListings(data_dir: string): Promise<Listing[]> {
  const names = (await readdir(data_dir)).filter((name) => /\.(?:csv|txt)$/.test(name)).toSorted();
  const read = await Promise.all(names.map((name) => listingOrNull(data_dir, name)));
  return read.filter((listing) => listing !== null);
}

/** Other files may lie in the folder. */
async function listingOrNull(data_dir: string, name: string): Promise<Listing | null> {
  try {
    return await readListing(name, openSource(join(data_dir, name)));
  } catch (error) {
    if (error instanceof ImportError) return null;
    throw error;
  }
}
