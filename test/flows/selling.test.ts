import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { hire, openVendor, type TestVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client;
let vendor: TestVendor;
let params: { readonly vendor_id: string };

beforeAll(async () => {
  app = await startApp({ requests_per_minute: 1_000_000 });
  owner = await app.register();
  vendor = await openVendor(owner, 'Corner Cards');
  params = { vendor_id: vendor.vendor_id };
});
afterAll(async () => app[Symbol.asyncDispose]());

describe('the terms of a vendor', () => {
  it('are the defaults until it says otherwise, and change member by member', async () => {
    expect(await owner.do('getSellingTerms', { params })).toMatchObject({
      ships_from: null,
      handling_days: 2,
      return_days: 14,
      tax_mode: 'none',
      commission_bp: 0,
      updated_at: null,
    });
    const tax = { tax_mode: 'inclusive', tax_rate_bp: 1900, tax_name: 'VAT' } as const;
    await owner.do('updateSellingTerms', { params, body: tax });
    await owner.do('updateSellingTerms', { params, body: { ships_from: 'de' } });
    expect(await owner.do('getSellingTerms', { params })).toMatchObject({ ...tax, ships_from: 'DE', handling_days: 2 });
  });

  it('are the owner’s to change, and no country of fantasy', async () => {
    const manager = await app.register();
    await hire(owner, manager, { ...vendor, role: 'manager' });
    const refused = await manager.call('updateSellingTerms', { params, body: { return_days: 0 } });
    expect(refused).toMatchObject({ status: 403, code: 'vendor_role_needed' });
    const wrong = await owner.call('updateSellingTerms', { params, body: { ships_from: 'ZZ' } });
    expect(wrong).toMatchObject({ status: 422, code: 'input_invalid' });
  });
});

describe('ways of sending', () => {
  it('have a flat rate or a table of rates, and are changed and taken away', async () => {
    const rates = [
      { at_least: 0, price_minor: 390 },
      { at_least: 10_000, price_minor: 0 },
    ];
    const made = await owner.do('createShippingMethod', { params, body: { name: 'Letter', rates } });
    expect(made).toMatchObject({
      name: 'Letter',
      countries: [],
      basis: 'subtotal',
      rates,
      currency: 'USD',
      enabled: true,
    });
    const of = { ...params, id: made.id };
    const flat = [{ at_least: 0, price_minor: 500 }];
    const changed = await owner.do('updateShippingMethod', { params: of, body: { rates: flat } });
    expect(changed).toEqual({ ...made, rates: flat });
    await owner.do('deleteShippingMethod', { params: of });
    expect(await owner.do('listShippingMethods', { params })).toEqual([]);
    expect(await owner.call('deleteShippingMethod', { params: of })).toMatchObject({ code: 'shipping_method_unknown' });
  });

  it.each([
    ['rates that do not start at 0', [{ at_least: 5, price_minor: 1 }]],
    [
      'rates that fall',
      [
        { at_least: 0, price_minor: 1 },
        { at_least: 0, price_minor: 2 },
      ],
    ],
    ['a price below 0', [{ at_least: 0, price_minor: -1 }]],
    ['half a cent', [{ at_least: 0, price_minor: 0.5 }]],
  ])('refuse %s', async (_, rates) => {
    const answer = await owner.call('createShippingMethod', { params, body: { name: 'Letter', rates } });
    expect(answer).toMatchObject({ status: 422, code: 'input_invalid' });
  });

  it('cannot arrive sooner than they can arrive, whichever end is changed', async () => {
    const rates = [{ at_least: 0, price_minor: 1 }];
    const body = { name: 'Parcel', rates, days_min: 3, days_max: 4 };
    const reversed = await owner.call('createShippingMethod', { params, body: { ...body, days_max: 2 } });
    expect(reversed).toMatchObject({ status: 422, code: 'days_reversed' });
    const { id } = await owner.do('createShippingMethod', { params, body });
    const later = await owner.call('updateShippingMethod', { params: { ...params, id }, body: { days_min: 9 } });
    expect(later).toMatchObject({ status: 422, code: 'days_reversed' });
  });

  it('are 20 at most', async () => {
    const shop = { vendor_id: (await openVendor(owner, 'Many ways')).vendor_id };
    const body = { name: 'Letter', rates: [{ at_least: 0, price_minor: 1 }] };
    const answers = await Promise.all(
      Array.from({ length: 22 }, () => owner.call('createShippingMethod', { params: shop, body })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ code }) => code === 'shipping_method_limit')).toHaveLength(2);
  });
});

describe('codes', () => {
  it('take a percentage or an amount off, are one of a kind, and end at what was used', async () => {
    const body = { code: 'autumn15', kind: 'percent', percent_bp: 1500 } as const;
    const made = await owner.do('createDiscount', { params, body });
    expect(made).toMatchObject({ code: 'AUTUMN15', percent_bp: 1500, amount_minor: null, uses: 0, enabled: true });
    const again = await owner.call('createDiscount', { params, body: { ...body, code: 'Autumn15' } });
    expect(again).toMatchObject({ status: 409, code: 'discount_code_taken' });
    const of = { ...params, id: made.id };
    const changed = await owner.do('updateDiscount', { params: of, body: { enabled: false, uses_max: 3 } });
    expect(changed).toEqual({ ...made, enabled: false, uses_max: 3 });
  });

  it.each([
    ['a percentage without one', { kind: 'percent' }],
    ['an amount that is a percentage', { kind: 'fixed', percent_bp: 100 }],
    ['more than all of it', { kind: 'percent', percent_bp: 10_001 }],
    ['less than nothing', { kind: 'fixed', amount_minor: -1 }],
  ] as const)('refuse %s', async (_, wrong) => {
    const answer = await owner.call('createDiscount', { params, body: { code: 'WRONG', ...wrong } });
    expect(answer).toMatchObject({ status: 422, code: 'input_invalid' });
  });
});

describe('payouts', () => {
  it('are noted by administrators alone, and never above what is owed', async () => {
    const body = { currency: 'USD', amount_minor: 1, note: 'Transfer' };
    expect(await owner.call('recordPayout', { params, body })).toMatchObject({ status: 403, code: 'forbidden' });
    const admin = await app.admin();
    const refused = await admin.call('recordPayout', { params, body });
    expect(refused).toMatchObject({ status: 409, code: 'payout_too_high' });
    expect(await owner.do('listPayouts', { params })).toEqual([]);
    expect(await owner.do('getPayoutBalances', { params })).toEqual([]);
  });

  it('need a key that names them', async () => {
    const admin = await app.admin();
    const body = { currency: 'USD', amount_minor: 1, note: 'Transfer' };
    const answer = await admin.call('recordPayout', { params, body, headers: { 'idempotency-key': '' } });
    expect(answer).toMatchObject({ status: 400, code: 'idempotency_key_required' });
  });
});
