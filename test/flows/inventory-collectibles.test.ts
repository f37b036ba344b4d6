import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { addCard, cardOf, openVendor, type TestVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client;
let shop: TestVendor;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  shop = await openVendor(owner);
});
afterAll(async () => app[Symbol.asyncDispose]());

const at = (id: string): { vendor_id: string; id: string } => ({ vendor_id: shop.vendor_id, id });

describe('a new collectible', () => {
  it('stands with its card, its first stock and its history, or not at all', async () => {
    const body = cardOf(shop.vendor_id, { price_minor: 24_900, quantity: 3, source_condition: 'Near Mint' });
    const made = await owner.do('createCollectible', { body });
    expect(made).toMatchObject({ kind: 'card', title: 'Charizard, base1, 4/102', condition: 'NM', on_hand: 3 });
    expect(made.sku).toMatch(/^BASE1-4-102-[2-9A-Z]{7}$/);
    expect(made.card_details).toMatchObject({ language: 'en', finish: 'normal', signed: false, rarity: null });
    expect(made.stock).toEqual([
      { location_id: shop.location_id, on_hand: 3, reserved: 0, allocated: 0, available: 3 },
    ]);
    expect(await owner.do('getCollectible', { params: at(made.id) })).toEqual(made);
    const prices = await owner.do('listCollectiblePrices', { params: at(made.id) });
    expect(prices.map((price) => price.price_minor)).toEqual([24_900]);

    const before = await owner.do('listCollectibles', { params: { vendor_id: shop.vendor_id } });
    const nowhere = { ...body, sku: 'NOWHERE-1', location_id: made.id };
    expect((await owner.call('createCollectible', { body: nowhere })).code).toBe('location_unknown');
    expect(await owner.do('listCollectibles', { params: { vendor_id: shop.vendor_id } })).toEqual(before);
  });

  it.each([
    ['no details of its kind', { card_details: undefined }, '/card_details'],
    ['details of another kind', { other_details: {} }, '/other_details'],
    ['neither condition nor grading', { condition: null }, '/condition'],
    ['both', { grading: { company: 'PSA', grade: '10' } }, '/condition'],
    ['an unknown condition', { condition: 'GD' }, '/condition'],
    ['a language that is none', { card_details: { game: 'mtg', name: 'x', language: 'jp' } }, '/card_details/language'],
    ['a currency that is none', { currency: 'XYZ' }, '/currency'],
    ['a price that is no whole number', { price_minor: 12.5 }, '/price_minor'],
    ['PSA 9.5', { condition: null, grading: { company: 'PSA', grade: '9.5' } }, '/grading/grade'],
    ['two graded pieces', { condition: null, quantity: 2, grading: { company: 'BGS', grade: 9.5 } }, '/quantity'],
  ])('is refused with %s, and the pointer says where', async (_, wrong, pointer) => {
    const answer = await owner.call('createCollectible', { body: { ...cardOf(shop.vendor_id), ...wrong } as never });
    expect(answer.status).toBe(422);
    expect(answer.errors.map((error) => error.pointer)).toContain(pointer);
  });

  it.each([
    ['comic', { comic_details: { series: 'Amazing Fantasy', issue_number: '15' } }, '9.8', 'CGC'],
    ['coin', { coin_details: { denomination: 'Morgan dollar', year: 1881 } }, '65', 'PCGS'],
  ] as const)('may be a graded %s on its company’s own scale', async (kind, details, grade, company) => {
    const grading = { company, grade, label: 'Near Mint/Mint', cert_number: `C-${kind}` };
    const made = await owner.do('createCollectible', {
      body: { vendor_id: shop.vendor_id, kind, ...details, grading, quantity: 1 },
    });
    expect(made.grading).toEqual({ ...grading, subgrades: null });
    expect(made).toMatchObject(details);
    const again = { vendor_id: shop.vendor_id, kind, ...details, grading };
    expect((await owner.call('createCollectible', { body: again })).code).toBe('certificate_taken');
  });

  it('keeps watches, sealed boxes and other things by their own details', async () => {
    const { vendor_id } = shop;
    const watch = { brand: 'Omega', model: 'Speedmaster', reference: '311.30', serial_number: null, year: 2015 };
    const made = await owner.do('createCollectible', {
      body: { vendor_id, kind: 'watch', watch_details: { ...watch, box: true }, condition: 'NM' },
    });
    expect(made.watch_details).toEqual({ ...watch, box: true, papers: false });
    const sealed = { game: 'mtg', product: 'Booster box', set_code: 'lea', language: 'zh-hans' };
    const box = await owner.do('createCollectible', {
      body: { vendor_id, kind: 'sealed', sealed_details: sealed, condition: 'SEALED' },
    });
    expect(box.sealed_details?.language).toBe('zh-Hans');
    const found = await owner.do('listCollectibles', { params: { vendor_id }, query: { game: 'mtg', set: 'LEA' } });
    expect(found.map((one) => one.id)).toEqual([box.id]);
  });

  it('has a SKU of its own, whatever the case, and of ten at once one gets it', async () => {
    const { vendor_id } = shop;
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        owner.call('createCollectible', { body: cardOf(vendor_id, { sku: index % 2 === 0 ? 'race-1' : 'RACE-1' }) }),
      ),
    );
    expect(asked.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(asked.filter((answer) => answer.code === 'sku_taken')).toHaveLength(9);
    const other = await app.register();
    const elsewhere = await openVendor(other);
    expect((await addCard(other, elsewhere.vendor_id, { sku: 'RACE-1' })).sku).toBe('RACE-1');
  });
});

