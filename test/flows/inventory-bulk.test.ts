import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BodyInput } from '../../contract/schemas.ts';
import { forgetBulkEdits } from '../../server/modules/inventory/bulk/services/forget-bulk-edits.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { addCard, hire, openVendor, type TestVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client;
let shop: TestVendor;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'] });
});
afterAll(async () => app[Symbol.asyncDispose]());

type Change = BodyInput<'startBulkEdit'>['change'];
type Selection = BodyInput<'startBulkEdit'>['selection'];

const params = () => ({ vendor_id: shop.vendor_id });
const preview = (selection: Selection, change: Change) =>
  owner.do('previewBulkEdit', { params: params(), body: { selection, change } });
const start = (selection: Selection, change: Change, expected_count: number, reason = '') =>
  owner.do('startBulkEdit', { params: params(), body: { selection, change, expected_count, reason } });
/** The code that the edit is refused with. */
const refusalOf = async (selection: Selection, change: Change, expected_count: number): Promise<string | null> => {
  const body = { selection, change, expected_count };
  return (await owner.call('startBulkEdit', { params: params(), body })).code;
};
const undo = (id: string) => owner.do('undoBulkEdit', { params: { ...params(), id } });
const undoRefusal = async (id: string): Promise<string | null> =>
  (await owner.call('undoBulkEdit', { params: { ...params(), id } })).code;
const read = (id: string) => owner.do('getCollectible', { params: { ...params(), id } });

async function open(): Promise<void> {
  owner = await app.register();
  shop = await openVendor(owner);
}

describe('a change of many listings', () => {
  it('does what its preview said, to all that the filter leaves, with versions, history and prices', async () => {
    await open();
    const cheap = await addCard(owner, shop.vendor_id, { price_minor: 199, status: 'active', quantity: 3 });
    const dear = await addCard(owner, shop.vendor_id, { price_minor: 10_000, status: 'active', quantity: 1 });
    const draft = await addCard(owner, shop.vendor_id, { price_minor: 500 });
    const selection = { filter: { status: 'active' } };
    const change = { price: { percent: '5' } };

    const said = await preview(selection, change);
    expect(said).toMatchObject({ count: 2, unchanged: 0, refused: [] });
    expect(said.samples[0]).toMatchObject({
      listing_id: cheap.id,
      changes: [{ field: 'price_minor', from: 199, to: 209 }],
    });
    expect(said.value).toEqual([{ currency: 'USD', from_minor: 10_597, to_minor: 11_127 }]);
    expect((await read(cheap.id)).price_minor).toBe(199);

    const edit = await start(selection, change, said.count, 'Spring');
    expect(edit).toMatchObject({ count: 2, reason: 'Spring', undone_at: null, kept: 0 });
    expect(await read(cheap.id)).toMatchObject({ price_minor: 209, version: 2 });
    expect(await read(dear.id)).toMatchObject({ price_minor: 10_500, version: 2 });
    expect(await read(draft.id)).toMatchObject({ price_minor: 500, version: 1 });
    const of = { params: { ...params(), id: dear.id } };
    const [latest] = await owner.do('listCollectibleChanges', of);
    expect(latest).toMatchObject({ field: 'price_minor', from: 10_000, to: 10_500, reason: 'Spring', version: 2 });
    expect((await owner.do('listCollectiblePrices', of)).map((one) => one.price_minor)).toEqual([10_500, 10_000]);
    expect(await owner.do('listBulkEdits', { params: params() })).toEqual([edit]);
  });

  it('changes all or none: what is refused is named with its reason, and nothing is written', async () => {
    await open();
    const priced = await addCard(owner, shop.vendor_id, { price_minor: 300 });
    const unpriced = await addCard(owner, shop.vendor_id);
    const gone = await addCard(owner, shop.vendor_id);
    await start({ ids: [gone.id] }, { status: 'archived' }, 1);
    const selection = { ids: [priced.id, unpriced.id, gone.id] };
    const change = { status: 'active', price: { amount_minor: 100 } } as const;

    const said = await preview(selection, change);
    expect(said).toMatchObject({ count: 1, unchanged: 0 });
    expect(said.refused).toEqual([{ code: 'price_missing', title: 'It has no price to reckon from', count: 2 }]);
    expect(await refusalOf(selection, change, 1)).toBe('bulk_refused');
    expect(await read(priced.id)).toMatchObject({ price_minor: 300, status: 'draft', version: 1 });
    expect(await owner.do('listBulkEdits', { params: params() })).toHaveLength(1);

    const sold = await preview({ ids: [gone.id] }, { status: 'active', price: { set_minor: 100 } });
    expect(sold.refused).toMatchObject([{ code: 'collectible_status_refused', count: 1 }]);
    const below = await preview({ ids: [priced.id] }, { price: { amount_minor: -301 } });
    expect(below.refused).toMatchObject([{ code: 'price_below_zero', count: 1 }]);
  });

  it('is refused when it would change another number of listings than the preview said', async () => {
    await open();
    const one = await addCard(owner, shop.vendor_id, { price_minor: 300 });
    for (const expected of [0, 2])
      expect(await refusalOf({ filter: {} }, { shelf: 'Box 1' }, expected)).toBe('bulk_count_changed');
    expect((await read(one.id)).shelf).toBe('');
  });

  it('leaves what is so already, without a version', async () => {
    await open();
    const one = await addCard(owner, shop.vendor_id, { price_minor: 1299, shelf: 'A' });
    const change = { price: { percent: '0', round: { step_minor: 100, less_minor: 1 } }, shelf: 'A' } as const;
    expect(await preview({ filter: {} }, change)).toMatchObject({ count: 0, unchanged: 1, samples: [] });
    expect(await start({ filter: {} }, change, 0)).toMatchObject({ count: 0 });
    expect((await read(one.id)).version).toBe(1);
  });

  it('does not know a listing that is not the vendor’s, even among its own', async () => {
    await open();
    const other = await openVendor(owner, 'Other');
    const theirs = await addCard(owner, other.vendor_id, { price_minor: 1 });
    const ours = await addCard(owner, shop.vendor_id, { price_minor: 1 });
    expect(await refusalOf({ ids: [ours.id, theirs.id] }, { shelf: 'Z' }, 1)).toBe('collectible_unknown');
    expect(await refusalOf({ ids: [ours.id] }, { location_id: other.location_id }, 1)).toBe('location_unknown');
    expect((await read(ours.id)).shelf).toBe('');
    const lying = { location_id: other.location_id };
    expect(await preview({ filter: lying }, { shelf: 'Z' })).toEqual(
      await preview({ filter: { location_id: crypto.randomUUID() } }, { shelf: 'Z' }),
    );
  });

  it('is a manager’s', async () => {
    await open();
    const clerk = await app.register();
    await hire(owner, clerk, { vendor_id: shop.vendor_id, role: 'clerk' });
    const body = { selection: { filter: {} }, change: { shelf: 'A' }, expected_count: 0 };
    expect((await clerk.call('startBulkEdit', { params: params(), body })).code).toBe('vendor_role_needed');
  });
});

