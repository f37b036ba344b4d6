import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createShopKeeper } from '../../server/modules/inventory/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { fillShop } from '../support/shop-fill.ts';
import type { HealthPart } from '../../server/platform/http/health.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

const CARDS = 1_200;
/** A machine that others use, too. */
const WAIT_MS_MAX = 240_000;

/** Lets the database refuse the offers of some listings, as a broken index or a rule of an operator's would. */
async function refuseOffers({ db }: Pick<TestDatabase, 'db'>, titles: RawBuilder<unknown>): Promise<void> {
  await sql`CREATE FUNCTION public.refuse_offer() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT title IN (${titles}) FROM inventory.listings
          WHERE vendor_id = NEW.vendor_id AND id = NEW.listing_id) THEN
        RAISE EXCEPTION 'this offer is refused';
      END IF;
      RETURN NEW;
    END $$`.execute(db);
  await sql`CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON inventory.offers
    FOR EACH ROW EXECUTE FUNCTION public.refuse_offer()`.execute(db);
}

async function countOf({ db }: Pick<TestDatabase, 'db'>, what: string): Promise<number> {
  const { rows } = await sql.raw<{ count: number }>(`SELECT count(*)::int AS count FROM ${what}`).execute(db);
  return rows[0]?.count ?? -1;
}

describe('listings that cannot be looked at', { timeout: 3 * WAIT_MS_MAX }, () => {
  it('are found in a large queue and set aside with the reason, and all others go on', async () => {
    await using database = await freshDatabase();
    await refuseOffers(database, sql.raw(`'Card 7', 'Card 640', 'Card 641', 'Card 1200'`));
    await fillShop(database.db, { cards: CARDS, pieces: 1 });
    const platform = database.platform();
    const keeper = createShopKeeper(platform, { tell: () => Promise.resolve(), look_ms: 50 });
    await keeper.start();
    await waitFor('the others', async () => (await countOf(database, 'inventory.offers')) === CARDS - 4, WAIT_MS_MAX);
    await waitFor(
      'each bad one',
      async () => (await countOf(database, 'inventory.set_aside_listings')) === 4,
      WAIT_MS_MAX,
    );
    // Tried again, and each time later.
    await waitFor(
      'a second try',
      async () => (await countOf(database, 'inventory.set_aside_listings WHERE attempts >= 2')) === 4,
      WAIT_MS_MAX,
    );
    await keeper.drain();
    expect(await countOf(database, 'inventory.changed_listings')).toBe(0);
    expect(await countOf(database, 'market.shop_prices')).toBe(CARDS - 4);
    const { rows } = await sql<{ last_error: string; later: boolean }>`
      SELECT DISTINCT last_error, next_at - tried_at >= interval '2 seconds' AS later
      FROM inventory.set_aside_listings`.execute(database.db);
    expect(rows).toEqual([{ last_error: 'this offer is refused', later: true }]);
    expect(await platform.metrics.registry.metrics()).toMatch(
      /inventory_looks_total\{result="set_aside"\} ([4-9]|\d\d)/,
    );
  });
});

describe('in the running program', () => {
  let app: TestApp;
  let owner: Client;
  let vendor: TestVendor;
  beforeAll(async () => {
    app = await startApp({ requests_per_minute: 1_000_000 });
    owner = await app.register();
    vendor = await openVendor(owner, 'Corner Cards');
  });
  afterAll(async () => app[Symbol.asyncDispose]());

  const symbolOf = async (id: string) =>
    (await owner.do('getCollectible', { params: { vendor_id: vendor.vendor_id, id } })).instrument_symbol;
  const shopPart = async (): Promise<HealthPart | undefined> => {
    const { data } = (await (await fetch(`${app.url}/health`)).json()) as { data: { parts: HealthPart[] } };
    return data.parts.find(({ name }) => name === 'shop keeper');
  };

  it('one of them is told in /health until it can be looked at, and an edit that puts it right is seen soon', async () => {
    await refuseOffers(app.program.platform, sql.raw(`'Refused'`));
    const more = { status: 'active', price_minor: 500, quantity: 1 } as const;
    const bad = await addCard(owner, vendor.vendor_id, { ...more, title: 'Refused' });
    const good = await addCard(owner, vendor.vendor_id, { ...more, title: 'Another' });
    await waitFor('the good one', () => symbolOf(good.id));
    await waitFor('the part of health', async () => (await shopPart())?.status === 'degraded');
    expect(await shopPart()).toMatchObject({
      detail: '1 listing is set aside and tried again later; the log says why.',
    });
    expect(await symbolOf(bad.id)).toBeNull();
    // As if it had failed for a day.
    await sql`UPDATE inventory.set_aside_listings SET attempts = 20, next_at = now() + interval '1 hour'`.execute(
      app.program.platform.db,
    );
    await owner.do('updateCollectible', {
      params: { vendor_id: vendor.vendor_id, id: bad.id },
      headers: { 'if-match': '*' },
      body: { title: 'Put right' },
    });
    await waitFor('the bad one', () => symbolOf(bad.id));
    await waitFor('health', async () => (await shopPart())?.status === 'healthy');
  });
});
