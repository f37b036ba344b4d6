import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { sell } from '../support/sold.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client;
let vendor: TestVendor;
let attic: string;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  vendor = await openVendor(owner);
  attic = (await owner.do('createLocation', { params: { vendor_id: vendor.vendor_id }, body: { name: 'Attic' } })).id;
});
afterAll(async () => app[Symbol.asyncDispose]());

/** An order of four pieces, of which three lie in the main room and one, or all that is left, in the attic. */
async function order() {
  const { vendor_id, location_id } = vendor;
  const { id: listing_id } = await addCard(owner, vendor_id, { quantity: 3, price_minor: 334, status: 'active' });
  const body = { listing_id, location_id: attic, quantity: 3, reason: 'Found' };
  await owner.do('receiveStock', { params: { vendor_id }, body });
  const lines = [{ listing_id, quantity: 4, price_minor: 334 }];
  const sold = await sell(app.program.platform, { vendor_id, lines });
  const [line_id = ''] = sold.line_ids;
  const lies = (await owner.do('listPicks', { params: { vendor_id } })).filter((one) => one.line_id === line_id);
  const at = (place: string) => lies.find((one) => one.location_id === place)?.quantity ?? 0;
  const onHand = async (place: string) => {
    const { stock } = await owner.do('getCollectible', { params: { vendor_id, id: listing_id } });
    return stock.find((level) => level.location_id === place)?.on_hand;
  };
  return { line_id, params: { vendor_id, id: sold.order_id }, lies, at, onHand, main: location_id };
}

describe('pieces that lie in several places', () => {
  it('are listed place by place, and are noted as fetched and leave where they were fetched', async () => {
    const { line_id, params, lies, at, onHand, main } = await order();
    expect(lies.map(({ location }) => location)).toEqual(['Attic', 'Main']);
    expect(at(attic) + at(main)).toBe(4);
    for (const place of [main, attic]) {
      const other = place === main ? attic : main;
      const lines = [
        { line_id, location_id: place, quantity_picked: 1 },
        { line_id, location_id: other, quantity_picked: 0 },
      ];
      const noted = await owner.do('pickOrder', { params, body: { lines } });
      const found = new Map(noted.picks.map((pick) => [pick.location_id, pick.quantity_picked]));
      expect([found.get(place), found.get(other)]).toEqual([1, 0]);
      const before = [await onHand(place), await onHand(other)];
      await owner.do('shipOrder', { params, body: { lines: [{ line_id, quantity: 1 }] } });
      expect([await onHand(place), await onHand(other)]).toEqual([(before[0] ?? 0) - 1, before[1]]);
    }
    const { rows } = await sql`SELECT * FROM orders.promise_drift()`.execute(app.program.platform.db);
    expect(rows).toEqual([]);
  });

  it('are counted in walking order where no place is named', async () => {
    const { line_id, params, at } = await order();
    const quantity_picked = at(attic);
    const { picks } = await owner.do('pickOrder', { params, body: { lines: [{ line_id, quantity_picked }] } });
    expect(picks.map((pick) => [pick.location, pick.quantity_picked])).toEqual([
      ['Attic', quantity_picked],
      ['Main', 0],
    ]);
  });

  it('are not more at a place than lie there, and each is named once', async () => {
    const { line_id, params, at } = await order();
    const pick = (lines: { line_id: string; location_id?: string; quantity_picked: number }[]) =>
      owner.call('pickOrder', { params, body: { lines } });
    const many = await pick([{ line_id, location_id: attic, quantity_picked: at(attic) + 1 }]);
    expect(many.errors[0]).toMatchObject({ code: 'quantity_refused', allowed: at(attic) });
    const elsewhere = await pick([{ line_id, location_id: line_id, quantity_picked: 1 }]);
    expect(elsewhere.errors[0]).toMatchObject({ code: 'quantity_refused', allowed: 0 });
    const one = { line_id, location_id: attic, quantity_picked: 0 };
    expect((await pick([one, one])).status).toBe(422);
  });
});
