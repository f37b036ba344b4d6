import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { checkOut, openShop, readyToPay, type TestShop } from '../support/shop.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let shop: TestShop;
const clock = manualClock(Date.now());

beforeAll(async () => {
  app = await startApp({ clock, requests_per_minute: 100_000 });
  shop = await openShop(app);
});
afterAll(() => app[Symbol.asyncDispose]());

/** As a fault of the program might leave it: more is noted as held than is reserved, so that it cannot be let go. */
const spoil = (listing_id: string) =>
  sql`UPDATE orders.holds SET quantity = 90 WHERE listing_id = ${listing_id}`.execute(app.program.platform.db);

async function reserved(listing_id: string): Promise<number> {
  const { rows } = await sql<{ pieces: number }>`SELECT sum(reserved)::integer AS pieces
    FROM inventory.stock_levels WHERE listing_id = ${listing_id}`.execute(app.program.platform.db);
  return rows[0]?.pieces ?? 0;
}

describe('what time asks of baskets and checkouts', () => {
  it('is done for all others where one basket cannot be freed', async () => {
    const [spoilt, sound] = [await shop.lists(), await shop.lists()];
    for (const card of [spoilt, sound]) {
      const guest = app.visitor();
      await readyToPay(guest, { [card]: 2 });
      await guest.do('holdBasket');
      clock.advance(1_000);
    }
    await spoil(spoilt);
    clock.advance(601_000);
    await waitFor('the other pieces are free', async () => (await reserved(sound)) === 0);
    expect(await reserved(spoilt)).toBe(2);
  });

  it('is done for all others where one checkout cannot be ended', async () => {
    const [spoilt, sound] = [await shop.lists(), await shop.lists()];
    for (const card of [spoilt, sound]) {
      const guest = app.visitor();
      const { data } = await checkOut(guest, await readyToPay(guest, { [card]: 2 }), { method: 'test_decline' });
      expect(data.payment?.state).toBe('declined');
      clock.advance(1_000);
    }
    await spoil(spoilt);
    clock.advance(31 * 60_000);
    await waitFor('the other pieces are free', async () => (await reserved(sound)) === 0);
    expect(await reserved(spoilt)).toBe(2);
  });
});