describe('an edit', () => {
  const edit = (id: string, body: object, tag: string | null) =>
    owner.call('updateCollectible', {
      params: at(id),
      body,
      ...(tag === null ? {} : { headers: { 'if-match': tag } }),
    });

  it('of what was just made goes by the ETag of that answer', async () => {
    const made = await owner.call('createCollectible', { body: cardOf(shop.vendor_id) });
    expect((await edit(made.data.id, { price_minor: 200 }, made.headers.get('etag'))).status).toBe(200);
  });

  it('names the version it saw: 428 without, 412 with both values when someone was quicker', async () => {
    const made = await addCard(owner, shop.vendor_id, { price_minor: 100 });
    const seen = (await owner.call('getCollectible', { params: at(made.id) })).headers.get('etag') ?? '';
    expect((await edit(made.id, { price_minor: 200 }, null)).status).toBe(428);
    const [first, second] = await Promise.all([
      edit(made.id, { price_minor: 200, reason: 'up' }, seen),
      edit(made.id, { price_minor: 300, reason: 'up' }, seen),
    ]);
    const statuses = [first, second].map((answer) => answer.status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, 412]);
    const [won, lost] = first.status === 200 ? [first, second] : [second, first];
    expect(lost.errors[0]).toMatchObject({
      code: 'version_mismatch',
      etag: won.headers.get('etag'),
      conflicts: [{ field: 'price_minor', current: won.data.price_minor }],
    });
    expect((await edit(made.id, { price_minor: 400 }, lost.errors[0]?.['etag'] as string)).status).toBe(200);
  });

  it('is not stopped by stock that moved, which has a check of its own', async () => {
    const made = await addCard(owner, shop.vendor_id);
    const seen = (await owner.call('getCollectible', { params: at(made.id) })).headers.get('etag') ?? '';
    const { vendor_id, location_id } = shop;
    await owner.do('receiveStock', { params: { vendor_id }, body: { listing_id: made.id, location_id, quantity: 2 } });
    const now = (await owner.call('getCollectible', { params: at(made.id) })).headers.get('etag');
    expect(now).not.toBe(seen);
    expect((await edit(made.id, { note: 'shown at the fair' }, seen)).status).toBe(200);
  });

  it('writes every changed field into the history: who, from what, to what, why', async () => {
    const made = await addCard(owner, shop.vendor_id, { price_minor: 100 });
    await edit(made.id, { price_minor: 150, card_details: { rarity: 'Rare' }, reason: 'looked it up' }, '"1"');
    const changes = await owner.do('listCollectibleChanges', { params: at(made.id) });
    const second = changes.filter((change) => change.version === 2);
    const told = second.map(({ field, from, to, reason }) => ({ field, from, to, reason }));
    expect(told).toHaveLength(2);
    expect(told).toContainEqual({ field: 'price_minor', from: 100, to: 150, reason: 'looked it up' });
    expect(told).toContainEqual({ field: 'card_details.rarity', from: null, to: 'Rare', reason: 'looked it up' });
    const { id } = await owner.do('getMe');
    expect(new Set(changes.map((change) => change.actor_id))).toEqual(new Set([id]));
    const prices = await owner.do('listCollectiblePrices', { params: at(made.id) });
    expect(prices.map((price) => price.price_minor)).toEqual([150, 100]);
    const same = await edit(made.id, { price_minor: 150 }, '"2"');
    expect(same.data.version).toBe(2);
  });

  it('moves the status along its edges alone, and sells nothing without a price', async () => {
    const made = await addCard(owner, shop.vendor_id);
    const to = async (status: string, version: number, more: object = {}) => {
      const answer = await edit(made.id, { status, ...more }, `"${version}"`);
      return answer.code ?? answer.data.status;
    };
    expect(await to('active', 1)).toBe('price_needed');
    expect(await to('sold_out', 1)).toBe('collectible_status_refused');
    expect(await to('active', 1, { price_minor: 500 })).toBe('active');
    expect(await to('draft', 2)).toBe('collectible_status_refused');
    expect(await to('paused', 2)).toBe('paused');
    const archived = await owner.call('archiveCollectible', {
      params: at(made.id),
      headers: { 'if-match': '"3"' },
    });
    expect(archived.data.status).toBe('archived');
    const { vendor_id, location_id } = shop;
    const body = { listing_id: made.id, location_id, quantity: 1 };
    expect((await owner.call('receiveStock', { params: { vendor_id }, body })).code).toBe('collectible_archived');
    expect(await to('active', 4)).toBe('collectible_status_refused');
    expect(await to('draft', 4)).toBe('draft');
  });

  it('turns a raw card into a graded one when a single piece is there', async () => {
    const grading = { company: 'PSA', grade: '10', cert_number: '48121' } as const;
    const two = await addCard(owner, shop.vendor_id, { quantity: 2 });
    expect((await edit(two.id, { grading }, '"1"')).code).toBe('graded_is_single');
    const one = await addCard(owner, shop.vendor_id, { quantity: 1, source_condition: 'Mint' });
    const { data } = await edit(one.id, { grading }, '"1"');
    expect(data).toMatchObject({ condition: null, source_condition: null, grading: { company: 'PSA', grade: '10' } });
    const regraded = {
      ...grading,
      grade: '9',
      subgrades: { centering: '9', corners: '9.5', edges: '9', surface: '9' },
    };
    expect((await edit(one.id, { grading: { ...grading, grade: '9.5' } }, '"2"')).errors[0]).toMatchObject({
      pointer: '/grading/grade',
    });
    expect((await edit(one.id, { grading: regraded }, '"1"')).code).toBe('version_mismatch');
    expect((await edit(one.id, { grading: regraded }, '"2"')).data?.grading).toMatchObject(regraded);
    expect((await edit(one.id, { condition: 'LP' }, '"3"')).data).toMatchObject({ condition: 'LP', grading: null });
    const params = { vendor_id: shop.vendor_id, id: one.id };
    const told = await owner.do('listCollectibleChanges', { params, query: {} });
    expect(told.filter(({ field }) => field === 'grading').map(({ to }) => to)).toMatchObject([
      null,
      regraded,
      grading,
    ]);
  });
});