describe('moving many listings to a location', () => {
  it('moves every free piece through the ledger, and takes them back', async () => {
    await open();
    const shelf = await owner.do('createLocation', { params: params(), body: { name: 'Shelf' } });
    const safe = await owner.do('createLocation', { params: params(), body: { name: 'Safe' } });
    const card = await addCard(owner, shop.vendor_id, { quantity: 5 });
    const stock = { listing_id: card.id, quantity: 2, location_id: shelf.id };
    await owner.do('receiveStock', { params: params(), body: stock });
    const selection = { ids: [card.id] };

    const said = await preview(selection, { location_id: safe.id });
    expect(said.samples[0]?.changes).toMatchObject([{ field: 'location', to: 'Safe' }]);
    const edit = await start(selection, { location_id: safe.id }, 1);
    const levels = async () =>
      new Map((await read(card.id)).stock.map(({ location_id, on_hand }) => [location_id, on_hand]));
    expect(await levels()).toEqual(new Map([[shop.location_id, 0], [shelf.id, 0], [safe.id, 7]])); // biome-ignore format: a table
    const moves = await owner.do('listMovements', { params: params(), query: { listing_id: card.id } });
    expect(moves.filter((one) => one.cause === `bulk:${edit.id}`).map((one) => one.kind)).toHaveLength(3);
    expect((await read(card.id)).version).toBe(1);

    expect(await undo(edit.id)).toMatchObject({ kept: 0 });
    expect(await levels()).toEqual(new Map([[shop.location_id, 5], [shelf.id, 2], [safe.id, 0]])); // biome-ignore format: a table
    expect(await drift()).toBe(0);
  });

  it('archives and moves in one edit, and brings back in one undo', async () => {
    await open();
    const attic = await owner.do('createLocation', { params: params(), body: { name: 'Attic' } });
    const card = await addCard(owner, shop.vendor_id, { quantity: 4, price_minor: 100, status: 'active' });
    const change = { status: 'archived', location_id: attic.id } as const;
    const edit = await start({ ids: [card.id] }, change, 1);
    expect(await read(card.id)).toMatchObject({ status: 'archived', on_hand: 4 });
    expect(await undo(edit.id)).toMatchObject({ kept: 0 });
    const back = await read(card.id);
    expect(back).toMatchObject({ status: 'active', version: 3 });
    expect(back.stock.find((level) => level.location_id === shop.location_id)?.on_hand).toBe(4);
    expect((await preview({ ids: [card.id] }, { status: 'archived' })).count).toBe(1);
  });
});

