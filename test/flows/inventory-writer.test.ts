import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf, type ListingContent } from '../../server/modules/inventory/listing.ts';
import { inScope } from '../../server/modules/inventory/services/enter-scope.ts';
import {
  insertListings,
  lockListings,
  type NewListing,
  writeListings,
} from '../../server/modules/inventory/services/listing-writer.ts';
import type { VendorTx } from '../../server/modules/inventory/tables.ts';
import { newId } from '../../server/platform/ids.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { openVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client & { readonly user_id: string };
let vendor_id: string;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  ({ vendor_id } = await openVendor(owner));
});
afterAll(async () => app[Symbol.asyncDispose]());

function within<Result>(work: (tx: VendorTx) => Promise<Result>): Promise<Result> {
  return inScope(app.program.platform, { user_id: owner.user_id, vendor_id }, work);
}

const writing = () => ({ vendor_id, actor_id: owner.user_id, reason: 'Moved in', at: new Date() });

function card(sku: string, more: Partial<ListingContent> = {}): NewListing {
  const details = { game: 'mtg', set_code: 'lea', set_name: null, collector_number: '1', name: 'Ancestral "Recall"' };
  const flags = { first_edition: false, signed: false, altered: false, printing_id: null };
  const content: ListingContent = {
    sku,
    title: 'Ancestral Recall\t\\',
    condition: 'NM',
    source_condition: null,
    grading: null,
    cost_minor: null,
    price_minor: 1_250,
    currency: 'USD',
    shelf: '',
    note: 'Line one\nline two',
    barcode: null,
    low_stock_at: null,
    status: 'draft',
    details: { ...details, rarity: null, language: 'en', finish: 'normal', ...flags },
    ...more,
  };
  return { id: newId(), kind: 'card', content };
}

const slab = (cert_number: string) =>
  ({
    condition: null,
    grading: { company: 'PSA', grade: '9', label: null, cert_number, subgrades: null },
  }) as const;

async function read(id: string) {
  return owner.do('getCollectible', { params: { vendor_id, id } });
}

describe('writing many listings at once', () => {
  it('makes them as a single making would: contents, versions, history and prices', async () => {
    const coin: NewListing = {
      ...card('C-3'),
      kind: 'coin',
      content: {
        ...card('C-3').content,
        details: { country: null, denomination: '1 penny', year: 1933, mint_mark: null, metal: null },
      },
    };
    const made = [card('C-1'), card('C-2', { ...slab('77'), price_minor: null }), coin];
    expect(await within((tx) => insertListings(tx, writing(), made))).toEqual([]);
    const rows = await within((tx) => lockListings(tx, vendor_id, [...made.map(({ id }) => id), newId()]));
    expect(rows.size).toBe(made.length);
    expect(made.map(({ id }) => contentOf(rows.get(id) as never))).toEqual(made.map(({ content }) => content));
    for (const { id, content } of made) {
      const params = { vendor_id, id };
      const single = await owner.do('listCollectibleChanges', { params });
      const told = Object.fromEntries(single.map(({ field, from, to, reason }) => [field, [from, to, reason]]));
      expect(told).toEqual({
        status: [null, 'draft', 'Moved in'],
        ...(content.price_minor === null ? {} : { price_minor: [null, 1250, 'Moved in'] }),
      });
      expect(await owner.do('listCollectiblePrices', { params })).toHaveLength(content.price_minor === null ? 0 : 1);
    }
  });

  it('tells of each SKU and certificate that is taken, there or in the list, and makes the others', async () => {
    await within((tx) => insertListings(tx, writing(), [card('T-1'), card('T-2', slab('T77'))]));
    const made = [
      card('t-1'),
      card('T-3'),
      card('t-3'),
      card('T-4', slab('t77')),
      card('T-5', slab('T78')),
      card('T-6', slab('t78')),
      card('T-7'),
    ];
    const left = await within((tx) => insertListings(tx, writing(), made));
    expect(left.map(({ id, code }) => [made.find((one) => one.id === id)?.content.sku, code])).toEqual([
      ['t-1', 'sku_taken'],
      ['t-3', 'sku_taken'],
      ['T-4', 'certificate_taken'],
      ['T-6', 'certificate_taken'],
    ]);
    expect(await read(made[6]?.id ?? '')).toMatchObject({ sku: 'T-7', version: 1 });
  });

  it('edits them with their history, leaves alone what is as it was, and names what somebody changed meanwhile', async () => {
    const made = [card('W-1'), card('W-2'), card('W-3'), card('W-4')];
    await within((tx) => insertListings(tx, writing(), made));
    const [one, two, three, four] = made as [NewListing, NewListing, NewListing, NewListing];
    const edit = ({ id, content }: NewListing, after: Partial<ListingContent>, version = 1) =>
      ({ id, kind: 'card', version, before: content, after: { ...content, ...after } }) as const;
    const left = await within((tx) =>
      writeListings(tx, writing(), [
        edit(one, { price_minor: 900, details: { ...one.content.details, rarity: 'rare' } }),
        edit(two, {}),
        edit(three, { note: 'x' }, 7),
        edit(four, { sku: 'w-2' }),
      ]),
    );
    expect(left).toEqual([
      { id: four.id, code: 'sku_taken' },
      { id: three.id, code: 'version_mismatch' },
    ]);
    expect(await read(one.id)).toMatchObject({ version: 2, price_minor: 900, card_details: { rarity: 'rare' } });
    for (const { id } of [two, three, four]) expect(await read(id)).toMatchObject({ version: 1 });
    const changes = await owner.do('listCollectibleChanges', { params: { vendor_id, id: one.id } });
    const second = changes.filter(({ version }) => version === 2);
    expect(Object.fromEntries(second.map(({ field, from, to }) => [field, [from, to]]))).toEqual({
      'card_details.rarity': [null, 'rare'],
      price_minor: [1250, 900],
    });
    expect(await owner.do('listCollectiblePrices', { params: { vendor_id, id: one.id } })).toHaveLength(2);
  });

  it('writes behind the walls: a listing of another vendor is not found', async () => {
    const other = await openVendor(owner, 'Other');
    const made = card('X-1');
    await within((tx) => insertListings(tx, writing(), [made]));
    const { platform } = app.program;
    const elsewhere = { user_id: owner.user_id, vendor_id: other.vendor_id };
    expect(await inScope(platform, elsewhere, (tx) => lockListings(tx, vendor_id, [made.id]))).toEqual(new Map());
    const written = inScope(platform, elsewhere, (tx) => insertListings(tx, writing(), [card('X-2')]));
    await expect(written).rejects.toThrow(/row-level security/);
  });
});
