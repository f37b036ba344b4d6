import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyOf } from '../../contract/schemas.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { addCard, hire, openVendor, type TestVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let owner: Client;
let vendor: TestVendor;

beforeAll(async () => {
  app = await startApp({ requests_per_minute: 1_000_000 });
  owner = await app.register();
  vendor = await openVendor(owner, 'Corner Cards');
});
afterAll(async () => app[Symbol.asyncDispose]());

type Listing = ReplyOf<'createCollectible'>;
type More = NonNullable<Parameters<typeof addCard>[2]>;

/** A card on sale that has been looked at. */
async function onSale(more: More = {}): Promise<Listing> {
  const listing = await addCard(owner, vendor.vendor_id, { status: 'active', price_minor: 500, quantity: 3, ...more });
  await waitFor('the first look', async () => (await read(listing)).instrument_symbol);
  return listing;
}

function read({ id }: Pick<Listing, 'id'>) {
  return owner.do('getCollectible', { params: { vendor_id: vendor.vendor_id, id } });
}

async function change(listing: Listing, pieces: number): Promise<void> {
  const { vendor_id, location_id } = vendor;
  const { id } = listing;
  const expected_on_hand = (await read(listing)).on_hand;
  const body = { listing_id: id, location_id, change: pieces, expected_on_hand, reason: 'counted' };
  await owner.do('adjustStock', { params: { vendor_id }, body });
}

async function becomes(listing: Listing, status: Listing['status']): Promise<Listing> {
  return waitFor(`a listing that is ${status}`, async () => {
    const now = await read(listing);
    return now.status === status ? now : null;
  });
}

function setStatus({ id }: Listing, status: 'active' | 'paused' | 'sold_out') {
  const params = { vendor_id: vendor.vendor_id, id };
  return owner.do('updateCollectible', { params, headers: { 'if-match': '*' }, body: { status } });
}

const lowNotices = (client: Client) => client.do('listNotifications', { query: { kind: 'low_stock' } });

describe('a status', () => {
  it('follows stock down and up, with a line of history each that names nobody', async () => {
    const listing = await onSale();
    await change(listing, -3);
    const sold_out = await becomes(listing, 'sold_out');
    expect(sold_out.version).toBe(listing.version + 1);
    await change(listing, 2);
    await becomes(listing, 'active');
    const history = await owner.do('listCollectibleChanges', {
      params: { vendor_id: vendor.vendor_id, id: listing.id },
      query: {},
    });
    const statuses = history.filter(({ field }) => field === 'status').slice(0, 2);
    expect(statuses).toMatchObject([
      { from: 'sold_out', to: 'active', actor_id: null, actor: null, reason: 'Pieces came back' },
      { from: 'active', to: 'sold_out', actor_id: null, actor: null, reason: 'The last piece went' },
    ]);
  });

  it('that somebody chose stays, whatever stock does', async () => {
    const chosen = await onSale();
    await setStatus(chosen, 'sold_out');
    const again = await onSale({ title: 'Sold out by itself, then paused and sold out by hand' });
    await change(again, -3);
    await becomes(again, 'sold_out');
    await setStatus(again, 'paused');
    await setStatus(again, 'sold_out');
    await change(chosen, 1);
    await change(again, 1);
    // Looked at after both: what became of them is known.
    const after = await onSale();
    await change(after, -3);
    await becomes(after, 'sold_out');
    expect([(await read(chosen)).status, (await read(again)).status]).toEqual(['sold_out', 'sold_out']);
  });

  it('of a listing made active without stock stays active, and its price is told when stock comes', async () => {
    const listing = await addCard(owner, vendor.vendor_id, { status: 'active', price_minor: 700, quantity: 0 });
    const after = await onSale();
    expect(after.status).toBe('active');
    expect(await read(listing)).toMatchObject({ status: 'active', instrument_symbol: null });
    await change(listing, 1);
    await waitFor('the instrument', async () => (await read(listing)).instrument_symbol);
  });
});

describe('low stock', () => {
  it('is told to owners and managers once per fall, and again after it was back above', async () => {
    const manager = await app.register();
    const clerk = await app.register();
    await hire(owner, manager, { vendor_id: vendor.vendor_id, role: 'manager' });
    await hire(owner, clerk, { vendor_id: vendor.vendor_id, role: 'clerk' });
    const listing = await onSale({ title: 'Blastoise', low_stock_at: 3, quantity: 4 });
    await change(listing, -2);
    const [told] = await waitFor('the notice', async () => {
      const all = await lowNotices(manager);
      return all.length > 0 ? all : null;
    });
    expect(told).toMatchObject({
      title: 'Blastoise: 2 pieces left',
      link: `/inventory/${vendor.vendor_id}/listings/${listing.id}`,
      simulated: false,
    });
    await change(listing, -1);
    await change(listing, 5);
    await onSale(); // looked at after it
    await change(listing, -5);
    await waitFor('the second notice', async () => (await lowNotices(manager)).length === 2);
    expect(await lowNotices(owner)).toHaveLength(2);
    expect(await lowNotices(clerk)).toEqual([]);
    const { rows } = await sql<{ payload: unknown }>`SELECT payload FROM facts.outbox
      WHERE type = 'stock.low' AND aggregate_id = ${listing.id} ORDER BY aggregate_seq`.execute(
      app.program.platform.db,
    );
    expect(rows.map(({ payload }) => payload)).toMatchObject([
      { vendor_id: vendor.vendor_id, title: 'Blastoise', available: 2 },
      { vendor_id: vendor.vendor_id, title: 'Blastoise', available: 1 },
    ]);
  });

  it('of many at once is one notice', async () => {
    const other = await app.register();
    const { vendor_id, location_id } = await openVendor(other, 'Many Cards');
    const ids: string[] = [];
    for (let number = 1; number <= 12; number += 1) {
      const more = {
        title: `Card ${number}`,
        status: 'active',
        price_minor: 100,
        quantity: 2,
        low_stock_at: 2,
      } as const;
      ids.push((await addCard(other, vendor_id, more)).id);
    }
    await waitFor('a look at each', async () => {
      const all = await Promise.all(ids.map((id) => other.do('getCollectible', { params: { vendor_id, id } })));
      return all.every(({ instrument_symbol }) => instrument_symbol !== null);
    });
    const session = await other.do('startCount', { params: { vendor_id }, body: { location_id } });
    const params = { vendor_id, id: session.id };
    const entries = ids.map((listing_id) => ({ listing_id, counted: 1 }));
    await other.do('enterCounts', { params, body: { entries } });
    await other.do('applyCount', { params });
    const told = await waitFor('the notice', async () => {
      const all = await lowNotices(other);
      return all.length > 0 ? all : null;
    });
    expect(told).toMatchObject([
      { title: '12 listings of Many Cards are low in stock', link: `/inventory/${vendor_id}` },
    ]);
    expect(told[0]?.body).toContain('and 2 more');
  });
});