describe('an undo', () => {
  it('leaves what somebody changed since, and counts it', async () => {
    await open();
    const cards = [];
    for (const price_minor of [100, 200, 300]) cards.push(await addCard(owner, shop.vendor_id, { price_minor }));
    const [plain, repriced, noted] = cards.map((card) => card.id) as [string, string, string];
    const edit = await start({ filter: {} }, { price: { percent: '10' } }, 3);
    const headers = { 'if-match': '*' };
    await owner.do('updateCollectible', { params: { ...params(), id: repriced }, body: { price_minor: 999 }, headers });
    await owner.do('updateCollectible', { params: { ...params(), id: noted }, body: { note: 'n' }, headers });

    expect(await undo(edit.id)).toMatchObject({ kept: 1, count: 3 });
    expect((await read(plain)).price_minor).toBe(100);
    expect((await read(repriced)).price_minor).toBe(999);
    expect(await read(noted)).toMatchObject({ price_minor: 300, note: 'n' });
    expect(await undoRefusal(edit.id)).toBe('bulk_edit_undone');
  });

  it('takes back two edits, the last one first', async () => {
    await open();
    const card = await addCard(owner, shop.vendor_id, { price_minor: 1000 });
    const first = await start({ filter: {} }, { price: { percent: '10' } }, 1);
    const second = await start({ filter: {} }, { price: { set_minor: 5 }, shelf: 'B' }, 1);
    expect(await undo(second.id)).toMatchObject({ kept: 0 });
    expect(await undo(first.id)).toMatchObject({ kept: 0 });
    expect(await read(card.id)).toMatchObject({ price_minor: 1000, shelf: '', version: 5 });
  });

  it('keeps pieces where they are once one of them has gone on', async () => {
    await open();
    const safe = await owner.do('createLocation', { params: params(), body: { name: 'Safe' } });
    const card = await addCard(owner, shop.vendor_id, { quantity: 2 });
    const edit = await start({ filter: {} }, { location_id: safe.id }, 1);
    const lost = { listing_id: card.id, location_id: safe.id, quantity: 1, reason: 'Lost' };
    await owner.do('writeOffStock', { params: params(), body: lost });
    expect(await undo(edit.id)).toMatchObject({ kept: 1 });
    expect((await read(card.id)).stock.find((level) => level.location_id === safe.id)?.on_hand).toBe(1);
  });

  it('is for a day', async () => {
    await open();
    await addCard(owner, shop.vendor_id, { price_minor: 1000 });
    const edit = await start({ filter: {} }, { shelf: 'B' }, 1);
    const { db } = app.program.platform;
    await sql`UPDATE inventory.bulk_edits SET at = at - interval '1 day 1 minute' WHERE id = ${edit.id}`.execute(db);
    expect(await undoRefusal(edit.id)).toBe('bulk_edit_too_old');
  });
});

describe('what an undo needs', () => {
  it('is forgotten after a day, and the edit stays in the list', async () => {
    await open();
    await addCard(owner, shop.vendor_id);
    const { platform } = app.program;
    const old = await start({ filter: {} }, { shelf: 'A' }, 1);
    await sql`UPDATE inventory.bulk_edits SET at = at - interval '2 days' WHERE id = ${old.id}`.execute(platform.db);
    const fresh = await start({ filter: {} }, { shelf: 'B' }, 1);
    await forgetBulkEdits(platform, new AbortController().signal);
    const { rows } = await sql`SELECT edit_id FROM inventory.bulk_edit_listings
      WHERE vendor_id = ${shop.vendor_id}`.execute(platform.db);
    expect(rows).toEqual([{ edit_id: fresh.id }]);
    expect(await owner.do('listBulkEdits', { params: params() })).toHaveLength(2);
  });
});

async function drift(): Promise<number> {
  const { rows } = await sql`SELECT * FROM inventory.drift()`.execute(app.program.platform.db);
  return rows.length;
}
