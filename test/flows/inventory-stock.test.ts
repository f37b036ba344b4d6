import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client;
let shop: TestVendor;
let back_room = '';

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  shop = await openVendor(owner);
  back_room = (await owner.do('createLocation', { params: vendor(), body: { name: 'Back room' } })).id;
});
afterAll(async () => app[Symbol.asyncDispose]());

const vendor = (): { vendor_id: string } => ({ vendor_id: shop.vendor_id });

async function card(quantity: number): Promise<{ listing_id: string; location_id: string }> {
  const { id } = await addCard(owner, shop.vendor_id, { quantity });
  return { listing_id: id, location_id: shop.location_id };
}

async function levelsOf(listing_id: string): Promise<Record<string, number>> {
  const { stock } = await owner.do('getCollectible', { params: { ...vendor(), id: listing_id } });
  return Object.fromEntries(stock.map((level) => [level.location_id, level.on_hand]));
}

describe('stock', () => {
  it('is received, transferred and written off, and the ledger tells each step and what was there after it', async () => {
    const { listing_id, location_id } = await card(4);
    const receipt = { listing_id, location_id, quantity: 3, reason: 'Show' };
    const received = await owner.do('receiveStock', { params: vendor(), body: receipt });
    expect(received).toMatchObject({ kind: 'receive', change_on_hand: 3, on_hand_after: 7, reason: 'Show' });
    for (const [from_location_id, to_location_id, quantity] of [
      [location_id, back_room, 5],
      [back_room, location_id, 2],
    ] as const) {
      const body = { listing_id, from_location_id, to_location_id, quantity };
      expect(await owner.do('transferStock', { params: vendor(), body })).toHaveLength(2);
    }
    expect(await levelsOf(listing_id)).toEqual({ [location_id]: 4, [back_room]: 3 });
    const loss = { listing_id, location_id, quantity: 1, reason: 'Water damage' };
    await owner.do('writeOffStock', { params: vendor(), body: loss });
    const ledger = await owner.do('listMovements', { params: vendor(), query: { listing_id } });
    expect(ledger.map((one) => one.change_on_hand).reduce((sum, change) => sum + change, 0)).toBe(6);
    expect(ledger[0]).toMatchObject({ kind: 'write_off', change_on_hand: -1, on_hand_after: 3 });
    expect(ledger).toHaveLength(7);
    const { location_id: _, ...nowhere } = { ...loss, location_id: '' };
    expect((await owner.call('writeOffStock', { params: vendor(), body: nowhere as never })).status).toBe(422);
  });

  it('is corrected when it is what was seen, and of two who saw the same one is told both values', async () => {
    const place = await card(4);
    const body = { ...place, change: -1, expected_on_hand: 4, reason: 'One was missing' };
    const both = await Promise.all([1, 2].map(() => owner.call('adjustStock', { params: vendor(), body })));
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const refused = both.find((answer) => answer.status === 409);
    expect(refused?.errors[0]).toMatchObject({ code: 'stock_changed', expected_on_hand: 4, on_hand: 3 });
    const wordless = await owner.call('adjustStock', { params: vendor(), body: { ...body, reason: ' ' } });
    expect(wordless.errors[0]?.pointer).toBe('/reason');
  });

  it('never falls below what is there', async () => {
    const place = await card(2);
    const loss = { ...place, quantity: 3, reason: 'Fire' };
    const refused = await owner.call('writeOffStock', { params: vendor(), body: loss });
    expect(refused.errors[0]).toMatchObject({ code: 'stock_insufficient', quantity: 3, on_hand: 2, available: 2 });
    const asked = await Promise.all(
      Array.from({ length: 6 }, () =>
        owner.call('writeOffStock', { params: vendor(), body: { ...loss, quantity: 1 } }),
      ),
    );
    expect(asked.filter((answer) => answer.status === 201)).toHaveLength(2);
    expect(await levelsOf(place.listing_id)).toEqual({ [place.location_id]: 0 });
  });

  it('moves once for one key, however often and at once it is sent', async () => {
    const place = await card(1);
    const body = { ...place, quantity: 2, dedupe_key: 'delivery-0001' };
    const sent = await Promise.all(
      Array.from({ length: 5 }, () => owner.call('receiveStock', { params: vendor(), body })),
    );
    expect(new Set(sent.map((answer) => JSON.stringify(answer.data))).size).toBe(1);
    expect(sent.filter((answer) => answer.meta['replayed'] === false)).toHaveLength(1);
    expect(await levelsOf(place.listing_id)).toEqual({ [place.location_id]: 3 });
    const other = await owner.call('receiveStock', { params: vendor(), body: { ...body, quantity: 3 } });
    expect(other.code).toBe('dedupe_key_reused');
    const elsewhere = await owner.call('receiveStock', { params: vendor(), body: { ...body, location_id: back_room } });
    expect(elsewhere.code).toBe('dedupe_key_reused');
  });

  it('holds one graded piece in all locations together', async () => {
    const { id: listing_id } = await addCard(owner, shop.vendor_id, {
      condition: null,
      grading: { company: 'BGS', grade: '9.5', subgrades: { centering: 10, corners: 9.5, edges: 9.5, surface: 9 } },
    });
    const asked = await Promise.all(
      [shop.location_id, back_room].map((location_id) =>
        owner.call('receiveStock', { params: vendor(), body: { listing_id, location_id, quantity: 1 } }),
      ),
    );
    expect(asked.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(asked.map((answer) => answer.code)).toContain('graded_is_single');
    const [from_location_id, to_location_id] =
      asked[0]?.code === null ? [shop.location_id, back_room] : [back_room, shop.location_id];
    const body = { listing_id, from_location_id, to_location_id, quantity: 1 };
    expect((await owner.call('transferStock', { params: vendor(), body })).status).toBe(201);
  });
});

describe('a count', () => {
  it('shows its differences, and applied moves stock by them beside what moved meanwhile', async () => {
    const [one, two, three] = [await card(5), await card(2), await card(7)];
    const { location_id } = one;
    const { id } = await owner.do('startCount', { params: vendor(), body: { location_id } });
    const params = { ...vendor(), id };
    const entries = [
      { listing_id: one.listing_id, counted: 4 },
      { listing_id: two.listing_id, counted: 3 },
      { listing_id: three.listing_id, counted: 7 },
    ];
    const entered = await owner.do('enterCounts', { params, body: { entries } });
    const differences = Object.fromEntries(entered.entries.map((entry) => [entry.listing_id, entry.difference]));
    expect(differences).toEqual({ [one.listing_id]: -1, [two.listing_id]: 1, [three.listing_id]: 0 });
    await owner.do('receiveStock', { params: vendor(), body: { ...one, quantity: 10 } });

    const applied = await owner.do('applyCount', { params });
    expect(applied.status).toBe('applied');
    expect(await levelsOf(one.listing_id)).toEqual({ [location_id]: 14 });
    expect(await levelsOf(two.listing_id)).toEqual({ [location_id]: 3 });
    const moved = await owner.do('listMovements', { params: vendor(), query: { listing_id: three.listing_id } });
    expect(moved).toHaveLength(1);
    for (const route of ['applyCount', 'cancelCount'] as const)
      expect((await owner.call(route, { params })).code).toBe('count_ended');
    expect((await owner.call('enterCounts', { params, body: { entries } })).code).toBe('count_ended');
  });

  it('is applied whole or not at all', async () => {
    const [one, two] = [await card(5), await card(5)];
    const { location_id } = one;
    const { id } = await owner.do('startCount', { params: vendor(), body: { location_id } });
    const params = { ...vendor(), id };
    const entries = [one, two].map(({ listing_id }) => ({ listing_id, counted: 0 }));
    await owner.do('enterCounts', { params, body: { entries } });
    await owner.do('writeOffStock', { params: vendor(), body: { ...two, quantity: 1, reason: 'Sold by hand' } });
    const refused = await owner.call('applyCount', { params });
    expect(refused.errors[0]).toMatchObject({ code: 'stock_insufficient', listing_id: two.listing_id, on_hand: 4 });
    expect(await levelsOf(one.listing_id)).toEqual({ [location_id]: 5 });
    const again = { entries: [{ listing_id: two.listing_id, counted: 1 }] };
    const mended = await owner.do('enterCounts', { params, body: again });
    expect(mended.entries.map((entry) => entry.difference).toSorted((a, b) => a - b)).toEqual([-5, -3]);
    await owner.do('applyCount', { params });
    expect(await levelsOf(two.listing_id)).toEqual({ [location_id]: 1 });
  });
});