describe('the list', () => {
  it('is filtered, searched and sorted, and walked page by page sees each row once', async () => {
    const person = await app.register();
    const { vendor_id } = await openVendor(person);
    for (const [index, name] of ['Abra', 'Mew', 'abra%', 'Zubat', 'Onix'].entries())
      await addCard(person, vendor_id, {
        title: name,
        sku: `S-${index}`,
        price_minor: [300, null, 100, 300, 200][index] ?? null,
        condition: index === 1 ? 'LP' : 'NM',
      });
    const titles = async (query: Record<string, string | number>) =>
      (await person.do('listCollectibles', { params: { vendor_id }, query })).map((one) => one.title);
    expect(await titles({ q: 'ABRA' })).toEqual(['abra%', 'Abra']);
    expect(await titles({ q: 'a%' })).toEqual(['abra%']);
    expect(await titles({ condition: 'LP' })).toEqual(['Mew']);
    expect(await titles({ status: 'active' })).toEqual([]);
    expect(await titles({ sort: 'price' })).toEqual(['Mew', 'abra%', 'Onix', 'Abra', 'Zubat']);
    expect((await person.call('listCollectibles', { params: { vendor_id }, query: { sort: 'cost' } })).status).toBe(
      422,
    );
    for (const sort of ['-created', 'title', '-updated', 'price', '-price'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { sort, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
        const page = await person.call('listCollectibles', { params: { vendor_id }, query });
        seen.push(...page.data.map((one) => one.title));
        cursor = page.meta.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen.toSorted(), sort).toEqual(['Abra', 'Mew', 'Onix', 'Zubat', 'abra%']);
    }
  });
});
