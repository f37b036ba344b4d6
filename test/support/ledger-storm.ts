import { sql } from 'kysely';
import { AppError } from '../../contract/errors.ts';
import { type MovementKind, movementKinds } from '../../contract/inventory-stock.ts';
import { applyMovement, type NewMovement, refusalOf } from '../../server/modules/inventory/services/apply-movement.ts';
import { applyMovements } from '../../server/modules/inventory/services/apply-movements.ts';
import { nobodyElse } from '../../server/modules/inventory/doors.ts';
import { applyCount, enterCounts, startCount } from '../../server/modules/inventory/services/count-stock.ts';
import { inScope } from '../../server/modules/inventory/services/enter-scope.ts';
import { updateCollectible } from '../../server/modules/inventory/services/update-collectible.ts';
import type { VendorTx } from '../../server/modules/inventory/tables.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { openDatabase } from '../../server/platform/db/open.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { member } from './http.ts';

/** Random changes of stock from one process, over listings that others change at the same time. */
export interface Storm {
  readonly url: string;
  readonly seed: number;
  readonly transactions: number;
  readonly connections: number;
  /** Read the level, reckon here, write it back: what the ledger's function is there to prevent. */
  readonly unsafe: boolean;
  readonly user_id: string;
  readonly vendors: readonly StormVendor[];
}
interface StormVendor {
  readonly vendor_id: string;
  readonly listings: readonly string[];
  readonly locations: readonly string[];
}
export interface StormReport {
  readonly committed: number;
  readonly replayed: number;
  /** Refused with a code of ours, and rolled back. */
  readonly refused: number;
  /** Anything else that went wrong, by PostgreSQL's code. */
  readonly failed: Readonly<Record<string, number>>;
}

export async function runStorm(storm: Storm): Promise<StormReport> {
  const database = openDatabase({ url: storm.url, pool_max: storm.connections });
  const platform = { db: database.db, clock: systemClock } as unknown as Platform;
  const random = randomFrom(storm.seed);
  const report = { committed: 0, replayed: 0, refused: 0, failed: {} as Record<string, number> };
  let left = storm.transactions;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      try {
        report.replayed += await oneTransaction(platform, storm, random);
        report.committed += 1;
      } catch (error) {
        const code = (error as { code?: string }).code ?? String(error);
        if (error instanceof AppError) report.refused += 1;
        else report.failed[code] = (report.failed[code] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: storm.connections }, worker));
  await database.close();
  return report;
}

export type Random = (below: number) => number;

/** @returns how many of its movements had been made before. */
async function oneTransaction(platform: Platform, storm: Storm, random: Random): Promise<number> {
  const vendor = pick(storm.vendors, random);
  if (storm.unsafe) return moveUnsafely(platform, vendor, random);
  const dice = random(20);
  if (dice === 0) return count(platform, storm, vendor, random);
  if (dice === 1) return edit(platform, storm, vendor, random);
  const movements = dice < 5 ? transfer(vendor, random) : basket(vendor, random);
  return inScope(platform, { user_id: storm.user_id, vendor_id: vendor.vendor_id }, async (tx) => {
    if (random(2) === 0) return moveTogether(tx, movements);
    let replayed = 0;
    for (const movement of movements) replayed += (await applyMovement(tx, platform, movement)).replayed ? 1 : 0;
    return replayed;
  });
}

/** The same movements in one call. @returns how many of them had been made before. */
async function moveTogether(tx: VendorTx, movements: readonly NewMovement[]): Promise<number> {
  const answers = await applyMovements(tx, { reason: 'storm', cause: '', at: new Date() }, movements);
  for (const [index, movement] of movements.entries()) {
    const answer = answers[index];
    if (answer !== undefined && answer.outcome !== 'applied' && answer.outcome !== 'replayed')
      throw refusalOf(answer, movement);
  }
  return answers.filter(({ outcome }) => outcome === 'replayed').length;
}

const single: readonly MovementKind[] = movementKinds.filter((kind) => !kind.startsWith('transfer'));

/** Up to four listings as a checkout takes them: each once, in the order of their ids. One in ten is sent twice. */
function basket(vendor: StormVendor, random: Random): NewMovement[] {
  const chosen = new Set(Array.from({ length: 1 + random(4) }, () => pick(vendor.listings, random)));
  const kind = pick(single, random);
  const location_id = pick(vendor.locations, random);
  return [...chosen].toSorted().flatMap((listing_id) => {
    const pieces = 1 + random(5);
    const quantity = kind === 'adjust' && random(2) === 0 ? -pieces : pieces;
    const movement = { listing_id, location_id, kind, quantity, reason: 'storm', dedupe_key: newId() };
    return random(10) === 0 ? [movement, movement] : [movement];
  });
}

function transfer(vendor: StormVendor, random: Random): NewMovement[] {
  const listing_id = pick(vendor.listings, random);
  const [from = '', to = ''] = vendor.locations.toSorted(() => random(2) - 0.5);
  const both = { listing_id, quantity: 1 + random(3) };
  const out = { ...both, kind: 'transfer_out', location_id: from, dedupe_key: newId() } as const;
  const into = { ...both, kind: 'transfer_in', location_id: to, dedupe_key: newId() } as const;
  return from < to ? [out, into] : [into, out];
}

async function count(platform: Platform, storm: Storm, vendor: StormVendor, random: Random): Promise<number> {
  const actor = member({ user_id: storm.user_id });
  const { vendor_id } = vendor;
  const location_id = pick(vendor.locations, random);
  const { id } = await startCount(platform, actor, { vendor_id, location_id });
  const entries = vendor.listings.map((listing_id) => ({ listing_id, counted: 150 + random(100) }));
  await enterCounts(platform, actor, { vendor_id, id, entries });
  await applyCount(platform, actor, { vendor_id, id }, nobodyElse.promises);
  return 0;
}

async function edit(platform: Platform, storm: Storm, vendor: StormVendor, random: Random): Promise<number> {
  const params = { vendor_id: vendor.vendor_id, id: pick(vendor.listings, random) };
  const patch = { price_minor: random(10_000), reason: 'storm' };
  await updateCollectible(platform, { actor: member({ user_id: storm.user_id }), params, patch, if_match: '*' });
  return 0;
}

/** As the owner of the tables, whom no grant stops. */
async function moveUnsafely(platform: Platform, vendor: StormVendor, random: Random): Promise<number> {
  const { vendor_id } = vendor;
  const listing = pick(vendor.listings, random);
  const location = pick(vendor.locations, random);
  const change = random(2) === 0 ? 1 : -1;
  await platform.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ on_hand: number }>`SELECT on_hand FROM inventory.stock_levels
      WHERE listing_id = ${listing} AND location_id = ${location}`.execute(tx);
    const now = (rows[0]?.on_hand ?? 0) + change;
    await sql`UPDATE inventory.stock_levels SET on_hand = ${now}, version = version + 1
      WHERE listing_id = ${listing} AND location_id = ${location}`.execute(tx);
    await sql`INSERT INTO inventory.stock_movements VALUES (${newId()}, ${vendor_id}, ${listing}, ${location}, 'adjust',
      1, ${change}, 0, 0, ${now}, 0, 0, 'storm', ${vendor_id}, '', ${newId()}, now())`.execute(tx);
  });
  return 0;
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[random(items.length)] as Item;
}

/** Mulberry32: the same seed, the same numbers. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

if (process.argv[1] === import.meta.filename) {
  const storm = JSON.parse(process.argv[2] ?? '') as Storm;
  process.stdout.write(JSON.stringify(await runStorm(storm)));
}
