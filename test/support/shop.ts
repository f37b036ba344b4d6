import { randomBytes } from 'node:crypto';
import type { OrderGroupView } from '../../contract/orders.ts';
import type { BasketView } from '../../contract/basket.ts';
import type { TestApp } from './app.ts';
import type { Client } from './client.ts';
import { addCard, openVendor, type TestVendor } from './vendors.ts';

/** A vendor with something to sell, for tests that buy. */
export interface TestShop extends TestVendor {
  readonly owner: Client;
  /** Puts a listing on sale. @returns its id. */
  lists(piece?: {
    readonly price_minor?: number;
    readonly quantity?: number;
    readonly currency?: string;
  }): Promise<string>;
}

export async function openShop(app: TestApp, name?: string): Promise<TestShop> {
  const owner = await app.register({ tier: 'premium' });
  const vendor = await openVendor(owner, name);
  return {
    ...vendor,
    owner,
    lists: async ({ price_minor = 1250, quantity = 5, currency } = {}) => {
      const collector_number = randomBytes(4).toString('hex');
      const { id } = await addCard(owner, vendor.vendor_id, {
        card_details: { game: 'pokemon', set_code: 'base1', collector_number, name: 'Charizard' },
        price_minor,
        quantity,
        status: 'active',
        ...(currency !== undefined && { currency }),
      });
      return id;
    },
  };
}

export const ADDRESS = {
  name: 'Ada Byron',
  line1: '12 St James’s Square',
  city: 'London',
  postal_code: 'SW1Y 4LE',
  country: 'GB',
};

/** Somebody with these pieces in the basket and everything said that is needed to pay. */
export async function readyToPay(client: Client, lines: Readonly<Record<string, number>>): Promise<BasketView> {
  for (const [listing_id, quantity] of Object.entries(lines))
    await client.do('setBasketLine', { params: { listing_id }, body: { quantity } });
  return client.do('updateBasket', { body: { email: 'ada@example.org', shipping_address: ADDRESS } });
}

/** Checks the basket out as it was seen. */
export function checkOut(
  client: Client,
  basket: Pick<BasketView, 'version' | 'total_minor'>,
  { method = 'test_approve', key }: { readonly method?: string; readonly key?: string } = {},
) {
  return client.call('checkOut', {
    body: { basket_version: basket.version, expected_total_minor: basket.total_minor, payment_method: method },
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
}

/** Buys at once. @returns the checkout, placed. */
export async function buy(client: Client, lines: Readonly<Record<string, number>>): Promise<OrderGroupView> {
  const { data, errors } = await checkOut(client, await readyToPay(client, lines));
  if (data?.status !== 'placed') throw new Error(`not placed: ${JSON.stringify(errors)}`);
  return data;
}
