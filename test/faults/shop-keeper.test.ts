import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { fillShop } from '../support/shop-fill.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorker } from './worker.ts';

const RECOVERY_MS_MAX = 400_000;
const CARDS = 4_000;
const KILLS = 3;

async function countOf({ db }: TestDatabase, what: string): Promise<number> {
  const { rows } = await sql.raw<{ count: number }>(`SELECT count(*)::int AS count FROM ${what}`).execute(db);
  return rows[0]?.count ?? -1;
}

/** Kills workers at growing shares of the work, and lets the last one end it. */
async function workThroughKills(database: TestDatabase, done: string): Promise<void> {
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await using worker = await startWorker(database.url);
    const enough = (CARDS / (KILLS + 2)) * kill;
    await waitFor(`${enough} looks`, async () => (await countOf(database, done)) >= enough, RECOVERY_MS_MAX);
    await worker.kill();
  }
  await using _last = await startWorker(database.url);
  await waitFor(
    'every look',
    async () =>
      (await countOf(database, 'inventory.changed_listings')) === 0 &&
      (await countOf(database, 'inventory.offers WHERE low_untold')) === 0,
    RECOVERY_MS_MAX,
  );
}

describe('a worker that is killed while it looks at what is listed', () => {
  it('is followed by one that goes on: each card one instrument and one price, each status once, and the notice', {
    timeout: 900_000,
  }, async () => {
    await using database = await freshDatabase();
    const { vendor_id, owner_id } = await fillShop(database.db, { cards: CARDS, pieces: 2 });
    await workThroughKills(database, 'inventory.offers');
    expect(await countOf(database, 'inventory.offers WHERE price_minor IS NOT NULL')).toBe(CARDS);
    expect(await countOf(database, `market.instruments WHERE kind = 'collectible'`)).toBe(CARDS);
    expect(await countOf(database, 'market.collectibles')).toBe(CARDS);
    expect(await countOf(database, 'market.shop_prices WHERE for_sale')).toBe(CARDS);

    await sql`UPDATE inventory.stock_levels SET on_hand = 0, version = version + 1`.execute(database.db);
    await workThroughKills(database, `inventory.listings WHERE status = 'sold_out'`);
    expect(
      await countOf(database, `inventory.listings WHERE status = 'sold_out' AND sold_out_auto AND version = 2`),
    ).toBe(CARDS);
    expect(await countOf(database, 'inventory.listing_changes')).toBe(CARDS);
    expect(await countOf(database, 'market.shop_prices WHERE NOT for_sale')).toBe(CARDS);
    expect(await countOf(database, 'market.shop_prices')).toBe(CARDS);
    const { rows } = await sql<{ user_id: string; title: string }>`
      SELECT user_id, title FROM notifications.inbox WHERE kind = 'low_stock'`.execute(database.db);
    const told = rows.map(({ title }) => Number.parseInt(title, 10));
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(CARDS);
    expect(new Set(rows.map(({ user_id }) => user_id))).toEqual(new Set([owner_id]));
    expect(rows.length).toBeLessThanOrEqual(1 + KILLS);
    expect(await countOf(database, `inventory.offers WHERE vendor_id = '${vendor_id}' AND available <> 0`)).toBe(0);
  });
});
